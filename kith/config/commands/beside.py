"""The worker beside a server: a process of its own that ends with it, however it ends, and is started anew if it dies."""

import argparse
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before it is started anew; longer each time it dies young
GROWN_UP = 60.0  # seconds
TO_END = 6.0  # seconds it has to end what it has in hand
FLAG = "--without-worker"


def argument(one: argparse.ArgumentParser) -> None:
    """`--without-worker`, for who runs `kith work` on its own."""
    one.add_argument(FLAG, action="store_true", help="no rounds, no mail: `kith work` runs on its own")


class Beside:
    """Keeps one worker running from `start()` until `stop()`, or until this process is gone."""

    def __init__(self, folder: Path) -> None:
        self._told = [sys.executable, "-m", "kith.config.command", "work", "--child", "--data", str(folder)]
        self._ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, name="kith-worker", daemon=True)

    def start(self) -> None:
        self._keeper.start()

    def _keep(self) -> None:
        pause = FIRST_PAUSE
        while not self._ending.is_set():
            # The child reads from this pipe and ends when it ends: with this process, even if that is killed.
            self._process = subprocess.Popen(self._told, stdin=subprocess.PIPE)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(GROWN_UP)
                pause = min(pause * 2, LONGEST_PAUSE)
            if self._process.poll() is None:
                pause = FIRST_PAUSE
                self._process.wait()
            self._ending.wait(pause)

    def stop(self) -> None:
        self._ending.set()
        process = self._process
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        try:
            process.wait(TO_END)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def worker(folder: Path, args: argparse.Namespace) -> Iterator[Beside | None]:
    """None when it was not wanted. Whoever asked for it starts it, once the server serves."""
    if args.without_worker:
        yield None
        return
    one = Beside(folder)
    try:
        yield one
    finally:
        one.stop()
