"""What stands in tracked files: no package registry, exact versions with hashes, nothing secret."""

import json
import re
import subprocess

import pytest

from portal.config import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
REGISTRY = re.compile(
    r"--(extra-)?index-url|--find-links|\bpypi\b\.org|files\.pythonhosted|registry\.npmjs"
    r'|"resolved":|https?://\S+\.(whl|tgz|tar\.gz)\b'
)
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|\b(ghp|gho|glpat|xox[bp]|AKIA)[-_A-Za-z0-9]{16,}")


def tracked() -> list[str]:
    run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if run.returncode:
        pytest.skip("not a git checkout")
    return [name for name in run.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_registry_or_a_secret():
    found = []
    for name in tracked():
        if name == "tests/lint/test_files.py":
            continue
        text = (ROOT / name).read_bytes().decode("utf-8", errors="ignore")
        found += [
            f"{name}: {match.group(0)}" for match in (REGISTRY.search(text), SECRET.search(text)) if match
        ]
    assert found == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_says_exact_versions_with_hashes(path):
    entries = re.split(r"\n(?=\w)", path.read_text())[0:]
    lines = [entry for entry in entries if re.match(r"[a-z0-9]", entry)]
    assert len(lines) > 40
    for entry in lines:
        assert re.match(r"[a-z0-9-]+==[\w.]+( ; .+)? \\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n?)+$", entry), (
            entry
        )


def test_the_locks_agree_and_hold_what_is_declared():
    run, server, test = (
        _versions(ROOT / "requirements" / f"{name}.txt") for name in ("run", "server", "test")
    )
    assert run.items() <= server.items() <= test.items()
    declared = re.findall(
        r'^  "([A-Za-z0-9-]+)', (ROOT / "pyproject.toml").read_text().split("[tool.")[0], re.M
    )
    assert {name.lower() for name in declared} - {name for name, _marker in test} == set()


def test_the_checkers_of_pages_are_locked_by_integrity():
    packages = json.loads((ROOT / "tests/package-lock.json").read_text())["packages"]
    assert {name for name in packages if name} == {"node_modules/axe-core", "node_modules/vnu-jar"}
    assert all(entry["integrity"].startswith("sha512-") for name, entry in packages.items() if name)


def _versions(path):
    found = re.findall(r"^([a-z0-9-]+)==([\w.]+)( ; .+?)? \\$", path.read_text(), re.M)
    return {(name, marker): version for name, version, marker in found}
