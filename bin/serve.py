"""Run web and worker side by side until one ends or a signal comes, then end both and all they started."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from types import FrameType

PORT = int(os.environ.get("PORT", "8000"))
ADDRESS = f"http://127.0.0.1:{PORT}"
COMMANDS = [["bin/web"], [sys.executable, "-m", "portal.worker"]]


class Stopped(Exception):
    """Somebody asked us to end."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise Stopped


def main(words: str) -> int:
    """Serve, and say `words` once the address answers; return 0 when asked to stop, 1 when a child ended."""
    if _taken():
        print(f"Port {PORT} is taken by another program. Choose another one: PORT={PORT + 1} bin/run")
        return 1
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    children: list[subprocess.Popen[bytes]] = []
    try:
        for command in COMMANDS:
            children.append(subprocess.Popen(command, start_new_session=True))
        if _answers(children):
            print(f"\nThe portal is at {ADDRESS}\n\n{words}\n\nCtrl-C stops it.", flush=True)
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        print("Web or worker ended by itself; stopping the other.")
        return 1
    except Stopped:
        print("\nStopping.")
        return 0
    finally:
        _end(children)


def _taken() -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", PORT)) == 0


def _answers(children: list[subprocess.Popen[bytes]]) -> bool:
    """Wait until the port answers; False if a child ended before."""
    while all(child.poll() is None for child in children):
        try:
            urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.1)  # there is nothing to wait on but the port itself
        else:
            return True
    return False


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    """End the children gently, and after ten seconds whatever is left of their process groups."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            print(f"Ending {child.args} by force.")
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
