"""Django's pages under the one event loop: a whole request goes to a thread, a whole answer comes back.

a2wsgi's own middleware crosses between thread and loop five times an answer, so that answers can stream; Kith's are small and
whole, and each crossing waits for both to have the interpreter. With one crossing each way, a hundred presses a second took 50%
of a core instead of 68%. Presses in a circle have a thread of their own on SQLite: they write one after another anyway, and a page
that takes long never stands before them. Presses sent by script are answered by `kith.config.presses`, and those that waited are
written with one commit (decision 22).
"""

import asyncio
import io
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import IO, Any

from a2wsgi.wsgi import build_environ
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import Error, OperationalError, close_old_connections, connections, transaction

from kith.circle import looking, pokes
from kith.config.presses import FAILED, NOT_PLAIN, NotPlain
from kith.kit import turnstile

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
MOST_TOGETHER = 16
Answer = tuple[int, list[tuple[bytes, bytes]], bytes]


class Bridge:
    """`pages` answers any request; `presses` answers those of which `is_press` says so."""

    def __init__(self, pages: Any, presses: Any, is_press: Callable[[Scope], bool]) -> None:
        self.pages, self.presses, self.is_press = pages, presses, is_press
        self.threads = ThreadPoolExecutor(3, "kith-pages")
        # A picture takes a second or two, and 300 MB: one at a time, and never before a page.
        self.files = ThreadPoolExecutor(1, "kith-files")
        self.writer = None if settings.DATABASE else Writer(presses)

    def taken(self, scope: Scope, environ: Any, body: bytes | IO[bytes]) -> Awaitable[Answer]:
        """The request on its way to the thread that will answer it. Called on the loop."""
        if not isinstance(body, bytes):
            return asyncio.wrap_future(self.files.submit(answered, self.pages, environ))
        press = self.is_press(scope)
        if self.writer and (press or "/do/" in scope["path"]):
            return self.writer.take(environ, alone=None if press else self.pages)
        return asyncio.wrap_future(self.threads.submit(answered, self.presses if press else self.pages, environ))

    async def __call__(self, scope: Scope, body: bytes | IO[bytes], send: Send) -> None:
        """Answers one request whose body is here; a large one is a file, which is closed then."""
        with io.BytesIO(body) if isinstance(body, bytes) else body as file:
            environ = build_environ(scope, file)  # type: ignore[arg-type]
            status, headers, whole = await self.taken(scope, environ, body)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": whole})


def sound_connections(**_: Any) -> None:
    """Instead of Django's own at each request's begin and end, which would close the connection that a group is written on."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


class Broke(OperationalError):  # noqa: N818 - what happened to the others too, not a mistake of theirs
    """Something went wrong in the middle, so nothing of it is kept."""


@dataclass(slots=True)
class Waiting:
    """A request on its way to the one thread of presses and back."""

    environ: Any
    alone: Any
    loop: asyncio.AbstractEventLoop
    answer: "asyncio.Future[Answer]"

    def give(self, said: Any) -> None:
        if self.answer.done():  # whoever asked has gone
            return
        if isinstance(said, Exception):
            self.answer.set_exception(said)
        else:
            self.answer.set_result(said)


def give(some: list[Waiting], said: list[Any]) -> None:
    """In one go: each crossing between threads is paid for by both."""
    for one, answer in zip(some, said, strict=True):
        one.give(answer)


class Writer:
    """The one thread of presses on SQLite. Those that waited while another was written are written with one commit, and looked at
    with one question.

    None is answered before all are safe on the disk. If one breaks, all are undone, and each is done anew by itself: that is rare,
    and a savepoint for each would cost every press. One that is not plain comes after them, by itself. Where commits are slow, and
    wherever more is asked than can be written one by one, it is this that empties the queue.
    """

    def __init__(self, presses: Any) -> None:
        for moment in (request_started, request_finished):
            moment.disconnect(close_old_connections)
            moment.connect(sound_connections)
        self.presses = presses
        self.waiting: SimpleQueue[Waiting] = SimpleQueue()
        threading.Thread(target=self.write, name="kith-presses", daemon=True).start()

    def take(self, environ: Any, *, alone: Any = None) -> Awaitable[Answer]:
        """Called on the loop. `alone`: what answers it, for a form, which is written by itself."""
        loop = asyncio.get_running_loop()
        one = Waiting(environ, alone, loop, loop.create_future())
        self.waiting.put(one)
        return one.answer

    def write(self) -> None:
        """Answer those who wait, for ever: the presses among them with one commit, then the forms."""
        looking.sure.only_presses = True
        while True:
            some = [self.waiting.get()]
            while len(some) < MOST_TOGETHER and not self.waiting.empty():  # nobody else takes any
                some.append(self.waiting.get())
            self.answer([one for one in some if one.alone is None], self.together)
            for one in some:
                if one.alone is not None:
                    self.answer([one], partial(by_itself, one.alone))

    def answer(self, some: list["Waiting"], how: Callable[[list[Any]], list[Any]]) -> None:
        try:
            said: list[Any] = how([one.environ for one in some])
        except Exception as error:
            said = [error] * len(some)
        if some:
            with suppress(RuntimeError):  # the loop has ended: nobody waits any more
                some[0].loop.call_soon_threadsafe(give, some, said)

    def together(self, environs: list[Any]) -> list[Answer | Exception]:
        try:
            answers = self.at_once(environs) if environs else []
        except Broke as error:
            if len(environs) > 1:
                return [self.anew(environ) for environ in environs]
            failed: BaseException = error.__cause__ or error
        except Error as error:  # nothing of it was kept: each is told so, and sends it again with the same `op`
            failed = error
        else:
            return [answer or self.left(environ, NOT_PLAIN) for answer, environ in zip(answers, environs, strict=True)]
        return [self.left(environ, FAILED, failed) for environ in environs]

    def anew(self, environ: Any) -> Answer | Exception:
        return self.together([environ])[0]

    def left(self, environ: Any, why: str, what: Any = True) -> Answer | Exception:
        """One that could not be done with the others. Whatever becomes of it, they have their answers."""
        try:
            environ["wsgi.input"].seek(0)
            return answered(self.presses, environ | {why: what})
        except Exception as error:
            return error

    def at_once(self, environs: list[Any]) -> list[Answer | None]:
        """All of it, or nothing; None for one that is not plain. What a press changes in its environ is not kept."""
        sound_connections()
        with pokes.gathered(), turnstile.together():
            return [self.within(environ) for environ in environs]

    def within(self, environ: Any) -> Answer | None:
        answer = None
        try:
            environ["wsgi.input"].seek(0)
            answer = answered(self.presses, dict(environ))
        except NotPlain:
            pass
        except Exception as error:
            raise Broke from error
        if transaction.get_rollback():  # Django would undo it all without a word
            raise Broke("what was written together was undone")
        return answer


def by_itself(wsgi: Any, environs: list[Any]) -> list[Answer]:
    with looking.sure.doing_more():
        return [answered(wsgi, environ) for environ in environs]


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
