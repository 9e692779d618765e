"""A socket as a test holds it: reads whole frames, never trusts their order."""

import json
from contextlib import ExitStack
from types import TracebackType
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.serving import HANG
from tests.wire import Caller


class Screen:
    """One person's open socket. `seen` is every number it was sent, in order."""

    def __init__(self, caller: Caller, ref: str = "") -> None:
        port = caller.server.port
        cookie = "; ".join(f"{name}={value}" for name, value in caller.cookies.items())
        self.opened = ExitStack()
        self.socket = self.opened.enter_context(
            connect(
                f"ws://localhost:{port}{caller.room(ref)}live",
                additional_headers={"Cookie": cookie},
                origin=f"http://localhost:{port}",  # type: ignore[arg-type]
                compression=None,
                max_size=None,
            )
        )
        self.seen: list[int] = []
        self.circle: dict[str, Any] = {}

    def __enter__(self) -> "Screen":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.opened.close()

    def until(self, seq: int) -> "Screen":
        """Reads until it has been shown number `seq` or a later one."""
        while not self.seen or self.seen[-1] < seq:
            self.read()
        return self

    def read(self) -> None:
        frame = json.loads(self.socket.recv(timeout=HANG))
        if "seq" in frame:
            self.seen.append(frame["seq"])
        self.circle = frame.get("circle", self.circle)

    def until_closed(self) -> int:
        """Reads what still comes until the server closes it; the close code."""
        try:
            while True:
                self.read()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006
