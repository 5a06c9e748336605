"""Starting the application on a free port with a data folder of its own, and finding Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

__all__ = ["ARGUMENTS", "chromium", "running_server"]

ROOT = Path(__file__).parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The program, the one in ``ACCORD_CHROMIUM`` first; ``None`` where there is none."""
    return os.environ.get("ACCORD_CHROMIUM") or next((found for name in _NAMES if (found := shutil.which(name))), None)


@contextmanager
def running_server(folder: Path) -> Iterator[tuple[str, int]]:
    """``accord app`` on a free port; gives its address and the number of its process."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        port = opened.getsockname()[1]
    environment = {
        **os.environ,
        "ACCORD_DATA": str(folder / "data"),
        "HOME": str(folder),
        "STREAMLIT_CLIENT_SHOW_ERROR_DETAILS": "full",
    }
    environment.pop("ACCORD_DATABASE", None)
    (folder / "data").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "toolkit", "app", "--no-browser", "--port", str(port)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"http://localhost:{port}/_stcore/health", process, folder / "log")
        yield f"http://localhost:{port}", process.pid
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 90
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
