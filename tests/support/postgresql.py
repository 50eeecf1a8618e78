"""A PostgreSQL server of the tests' own, in a folder that goes with it."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

# Nothing here outlives the tests, so nothing waits for the disk.
OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=200",
)


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest version if there are several; None without one."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """Start a server and yield its address, to which a database's name is added; end it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    account = _account()
    if account:
        shutil.chown(folder, account)
    subprocess.run(
        [programs / "initdb", "-D", "data", "-U", "portal", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        user=account,
        cwd=folder,
    )
    settings = [part for option in (*OPTIONS, f"unix_socket_directories={folder}") for part in ("-c", option)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", "data", *settings], stdout=log, stderr=log, user=account, cwd=folder
        )
    try:
        _wait(process, folder)
        yield f"postgresql+psycopg://portal@/%s?host={folder}"
    finally:
        process.send_signal(signal.SIGINT)  # ends its clients, too
        process.wait(timeout=30)
        shutil.rmtree(folder)


def make(address: str, name: str) -> str:
    """Make an empty database `name` on the server at `address`; return its address."""
    _run(address, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _run(address, f'CREATE DATABASE "{name}"')
    return address % name


def remove(address: str, name: str) -> None:
    """Remove the database `name`, whoever is still connected."""
    _run(address, f'DROP DATABASE "{name}" WITH (FORCE)')


def _run(address: str, statement: str) -> None:
    plain = (address % "postgres").replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement.encode())


def _account() -> str | None:
    """Who runs the server: it refuses to be root."""
    return None if os.geteuid() else "postgres"


def _wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(300):
        try:
            psycopg.connect(host=str(folder), user="portal", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None:
                break
            time.sleep(0.1)  # the server tells nobody when it is ready
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")
