"""One open screen: it holds at most one frame that was not sent yet, and the newest frame wins."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from kith.circle import faults

Send = Callable[[dict[str, Any]], Awaitable[None]]
BLOCKED = faults.patience("blocked", 20.0)  # seconds a screen may leave a frame unread before it is let go
QUIET = faults.patience("quiet", 4.0)  # seconds without a frame after which the last number is said again


@dataclass(frozen=True, slots=True)
class Who:
    """What was true when the socket opened, so that each later look can ask whether it still is."""

    session: str
    password: str  # the stored hash: another one means that the passphrase was changed
    membership: str
    viewer: str  # the membership's ref, or "hall"


@dataclass(eq=False, slots=True)
class Socket:
    who: Who
    send: Send
    now: Callable[[], float]
    seq: int = -1  # of the newest frame given to it
    said: str = ""  # the circle in that frame
    slot: str | None = None
    code: int | None = None
    since: float | None = None  # when the frame now under way was begun
    quiet_since: float = 0.0
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    def show(self, seq: int, circle: str, *, seated: bool) -> None:
        """Give it the circle as of `seq`. Who only waits at the door gets no frame unless the answer to them changes."""
        if self.code is not None or seq <= self.seq or (not seated and circle == self.said):
            return
        self.seq, self.said = seq, circle
        self.put(f'{{"seq":{seq},"circle":{circle}}}')

    def put(self, frame: str) -> None:
        self.slot = frame
        self.wake.set()

    def close(self, code: int) -> None:
        """No frame after this one, whatever was still waiting to be sent."""
        if self.code is None:
            self.code, self.slot = code, None
            self.wake.set()

    def tick(self, now: float) -> None:
        """Say the number again after some silence; let go of who does not read."""
        if self.since is not None:
            if now - self.since > BLOCKED or (self.code is not None and now - self.since > 1):
                self.abort()
        elif self.seq >= 0 and now - self.quiet_since > QUIET and self.slot is None and self.code is None:
            self.put(f'{{"seq":{self.seq}}}')

    async def write(self) -> None:
        """Send what is in the slot until the socket is closed. Runs as long as the socket lives."""
        self.quiet_since = self.now()
        while self.code is None:
            await self.wake.wait()
            self.wake.clear()
            frame, self.slot = self.slot, None
            if frame is not None and self.code is None:
                await self._send({"type": "websocket.send", "text": frame})
                faults.at("in_fanout")
        await self._send({"type": "websocket.close", "code": self.code})

    async def _send(self, message: dict[str, Any]) -> None:
        self.since = self.now()
        try:
            await self.send(message)
        finally:
            self.since, self.quiet_since = None, self.now()

    def abort(self) -> None:
        """Cut the line. Closing politely would wait for someone who does not read, and keep what they did not read."""
        transport = getattr(getattr(self.send, "__self__", None), "transport", None)
        if transport is not None:
            if (line := transport.get_extra_info("socket")) is not None:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # or the system keeps it
            transport.abort()
        self.close(1008)
