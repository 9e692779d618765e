"""The hub: the sockets that carry circles down to screens. It knows no rule of the evening and believes only the database.

One event loop holds the sockets; one thread looks (`looking.py`), one thread writes (`tending.py`). A poke marks a room as to be
looked at; while a look is under way further pokes gather, so that a busy room is looked at as often as there is time for, and each
screen gets the newest circle.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.db import connections

from kith.circle import faults, hearing, looking, pokes
from kith.circle.handshake import from_here, meeting_ref, session_key
from kith.circle.looking import Admitted, Seen, Watched
from kith.circle.sockets import Send, Socket, Who
from kith.circle.tending import Tending
from kith.meetings.models import Meeting

RESTART = 1012
TOO_MUCH = 1009
MOST_ROOMS_A_LOOK = 32
GLANCE, GLANCE_WITH_REDIS = faults.patience("glance", 0.8), 5.0  # seconds
LONGEST_FRAME = 1_024  # what comes in is not read; nobody needs to send much to say that they are there
log = logging.getLogger("kith.hub")

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


@dataclass(slots=True)
class Watch:
    """One room that someone has open here."""

    meeting: Meeting
    seq: int = -1
    told: int = 0  # the newest number that a poke named
    sockets: set[Socket] = field(default_factory=set)


class Hub:
    def __init__(self) -> None:
        self.watches: dict[int, Watch] = {}
        self.stale: set[int] = set()
        self.looking: asyncio.Future[Any] | None = None
        self.tasks: list[asyncio.Task[None]] = []
        self.eyes = ThreadPoolExecutor(1, "kith-looking")
        self.tending = Tending()
        self.redis_well = False
        self.up = False

    # ---- life -----------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Begin to hear pokes and to keep time. Doing it twice is harmless."""
        if self.up:
            return
        self.up = True
        self.loop = asyncio.get_running_loop()
        pokes.hear(self.happened)
        self.tasks = [asyncio.create_task(self._keep_time()), asyncio.create_task(self._keep_looking())]
        self.tasks.append(asyncio.create_task(hearing.listen_here(self)))
        if settings.REDIS:
            self.tasks.append(asyncio.create_task(hearing.listen(self)))

    async def stop(self) -> None:
        """Tell every screen that this is a restart, so that it comes back by itself, and give the leases back."""
        self.up = False
        pokes.stop_hearing(self.happened)
        for task in self.tasks:
            task.cancel()
        sockets = [socket for watch in self.watches.values() for socket in watch.sockets]
        for socket in sockets:
            socket.close(RESTART)
        for _ in range(20):
            if not any(watch.sockets for watch in self.watches.values()):
                break
            await asyncio.sleep(0.05)
        await self.tending.stop()
        self.eyes.shutdown(wait=False)

    # ---- pokes and looks --------------------------------------------------------------------------------------------

    def poked(self, room: int, seq: int) -> None:
        """Called on any thread. A poke only ever makes the hub look; it cannot make it show anything."""
        if self.up and room in self.watches:
            self.loop.call_soon_threadsafe(self._mark, room, seq)

    def happened(self, some: Iterable[pokes.Poke]) -> None:
        """The same from a thread of this process that has just written: it looks by itself, which saves two crossings."""
        left = dict(some)
        asked = [watched(room, watch, seq) for room, seq in left.items() if seq and (watch := self.watches.get(room))]
        if self.up and asked:
            try:
                seen, refused = looking.look(asked)
                self.loop.call_soon_threadsafe(self._show, seen, refused)
                left = {room: seq for room, seq in left.items() if room not in seen}
            except Exception as error:
                log.warning("could not look: %s", type(error).__name__)
        for room, seq in left.items():
            self.poked(room, seq)

    def look_at_everything(self) -> None:
        self.stale |= self.watches.keys()
        self._look()

    def _mark(self, room: int, seq: int = 0) -> None:
        watch = self.watches.get(room)
        if watch and not 0 < seq <= watch.seq:
            watch.told = max(watch.told, seq)
            self.stale.add(room)
            self._look()

    def _look(self) -> None:
        if self.looking or not self.stale:
            return
        rooms = [self.stale.pop() for _ in range(min(len(self.stale), MOST_ROOMS_A_LOOK))]
        asked = [watched(room, watch) for room in rooms if (watch := self.watches.get(room))]
        if asked:
            self.looking = self._ask(looking.look, asked)
            self.looking.add_done_callback(lambda done: self._looked(done, rooms))

    def _looked(self, done: "asyncio.Future[Any]", rooms: Iterable[int]) -> None:
        self.looking = None
        if done.cancelled():
            return
        if error := done.exception():
            log.warning("could not look: %s", type(error).__name__)
            self.loop.call_later(0.5, self._again, set(rooms))
            return
        self._show(*done.result())

    def _show(self, seen: dict[int, Seen], refused: dict[Who, int]) -> None:
        for room, what in seen.items():
            if watch := self.watches.get(room):
                watch.seq, watch.told = max(watch.seq, what.seq), min(watch.told, what.seq)
        self._refuse(refused)
        for room, what in seen.items():
            for socket in self._sockets(room):
                if drawn := what.drawn.get(socket.who.viewer):
                    socket.show(what.seq, drawn.text, seated=drawn.seated)
                    if not drawn.here:
                        self.tending.unfound(socket)
                elif socket.seq < what.seq and socket.code is None:  # it came while we looked
                    self.stale.add(room)
        self._look()

    def _again(self, rooms: set[int]) -> None:
        self.stale |= rooms
        self._look()

    def _refuse(self, refused: dict[Who, int]) -> None:
        for watch in self.watches.values() if refused else ():
            for socket in watch.sockets:
                if socket.who in refused:
                    socket.close(refused[socket.who])

    def _sockets(self, room: int) -> Iterable[Socket]:
        watch = self.watches.get(room)
        return watch.sockets if watch else ()

    def _ask(self, what: Callable[..., Any], *about: Any) -> "asyncio.Future[Any]":
        return self.loop.run_in_executor(self.eyes, lambda: on_a_sound_line(what, *about))

    # ---- time -------------------------------------------------------------------------------------------------------

    async def _keep_time(self) -> None:
        """Once a second: speak into silence, let go of who does not read, do what is due."""
        while True:
            await asyncio.sleep(1)
            now = self.loop.time()
            for watch in list(self.watches.values()):
                for socket in list(watch.sockets):
                    socket.tick(now)
            self.tending.tick(self)

    async def _keep_looking(self) -> None:
        """Look where a poke may be lost, or was never sent. What ended in another process ends here within a second (S4)."""
        while True:
            await asyncio.sleep(GLANCE_WITH_REDIS if self.redis_well else GLANCE)
            await self._glance()

    async def _glance(self) -> None:
        asked = {room: [socket.who for socket in watch.sockets] for room, watch in self.watches.items()}
        if not asked:
            return
        try:
            seqs, refused = await self._ask(looking.glance, asked)
        except Exception as error:  # the database is away: the screens stay as they are, and we look again
            log.warning("could not look: %s", type(error).__name__)
            return
        self._refuse(refused)
        for room, watch in self.watches.items():
            if seqs.get(room) != watch.seq:  # changed, or not there any more
                self.stale.add(room)
        self._look()

    # ---- one socket -------------------------------------------------------------------------------------------------

    async def application(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI, for `/circle/<ref>/live` only."""
        await receive()
        ref, headers = meeting_ref(scope["path"]), dict(scope["headers"])
        if not ref or not from_here(headers):
            await send({"type": "websocket.close", "code": 1008})
            return
        await self.start()
        await send({"type": "websocket.accept"})
        hall = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("as") == ["hall"]
        try:
            admitted = await self._ask(looking.admit, session_key(headers), ref, hall)
        except Exception as error:  # busy or away: the client comes back by itself
            log.warning("could not admit: %s", type(error).__name__)
            admitted = RESTART
        if isinstance(admitted, int):
            await send({"type": "websocket.close", "code": admitted})
            return
        await self._serve(admitted, receive, send)

    async def _serve(self, admitted: Admitted, receive: Receive, send: Send) -> None:
        socket = Socket(admitted.who, send, self.loop.time)
        watch = self.watches.setdefault(admitted.room, Watch(admitted.meeting))
        watch.sockets.add(socket)
        self.tending.came(admitted.meeting, socket)
        self._mark(admitted.room)
        listener = asyncio.create_task(listen_until_gone(socket, receive))
        try:
            await socket.write()
        except Exception:  # noqa: S110 - the line broke; that is what lines do
            pass
        finally:
            listener.cancel()
            watch.sockets.discard(socket)
            if not watch.sockets:
                self.watches.pop(admitted.room, None)
            self.tending.went(socket)


async def listen_until_gone(socket: Socket, receive: Receive) -> None:
    """What a screen sends is not read: everything goes up by POST. Only that it is gone matters."""
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return socket.close(1000)
        if len(message.get("text") or message.get("bytes") or "") > LONGEST_FRAME:
            return socket.close(TOO_MUCH)


def watched(room: int, watch: Watch, told: int = 0) -> Watched:
    """What to look at, as it is at this moment; also asked by other threads, so the set is copied in one go first."""
    sockets = [(socket.who, socket.seq) for socket in list(watch.sockets) if socket.code is None]
    return Watched(room, watch.meeting.ref, sockets, max(watch.told, told))


def on_a_sound_line(what: Callable[..., Any], *about: Any) -> Any:
    """Run it on this thread's own database connection, and let that go if it has broken."""
    try:
        return what(*about)
    finally:
        for connection in connections.all(initialized_only=True):
            connection.close_if_unusable_or_obsolete()


hub = Hub()
application, start, stop = hub.application, hub.start, hub.stop
