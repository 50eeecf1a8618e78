"""The portal as people start it: bin/run in a process of its own, on a free port, in a folder of its own."""

import os
import re
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from portal.config import ROOT


@dataclass
class Site:
    """A portal that runs."""

    url: str
    var: Path
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send a signal as the terminal would; return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=30)

    def family(self) -> set[int]:
        """The process and all that it started, and what those started."""
        listed = subprocess.run(
            ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
        ).stdout
        parents = {int(pid): int(parent) for pid, parent in (line.split() for line in listed.splitlines())}
        found = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return found


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running(var: Path, *arguments: str, **settings: str) -> Iterator[Site]:
    """Start bin/run and yield it when it says its address; end it afterwards if it still runs."""
    port = str(free_port())
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    process = subprocess.Popen(
        [ROOT / "bin/run", *arguments],
        env={**kept, "PORTAL_VAR": str(var), "PORT": port, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    site = Site(f"http://127.0.0.1:{port}", var, process)
    ready = threading.Event()
    reader = threading.Thread(target=_listen, args=(site, ready), daemon=True)
    reader.start()
    try:
        ready.wait(timeout=120)
        assert ready.is_set(), "".join(site.said)
        assert process.poll() is None, "".join(site.said)
        yield site
    finally:
        if process.poll() is None:
            site.stop(signal.SIGTERM)
        reader.join(timeout=10)


def _listen(site: Site, ready: threading.Event) -> None:
    for line in site.process.stdout or ():
        site.said.append(line)
        if re.match("Ctrl-C stops it", line):
            ready.set()
    ready.set()
