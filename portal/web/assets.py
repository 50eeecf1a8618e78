"""The static files under addresses that carry their hash."""

import hashlib
import os
import tempfile
from pathlib import Path


class Assets:
    """The files below `folder`; all of `css/` is served as one sheet, `app.css`."""

    def __init__(self, folder: Path) -> None:
        self.bodies = {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != ".md" and path.parent.name not in {"css", "print"}
        }
        sheets = sorted(
            (folder / "css").glob("*.css"), key=lambda path: (path.name != "tokens.css", path.name)
        )
        self.bodies["app.css"] = b"\n".join(sheet.read_bytes() for sheet in sheets)
        self.names = {name: _hashed(name, body) for name, body in self.bodies.items()}

    def url(self, name: str) -> str:
        """Return the address of the file `name`; raises `KeyError` where there is none."""
        return f"/static/{self.names[name]}"

    def publish(self, into: Path) -> None:
        """Write every file below `into` under its hashed name, each whole or not at all."""
        for name, hashed in self.names.items():
            target = into / hashed
            if target.exists():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
                part.write(self.bodies[name])
            os.chmod(part.name, 0o644)
            os.replace(part.name, target)


def _hashed(name: str, body: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(body).hexdigest()[:8]}{dot}{ending}"
