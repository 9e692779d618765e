"""A server of its own for a bench: made, filled, started and ended by its pid."""

import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parent.parent


@dataclass
class Bench:
    """A server under load: pages and presses at `port`, sockets at `live` (the same port, unless they have a process apart)."""

    port: int
    live: int
    processes: list[psutil.Process]
    rooms: list[dict[str, Any]]

    def memory(self) -> float:
        """Megabytes that it holds in memory."""
        return sum(float(process.memory_info().rss) for process in self.processes) / 1e6

    def cpu(self) -> float:
        """Seconds of one core that it has used so far."""
        times = [process.cpu_times() for process in self.processes]
        return sum(float(one.user + one.system) for one in times)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(circles: int, *, commit_ms: float = 0, apart: bool = False) -> Iterator[Bench]:
    """`kith serve` on SQLite with so many circles of eight under way. `apart`: `kith live` beside it has the sockets."""
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as data, ExitStack() as stack:
        env = os.environ | {
            "KITH_SECRET": secrets.token_urlsafe(48),
            "KITH_DATA": data,
            "KITH_DATABASE": "",
            "KITH_REDIS": "",
        }
        subprocess.run([sys.executable, "-m", "bench.community", data, str(circles)], cwd=ROOT, env=env, check=True)
        rooms = json.loads((Path(data) / "bench.json").read_text())
        port, server = stack.enter_context(_kith("serve", data, env, commit_ms))
        if not apart:
            yield Bench(port, port, [server], rooms)
            return
        live, other = stack.enter_context(_kith("live", data, env, commit_ms))
        yield Bench(port, live, [server, other], rooms)


@contextmanager
def _kith(what: str, data: str, env: dict[str, str], commit_ms: float) -> Iterator[tuple[int, psutil.Process]]:
    """One `kith` process that serves, until it is not needed any more."""
    port = free_port()
    told = [sys.executable, "-m", "bench.slow", str(commit_ms), what, "--json", "--port", str(port), "--data", data]
    with subprocess.Popen(told, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            json.loads(server.stdout.readline())
            yield port, psutil.Process(server.pid)
        finally:
            server.terminate()


@contextmanager
def bare(frame_bytes: int) -> Iterator[int]:
    """The floor's server, on a port."""
    port = free_port()
    told = [sys.executable, "-m", "bench.bare", str(port), str(frame_bytes)]
    with subprocess.Popen(told, cwd=ROOT) as server:
        try:
            _until_open(port)
            yield port
        finally:
            server.terminate()


def _until_open(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("the bare server did not start")


def fsync_ms(times: int = 200) -> float:
    """The middle of so many appends of 4 kB, each made safe on this disk."""
    with tempfile.NamedTemporaryFile() as file:
        took = []
        for _ in range(times):
            began = time.perf_counter()
            file.write(b"k" * 4096)
            file.flush()
            os.fdatasync(file.fileno())
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)
