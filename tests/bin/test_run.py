"""bin/run: starts by one command, ends without a trace, and starts again with everything still there."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import time
from urllib.request import urlopen

import pytest

from portal.config import ROOT
from tests.support.site import Site, running


def answer(site: Site, path: str) -> tuple[int, str]:
    with urlopen(site.url + path, timeout=10) as response:
        return response.status, response.read().decode()


def gone(pids: set[int]) -> bool:
    """Whether all of these end within a moment."""
    for _ in range(50):
        if not any(_lives(pid) for pid in pids):
            return True
        time.sleep(0.1)  # processes of others tell nobody when they end
    return False


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_serves_the_demo_and_ends_and_starts_again_with_everything(tmp_path):
    with running(tmp_path) as site:
        assert answer(site, "/healthz")[0] == 200
        assert "</h1>" in answer(site, "/")[1]
        assert json.loads(answer(site, "/readyz")[1])
        assert site.url in "".join(site.said)
        assert "ada@demo.example" in "".join(site.said)
        assert "a-demo-of-the-portal" in "".join(site.said)
        family = site.family()
        assert len(family) >= 4
        assert site.stop(signal.SIGINT) == 0
        assert gone(family), "".join(site.said)
    with sqlite3.connect(tmp_path / "portal.sqlite") as database:
        people = database.execute("SELECT id, email FROM people ORDER BY id").fetchall()
    key = (tmp_path / "secret").read_text()
    for name in ("secret", "portal.sqlite"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600

    began = time.monotonic()
    with running(tmp_path, "--program", "developer") as site:
        assert time.monotonic() - began < 30
        assert answer(site, "/")[0] == 200
    with sqlite3.connect(tmp_path / "portal.sqlite") as database:
        assert database.execute("SELECT id, email FROM people ORDER BY id").fetchall() == people
    assert (tmp_path / "secret").read_text() == key


def test_without_a_demo_nobody_has_an_account(tmp_path):
    with running(tmp_path, "--no-demo") as site:
        assert "staff add" in "".join(site.said)
        assert answer(site, "/healthz")[0] == 200
    with sqlite3.connect(tmp_path / "portal.sqlite") as database:
        assert database.execute("SELECT count(*) FROM people").fetchone() == (0,)


def test_a_child_that_dies_ends_the_whole(tmp_path):
    with running(tmp_path, "--no-demo") as site:
        family = site.family()
        worker = next(pid for pid in family if "portal.worker" in _command(pid))
        os.kill(worker, signal.SIGKILL)
        assert site.process.wait(timeout=30) == 1
        assert gone(family)


def _command(pid: int) -> str:
    run = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True)
    return run.stdout


@pytest.mark.parametrize("argument", [["--program", "nothing"], ["--nonsense"]])
def test_what_cannot_be_meant_is_refused(argument, tmp_path):
    run = subprocess.run([ROOT / "bin/run", *argument], capture_output=True, text=True, timeout=60)
    assert run.returncode != 0
    assert "--program" in run.stdout + run.stderr
