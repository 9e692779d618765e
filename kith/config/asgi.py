"""Kith in one process: sockets go to the hub, pages run as WSGI on a few fixed threads (docs/decisions/0003, 0018, 0022)."""

import asyncio
import os
import sqlite3
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import IO, Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

wsgi: Any = get_wsgi_application()

from kith.circle import hub  # noqa: E402 - the apps have to be loaded first
from kith.config import arriving  # noqa: E402
from kith.config.bridge import Bridge  # noqa: E402
from kith.config.presses import Presses, is_press  # noqa: E402
from kith.config.quick import Quick  # noqa: E402
from kith.config.settling import settle_memory  # noqa: E402
from kith.kit import large  # noqa: E402

pages = Bridge(wsgi, Quick(Presses()), is_press)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
CHECKPOINT_EVERY = 3.0  # seconds
LONGEST_WAIT_FOR_A_BODY = 20.0  # seconds


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Pages and sockets on one port."""
    if scope["type"] != "http" or not scope.get("query_string", b"").isascii():
        await live(scope, receive, send)
    elif (body := await whole_body(scope, receive)) is not None:
        await pages(scope, body, send)
    else:
        await plainly(send, 408, b"What you sent did not arrive whole, so nothing was done. Please send it again.")


async def whole_body(scope: Scope, receive: Receive) -> bytes | IO[bytes] | None:
    """The request's body; None if it did not come whole. No thread ever waits for a slow line.

    A body that is too big is not read: Django sees its announced length and refuses it kindly. A picture comes as a file.
    """
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if (size := announced(scope)) > most:
        room = large.at(scope.get("method", ""), scope.get("path", ""))
        if room is None or size > room.most or not await may_send(scope, room):
            return b""
        return await arriving.taken_in(scope, receive, room)
    body = bytearray()
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_WAIT_FOR_A_BODY):
            while len(body) <= most:
                message = await receive()
                if message["type"] != "http.request":
                    return None
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    return bytes(body)
    return None


async def may_send(scope: Scope, room: large.Large) -> bool:
    """Asked before a byte of it is read. If that cannot be told just now, Django says so in words."""
    try:
        return await asyncio.get_running_loop().run_in_executor(pages.threads, arriving.may_send, scope, room)
    except Exception:
        return False


def announced(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


async def live(scope: Scope, receive: Receive, send: Send) -> None:
    """Sockets only; to anything else there is nothing here."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["type"] == "websocket":
        await hub.application(scope, receive, send)
    else:
        await plainly(send, 400, b"We did not understand that address.")


async def plainly(send: Send, status: int, words: bytes) -> None:
    """One sentence, where Django has not been asked."""
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words})


async def lifespan(receive: Receive, send: Send) -> None:
    """Starts what lives as long as the process, and ends it in the other order."""
    await receive()
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(checkpoints())
            await stack.enter_async_context(hub_running())
        except Exception as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            raise
        settle_memory()
        sys.setswitchinterval(0.0002)  # threads hand over within 0.2 ms, not 5 (decision 18)
        await send({"type": "lifespan.startup.complete"})
        await receive()
    await send({"type": "lifespan.shutdown.complete"})


@asynccontextmanager
async def hub_running() -> Any:
    await hub.start()
    try:
        yield
    finally:
        await hub.stop()


@asynccontextmanager
async def checkpoints() -> Any:
    """On SQLite a thread of its own folds the log back now and then: were it a writer, somebody's press would wait."""
    if settings.DATABASE:
        yield
        return
    connection_created.connect(no_autocheckpoint)
    task = asyncio.create_task(fold_log(settings.DATABASES["default"]["NAME"]))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def no_autocheckpoint(connection: Any, **_: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint=0")


async def fold_log(database: Path) -> None:
    while True:
        await asyncio.sleep(CHECKPOINT_EVERY)
        await asyncio.to_thread(fold_once, database)


def fold_once(database: Path) -> None:
    with suppress(sqlite3.Error):  # a busy or missing database: the next one will do
        one = sqlite3.connect(database, timeout=0.1)
        try:
            one.execute("PRAGMA wal_checkpoint(PASSIVE)")
        finally:
            one.close()
