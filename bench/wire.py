"""The thinnest clients that can be timed: HTTP kept alive over a plain stream, and a socket that only reads numbers."""

import asyncio
import base64
import json
import os
import re
import time
from dataclasses import dataclass
from typing import Any

SEQ = re.compile(rb'"seq":(\d+)')
TEXT, PING, PONG = 1, 9, 10
TOKEN = "b" * 32  # a CSRF secret may be any 32 characters; the cookie and the header must agree


@dataclass
class Presser:
    """One kept-alive connection that posts commands."""

    port: int
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def post(self, path: str, session: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """The status and the JSON that came back."""
        if self.writer is None or self.reader is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        payload = json.dumps(body).encode()
        self.writer.write(
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Accept: application/json\r\nCookie: kith_session={session}; kith_csrf={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
            f"Content-Length: {len(payload)}\r\n\r\n".encode()
            + payload
        )
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.split("content-length:")[1].split("\r\n")[0])
        answer = await self.reader.readexactly(length)
        return int(head.split(" ", 2)[1]), json.loads(answer)


class Screen(asyncio.Protocol):
    """A socket: when did it first see sequence n or later?

    Reads frames as they lie on the wire: with a client library, this process took a third of a core to read 1,600 of them a second,
    of a machine whose two cores slow each other down, and ran so late itself that it measured its own lateness.
    """

    def __init__(self) -> None:
        self.seen: dict[int, float] = {}
        self.latest = -1
        self.bytes = self.frames = 0
        self.rest = b""
        self.opened = False
        self.ready: asyncio.Event | None = None

    async def watch(self, port: int, ref: str, session: str, ready: asyncio.Event | None = None) -> None:
        """Until the other side closes, or this task is cancelled."""
        self.ready, loop = ready, asyncio.get_running_loop()
        self.closed: asyncio.Future[None] = loop.create_future()
        self.line, _ = await loop.create_connection(lambda: self, "127.0.0.1", port)
        self.line.write(
            f"GET /circle/{ref}/live HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n"
            f"Cookie: kith_session={session}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n\r\n".encode()
        )
        try:
            await self.closed
        finally:
            self.line.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.closed.done():
            self.closed.set_result(None)

    def data_received(self, data: bytes) -> None:
        at, data = time.perf_counter(), self.rest + data
        if not self.opened:
            head, end, rest = data.partition(b"\r\n\r\n")
            self.opened = bool(end)
            assert not end or b" 101 " in head.split(b"\r\n")[0], head
            data = rest if end else data
        while self.opened and (whole := self._frame(data)):
            kind, words, data = whole
            if kind == TEXT:
                self._text(words, at)
            elif kind == PING:  # a client has to mask; a mask of zeros changes nothing
                self.line.write(bytes([0x80 | PONG, 0x80 | len(words)]) + bytes(4) + words)
        self.rest = data

    def _frame(self, data: bytes) -> tuple[int, bytes, bytes] | None:
        """The first frame's kind and words, and what comes after it; None while it is not whole. A server never masks."""
        if len(data) < 2:
            return None
        size, at = data[1], 2
        if size == 126:
            size, at = int.from_bytes(data[2:4], "big"), 4
        elif size == 127:
            size, at = int.from_bytes(data[2:10], "big"), 10
        if len(data) < at + size:
            return None
        return data[0] & 15, data[at : at + size], data[at + size :]

    def _text(self, words: bytes, at: float) -> None:
        self.bytes += len(words)
        self.frames += 1
        found = SEQ.search(words[:40])
        seq = int(found.group(1)) if found else -1
        for missed in range(self.latest + 1, seq + 1):
            self.seen[missed] = at
        self.latest = max(self.latest, seq)
        if self.ready:
            self.ready.set()
