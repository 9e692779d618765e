"""Real servers for browser and fault tests: `kith serve` or `kith demo` as a process of its own, ended by its pid."""

import hashlib
import json
import os
import queue
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests import ready

HANG = 180.0  # seconds after which a test calls it a hang; nothing is measured by it
ROOT = Path(__file__).parent.parent
Serve = Callable[..., "Server"]


@dataclass
class Server:
    """One server process, without the worker beside it unless asked. `facts` is the line of JSON it said when it began to serve."""

    command: str
    data: Path
    env: dict[str, str]
    port: int = 0
    worker: bool = False
    process: "subprocess.Popen[str] | None" = None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return str(self.facts["url"])

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    @property
    def people(self) -> list[dict[str, str]]:
        return list(self.facts["people"])

    @property
    def circle(self) -> str:
        """The address of the open circle (demo only)."""
        return self.url + str(self.facts["circle"])

    @property
    def log(self) -> str:
        """What it wrote to stderr so far."""
        return (self.data / "stderr.log").read_text()

    def start(self) -> "Server":
        """Begins to serve, on the same port as before if there was one; waits until it does."""
        self.port = self.port or free_port()
        self.data.mkdir(parents=True, exist_ok=True)
        lay_the_ground(self.data, self.env, demo=self.command == "demo")
        told = [sys.executable, "-m", "kith.config.command", self.command, "--json"]
        told += ["--without-worker"] if self.command in {"serve", "demo"} and not self.worker else []
        with (self.data / "stderr.log").open("a") as errors:
            self.process = subprocess.Popen(
                [*told, "--port", str(self.port), "--data", str(self.data)],
                env=os.environ | self.env,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self.facts = json.loads(first_line(self.process) or "null") or self._no_start()
        return self

    def _no_start(self) -> dict[str, Any]:
        self.kill()
        raise AssertionError(f"kith {self.command} did not begin to serve:\n{self.log}")

    def kill(self) -> None:
        """kill -9: nothing gets to tidy up."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Asks it to end, and gives the exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        if self.process is None:
            return 0
        self.process.send_signal(how)
        try:
            code = self.process.wait(HANG)
        finally:
            if self.process.poll() is None:
                self.process.kill()
            if self.process.stdout:
                self.process.stdout.close()
            self.process = None
        return code

    def restart(self) -> "Server":
        self.kill()
        return self.start()

    def twin(self) -> "Server":
        """A second process on the same data, on a port of its own. Whoever asks for it ends it."""
        return Server("serve", self.data, self.env | self._secret()).start()

    def _secret(self) -> dict[str, str]:
        note = self.data / "demo.json"
        if not note.is_file():
            return {}
        return {"KITH_DEMO": "1", "KITH_SECRET": json.loads(note.read_text())["secret"]}


def lay_the_ground(data: Path, env: dict[str, str], *, demo: bool) -> None:
    """An empty database as `kith serve` makes it, and its static files, made once and copied: each server would take seconds.

    Nothing is skipped: the server that starts looks at both as ever, and finds them as they should be.
    """
    if (data / "kith.sqlite3").exists() or env.get("KITH_DATABASE") or os.environ.get("KITH_DATABASE"):
        return
    made = made_once()
    shutil.copytree(made / "static", data / "static", dirs_exist_ok=True, copy_function=shutil.copy2)
    shutil.copy2(made / "kith.sqlite3", data / "kith.sqlite3")
    if demo and not (data / "demo.json").exists():  # by this the demo knows that the folder is its own
        (data / "demo.json").write_text(
            json.dumps({"passphrase": "anchor violet harbour", "secret": secrets.token_urlsafe(48)})
        )


def made_once() -> Path:
    """One folder for all workers of this run of the tests, and for this state of the code."""
    sources = [
        path for path in (ROOT / "kith").rglob("*") if path.suffix in {".py", ".css", ".js", ".svg"} and path.is_file()
    ]
    seen = sorted((str(path), path.stat().st_mtime_ns) for path in sources)
    state = hashlib.sha256(repr((sys.version, seen)).encode()).hexdigest()[:16]
    folder = ready.shared() / state
    with ready.alone(folder):
        if not (folder / ".done").exists():
            told = "import sys, pathlib; from kith.config.commands import ground; ground.prepare(pathlib.Path(sys.argv[1]))"
            env = os.environ | {"KITH_DATA": str(folder), "KITH_DEMO": "1", "KITH_SECRET": secrets.token_urlsafe(40)}
            folder.mkdir(exist_ok=True)
            shutil.copy2(ready.database(), folder / "kith.sqlite3")
            subprocess.run([sys.executable, "-c", told, str(folder)], env=env, cwd=ROOT, check=True)
            (folder / ".done").touch()
    return folder


def first_line(process: "subprocess.Popen[str]") -> str:
    """The first line it says; empty if it ends, or hangs, before."""
    said: queue.Queue[str] = queue.Queue()
    stdout = process.stdout
    assert stdout
    threading.Thread(target=lambda: said.put(stdout.readline()), daemon=True).start()
    try:
        return said.get(timeout=HANG)
    except queue.Empty:
        return ""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_until(true: Callable[[], Any], what: str = "it") -> Any:
    """Polls until it is true. Only for what other processes do; a test that can ask directly does."""
    until = time.monotonic() + HANG
    while time.monotonic() < until:
        if found := true():
            return found
        time.sleep(0.02)
    raise AssertionError(f"{what} did not happen")


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """`serve(demo=True, backend="sqlite", env={...})` -> a started Server.

    Backends: "sqlite"; "postgres" (a database of its own); "redis" (SQLite, and Redis between processes: use `.twin()`);
    "postgres+redis". Mark tests with postgres/redis accordingly.
    """
    began: list[Server] = []
    databases: list[str] = []

    def start(
        *,
        demo: bool = False,
        backend: str = "sqlite",
        env: dict[str, str] | None = None,
        folder: str = "data",
        worker: bool = False,
    ) -> Server:
        more = {"KITH_SECRET": secrets.token_urlsafe(48)} | backend_env(backend, databases) | (env or {})
        server = Server("demo" if demo else "serve", tmp_path / folder, more, worker=worker)
        began.append(server)
        return server.start()

    yield start
    for server in began:
        server.kill()
    for database in databases:
        drop_database(database)


@pytest.fixture
def server(serve: Serve) -> Server:
    """A demo community of this test's own, on SQLite."""
    return serve(demo=True)


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One demo community for all tests of a worker that only look at pages."""
    server = Server("demo", tmp_path_factory.mktemp("shared") / "data", {}).start()
    yield server
    server.kill()


def backend_env(backend: str, databases: list[str]) -> dict[str, str]:
    env = {"KITH_DATABASE": "", "KITH_REDIS": ""}
    if "postgres" in backend:
        databases.append(new_database())
        env["KITH_DATABASE"] = databases[-1]
    if "redis" in backend:
        env["KITH_REDIS"] = os.environ["KITH_TEST_REDIS"]
    return env


def new_database() -> str:
    """The address of a fresh database in the tests' PostgreSQL."""
    import psycopg
    from psycopg import sql

    name = f"kith_{secrets.token_hex(6)}"
    with psycopg.connect(os.environ["KITH_TEST_POSTGRES"], autocommit=True) as one:
        one.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlunsplit(urlsplit(os.environ["KITH_TEST_POSTGRES"])._replace(path=f"/{name}"))


def drop_database(address: str) -> None:
    import psycopg
    from psycopg import sql

    name = urlsplit(address).path.strip("/")
    with psycopg.connect(os.environ["KITH_TEST_POSTGRES"], autocommit=True) as one:
        one.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@dataclass
class OwnRedis:
    """A Redis for one test alone, to be killed and started again at will."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> "OwnRedis":
        asked = [
            "redis-server",
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            str(self.folder),
        ]
        self.process = subprocess.Popen(asked, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        wait_until(self.answers, "Redis starting")
        return self

    def answers(self) -> bool:
        import redis

        try:
            return bool(redis.Redis.from_url(self.url).ping())
        except redis.RedisError:
            return False

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture
def own_redis() -> Iterator[OwnRedis]:
    with tempfile.TemporaryDirectory() as folder:
        one = OwnRedis(Path(folder), free_port()).start()
        yield one
        one.kill()
