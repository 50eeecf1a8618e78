"""A server that speaks S3, as a process of its own on a free port of this machine."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError

from portal.config import Bucket
from tests.support.site import free_port


@contextmanager
def served() -> Iterator[Bucket]:
    """Start the server with an empty bucket, and end it afterwards."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    endpoint = f"http://127.0.0.1:{port}"
    try:
        _make(f"{endpoint}/files")
        yield Bucket(
            name="files", prefix="portal", endpoint=endpoint, region="us-east-1", key="k", secret="s"
        )
    finally:
        process.terminate()
        process.wait(timeout=20)


def _make(bucket: str) -> None:
    """Make a bucket as soon as the server answers."""
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(urllib.request.Request(bucket, method="PUT"), timeout=5).close()
            return
        except (URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)  # the server tells nobody when it is ready
