"""Django's pages under the one event loop: a whole request goes to a thread, a whole answer comes back.

a2wsgi's own middleware crosses between thread and loop five times an answer, so that answers can stream; Kith's are small and
whole, and each crossing waits for both to have the interpreter. With one crossing each way, a hundred presses a second took 50%
of a core instead of 68%. Presses in a circle have a thread of their own on SQLite: they write one after another anyway, and a page
that takes long never stands before them.
"""

import asyncio
import io
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from a2wsgi.wsgi import build_environ
from django.conf import settings

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Answer = tuple[int, list[tuple[bytes, bytes]], bytes]


class Bridge:
    """`pages` answers any request; `presses` answers those of which `is_press` says so."""

    def __init__(self, pages: Any, presses: Any, is_press: Callable[[Scope], bool]) -> None:
        self.pages, self.presses, self.is_press = pages, presses, is_press
        self.threads = ThreadPoolExecutor(3, "kith-pages")
        self.thread_of_presses = self.threads if settings.DATABASE else ThreadPoolExecutor(1, "kith-presses")

    async def __call__(self, scope: Scope, body: bytes, send: Send) -> None:
        """Answers one request whose body is here."""
        environ = build_environ(scope, io.BytesIO(body))  # type: ignore[arg-type]
        threads = self.thread_of_presses if "/do/" in scope["path"] else self.threads
        wsgi = self.presses if self.is_press(scope) else self.pages
        status, headers, whole = await asyncio.get_running_loop().run_in_executor(threads, answered, wsgi, environ)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": whole})


def answered(wsgi: Any, environ: Any) -> Answer:
    """Runs on a thread. What the page raises is raised here."""
    begun: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], None]:
        begun[:] = [int(status[:3]), [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers]]
        return chunks.append

    chunks: list[bytes] = []
    answer = wsgi(environ, start)
    try:
        chunks.extend(answer)
    finally:
        getattr(answer, "close", lambda: None)()
    return begun[0], begun[1], b"".join(chunks)
