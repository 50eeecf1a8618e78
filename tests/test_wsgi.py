"""What a server finds when it starts the portal."""

import json
import os
import subprocess
import sys
from pathlib import Path

from portal.config import ROOT
from portal.db import sqlite


def test_the_start_says_which_database_library_runs(tmp_path: Path) -> None:
    settings = {"PORTAL_MODE": "development", "PORTAL_VAR": str(tmp_path), "PORTAL_DATABASE_URL": ""}
    started = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=True,
    )
    said = [json.loads(line)["message"] for line in started.stderr.splitlines()]
    assert f"the database is SQLite {sqlite.sqlite_version} ({sqlite.__name__.split('.')[0]})" in said
