"""Pokes between the processes of one machine: a datagram over the loopback to each port that a hub has written down.

So `kith live` beside `kith serve` or `kith web` shows a press at once, with nothing else installed; without them it would look
every 0.8 s. A datagram may be lost, and anyone on this machine may send one: as a poke says only "look again", neither harms.
"""

import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

HERE = "127.0.0.1"
READ_AGAIN = 1.0  # seconds for which the list of ports is believed


def folder() -> Path:
    """One empty file for each hub that listens, named by its port."""
    return Path(settings.DATA) / "hearing"


class Neighbours:
    """Who listens on this machine, as this process knows it. May be used by any thread."""

    def __init__(self) -> None:
        self.own: set[int] = set()
        self.ports: tuple[int, ...] = ()
        self.read_at = -READ_AGAIN
        self.line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.line.setblocking(False)

    def tell(self, message: str) -> None:
        """Say it to every hub but those of this process. Never waits, never fails."""
        now = time.monotonic()
        if now - self.read_at > READ_AGAIN:
            self.ports, self.read_at = tuple(written_down()), now
        for port in self.ports:
            if port not in self.own:
                with suppress(OSError):
                    self.line.sendto(message.encode(), (HERE, port))


neighbours = Neighbours()
tell = neighbours.tell


def written_down() -> Iterable[int]:
    with suppress(OSError):
        return [int(one.name) for one in folder().iterdir() if one.name.isascii() and one.name.isdigit()]
    return []


@contextmanager
def known_as(port: int) -> Iterator[None]:
    """This process hears at that port, and the others can know."""
    forget_the_dead()
    neighbours.own.add(port)
    (folder() / str(port)).touch()
    try:
        yield
    finally:
        neighbours.own.discard(port)
        (folder() / str(port)).unlink(missing_ok=True)


def forget_the_dead() -> None:
    """Whoever was killed could not cross out its port. One that can be taken belongs to nobody."""
    for port in written_down():
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.bind((HERE, port))
            (folder() / str(port)).unlink(missing_ok=True)
