"""A body too large to be held in memory comes in piece by piece, into a file without a name, from whom it may come from."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings

from kith.circle.handshake import session_key
from kith.kit.large import Large

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
MOST_AT_ONCE = 8
LONGEST_PAUSE = 20.0  # seconds without a byte
LONGEST = 600.0  # seconds for the whole: 15 MB over a line of 200 kbit/s
_coming: set[object] = set()


async def taken_in(scope: Scope, receive: Receive, large: Large) -> IO[bytes] | None:
    """The body as a file, which whoever asked for it closes; None if it did not come whole, or too many come at once."""
    if len(_coming) >= MOST_AT_ONCE:
        return None
    _coming.add(mark := object())
    file: IO[bytes] = TemporaryFile(dir=settings.DATA)  # noqa: SIM115 - it is handed on
    try:
        async with asyncio.timeout(LONGEST):
            if await _came_whole(receive, file, large.most):
                file.seek(0)
                return file
    except TimeoutError:
        pass
    except BaseException:
        file.close()
        raise
    finally:
        _coming.discard(mark)
    file.close()
    return None


async def _came_whole(receive: Receive, file: IO[bytes], most: int) -> bool:
    while file.tell() <= most:
        message = await asyncio.wait_for(receive(), LONGEST_PAUSE)
        if message["type"] != "http.request":
            return False
        file.write(message.get("body", b""))
        if not message.get("more_body", False):
            return True
    return False


def may_send(scope: Scope, large: Large) -> bool:
    """Asks the database: not on the loop."""
    return large.may(session_key(dict(scope["headers"])))
