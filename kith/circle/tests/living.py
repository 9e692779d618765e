"""A circle on a real server: HTTP and sockets from outside, and a second process for what others do to its database."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from kith.kit.refs import new_ref
from tests.serving import HANG, ROOT, Server

BEGIN = """
import json, django
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from kith.circle.tests.rooming import evening
def signed_in(person):
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "kith.people.asking_who.Backend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key
"""
SEED = """
def seeded():
    here = evening("Dee", "Ash", "Ben", "Cal")
    return {"ref": here.meeting.ref, "people": {
        alias: [member.ref, signed_in(member.person)] for alias, member in here.members.items()}}
print(json.dumps([seeded() for _ in range(int(more))]))
"""


def tell(server: Server, code: str, more: str = "") -> str:
    """Do this in another process on the same database, as `kith work` or another web process would."""
    env = os.environ | server.env | {"KITH_DATA": str(server.data), "DJANGO_SETTINGS_MODULE": "kith.config.settings"}
    run = [sys.executable, "-c", f"more = {more!r}\n{BEGIN}\n{code}"]
    done = subprocess.run(run, env=env, cwd=ROOT, capture_output=True, text=True, timeout=HANG, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass
class Screen:
    """One person's page: what it sends, and the socket it has open."""

    port: int
    meeting: str
    ref: str
    session: str
    socket: ClientConnection | None = None
    frames: list[dict[str, Any]] = field(default_factory=list)
    stack: ExitStack = field(default_factory=ExitStack)

    def cookie(self) -> str:
        return f"kith_session={self.session}; kith_csrf={'a' * 32}"

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=HANG)
        headers = {"Cookie": self.cookie(), "Accept": "application/json", "X-CSRFToken": "a" * 32}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            line.request(method, path, None if body is None else json.dumps(body), headers)
            answer = line.getresponse()
            text = answer.read()
        finally:
            line.close()
        is_json = "json" in (answer.getheader("Content-Type") or "")
        return answer.status, json.loads(text) if is_json else text.decode()

    def do(self, kind: str, **fields: Any) -> tuple[int, Any]:
        fields.setdefault("op", new_ref())
        return self.ask("POST", f"/circle/{self.meeting}/do/{kind}/", fields)

    def state(self) -> Any:
        return self.ask("GET", f"/circle/{self.meeting}/state")[1]

    def open(self, path: str = "", **more: Any) -> "Screen":
        address = f"ws://127.0.0.1:{self.port}/circle/{self.meeting}/live{path}"
        headers = {"Cookie": self.cookie()} | more.pop("headers", {})
        self.close()
        line = connect(address, additional_headers=headers, open_timeout=HANG, compression=None, **more)
        self.socket = self.stack.enter_context(line)
        return self

    def until(self, seq: int) -> dict[str, Any]:
        """Read frames until the circle of at least `seq` is here."""
        for frame in self.read():
            if frame["seq"] >= seq and "circle" in frame:
                return frame
        raise AssertionError("the socket closed before")

    def read(self) -> Iterator[dict[str, Any]]:
        """Every frame from now on, until the socket closes."""
        assert self.socket
        until = time.monotonic() + HANG
        try:
            while True:
                frame = json.loads(self.socket.recv(timeout=max(0.01, until - time.monotonic())))
                self.frames.append(frame)
                yield frame
        except ConnectionClosed:
            return

    def closed_with(self) -> int:
        """Read to the end, and why it ended."""
        list(self.read())
        assert self.socket
        return self.socket.close_code or 0

    def close(self) -> None:
        self.stack.close()


@dataclass
class Living:
    server: Server
    meeting: str
    screens: dict[str, Screen]

    def __getitem__(self, alias: str) -> Screen:
        return self.screens[alias]

    def another(self, alias: str, port: int = 0) -> Screen:
        """A second tab, or the same person at another process."""
        one = self[alias]
        return Screen(port or one.port, one.meeting, one.ref, one.session)

    def sit(self) -> "Living":
        for screen in self.screens.values():
            status, said = screen.do("sit")
            assert status == 200, (said, self.server.log)
        return self

    def seq(self) -> int:
        return int(next(iter(self.screens.values())).state()["seq"])


def evenings(server: Server, count: int) -> list[Living]:
    """So many open circles on this server, each with Dee, Ash, Ben and Cal signed in before it."""
    return [_living(server, **made) for made in json.loads(tell(server, SEED, str(count)))]


def living(server: Server) -> Living:
    return evenings(server, 1)[0]


def _living(server: Server, ref: str, people: dict[str, list[str]]) -> Living:
    return Living(server, ref, {alias: Screen(server.port, ref, mine, key) for alias, (mine, key) in people.items()})
