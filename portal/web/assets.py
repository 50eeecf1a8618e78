"""The static files under addresses that carry their hash; styles and scripts each in one piece."""

import gzip
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

TEXT = {".css", ".js", ".svg", ".txt"}
SCRIPTS = ("js/htmx.min.js", "js/portal.js")
# What a page never asks for: notes, what goes into a sheet or a script, and the faces of documents.
KEPT_BACK = {"css", "js", "print"}


class Assets:
    """The files below `folder`; `css/` makes one sheet, `app.css`, and `js/` one script, `app.js`."""

    def __init__(self, folder: Path) -> None:
        self.bodies = {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != ".md" and path.parent.name not in KEPT_BACK
        }
        self.names = {name: _hashed(name, body) for name, body in self.bodies.items()}
        self.add("app.css", self._sheet(folder / "css"))
        self.add("app.js", b"\n".join((folder / name).read_bytes() for name in SCRIPTS))

    def url(self, name: str) -> str:
        """Return the address of the file `name`; raises `KeyError` where there is none."""
        return f"/static/{self.names[name]}"

    def publish(self, into: Path) -> None:
        """Write every file below `into` under its hashed name, each whole or not at all, texts packed too."""
        for name, hashed in self.names.items():
            for ending, body in _packed(name, self.bodies[name]):
                _write(into / (hashed + ending), body)

    def add(self, name: str, body: bytes) -> None:
        """Put a file on the shelf that was made and not read."""
        self.bodies[name] = body
        self.names[name] = _hashed(name, body)

    def _sheet(self, folder: Path) -> bytes:
        """The tokens first, because they order the layers; the rest by name, because layers make it equal."""
        files = sorted(folder.glob("*.css"), key=lambda path: (path.name != "tokens.css", path.name))
        text = "\n".join(path.read_text() for path in files)
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        text = re.sub(r"\s*\n\s*", "\n", text).strip()
        return re.sub(r"url\(\.\./([^)]+)\)", lambda found: f"url({self.url(found[1])})", text).encode()


def _hashed(name: str, body: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(body).hexdigest()[:8]}{dot}{ending}"


def _packed(name: str, body: bytes) -> Iterator[tuple[str, bytes]]:
    yield "", body
    if Path(name).suffix in TEXT:
        yield ".gz", gzip.compress(body, 9, mtime=0)


def _write(target: Path, body: bytes) -> None:
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
        part.write(body)
    os.chmod(part.name, 0o644)
    os.replace(part.name, target)
