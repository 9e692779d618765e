"""The thinnest clients that can be timed: HTTP kept alive over a plain stream, and a socket that only reads numbers."""

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

SEQ = re.compile(r'"seq":(\d+)')
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


@dataclass
class Screen:
    """A socket: when did it first see sequence n or later?"""

    seen: dict[int, float] = field(default_factory=dict)
    latest: int = -1
    bytes: int = 0
    frames: int = 0

    async def watch(self, port: int, ref: str, session: str, ready: asyncio.Event | None = None) -> None:
        uri = f"ws://localhost:{port}/circle/{ref}/live"
        headers = {"Cookie": f"kith_session={session}"}
        async with connect(
            uri,
            additional_headers=headers,
            origin=f"http://localhost:{port}",
            compression=None,
            max_size=None,
            host="127.0.0.1",
        ) as socket:
            await self._read(socket, ready)

    async def _read(self, socket: ClientConnection, ready: asyncio.Event | None) -> None:
        async for frame in socket:
            at = time.perf_counter()
            text = frame if isinstance(frame, str) else frame.decode()
            self.bytes += len(text)
            self.frames += 1
            found = SEQ.search(text[:40])
            seq = int(found.group(1)) if found else -1
            for missed in range(self.latest + 1, seq + 1):
                self.seen[missed] = at
            self.latest = max(self.latest, seq)
            if ready:
                ready.set()
