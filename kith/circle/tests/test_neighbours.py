"""The processes of one machine tell each other to look again: numbers only, and lies change nothing."""

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kith.circle import hearing, neighbours, pokes
from kith.circle.neighbours import HERE, Neighbours, folder


class Listener:
    """As much of a hub as hearing needs."""

    redis_well = False

    def __init__(self) -> None:
        self.heard: list[tuple[int, int]] = []
        self.something = asyncio.Event()

    def poked(self, room: int, seq: int) -> None:
        self.heard.append((room, seq))
        self.something.set()

    def look_at_everything(self) -> None: ...


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


def listening(what: Callable[[Listener, int], Any]) -> Listener:
    """Does `what` while a hub listens at a port, and waits until it has heard something."""

    async def run() -> Listener:
        hub = Listener()
        task = asyncio.create_task(hearing.listen_here(hub))
        while not list(neighbours.written_down()):
            await asyncio.sleep(0)
        what(hub, next(iter(neighbours.written_down())))
        await asyncio.wait_for(hub.something.wait(), 20)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return hub

    return asyncio.run(run())


def test_whoever_lies_is_heard_only_where_it_sounds_like_a_poke_and_then_one_only_looks() -> None:
    def lie(hub: Listener, port: int) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as liar:
            for words in (
                b"",
                b"x",
                b"1:",
                b"-1:2",
                b"{}",
                b"1:2:3",
                b"9" * 400,
                b"\xff\x00",
                "\u0661:\u0662".encode(),
            ):
                liar.sendto(words, (HERE, port))
            liar.sendto(b"5:6", (HERE, port))

    assert listening(lie).heard == [(5, 6)]


def test_what_one_process_says_another_hears_and_itself_does_not() -> None:
    def tell(hub: Listener, port: int) -> None:
        neighbours.tell("1:1")  # this process is the one that listens
        Neighbours().tell("7:8")

    assert listening(tell).heard == [(7, 8)]
    assert not list(neighbours.written_down()), "whoever ends crosses itself out"


def test_a_poke_tells_a_room_and_a_number_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(neighbours, "tell", said.append)
    pokes.poke(12, 7)
    assert said == ["12:7"]


def test_whoever_was_killed_is_crossed_out_and_whoever_lives_is_not() -> None:
    folder().mkdir()
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as alive,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as dead,
    ):
        alive.bind((HERE, 0))
        dead.bind((HERE, 0))
        lives, gone = alive.getsockname()[1], dead.getsockname()[1]
        dead.close()
        for port in (lives, gone):
            (folder() / str(port)).touch()
        (folder() / "not a port").touch()
        neighbours.forget_the_dead()
    assert list(neighbours.written_down()) == [lives]


def test_where_there_is_nobody_and_nowhere_to_write_nothing_fails(tmp_path: Path) -> None:
    Neighbours().tell("1:1")
    folder().write_text("a file where a folder should be")
    asyncio.run(hearing.listen_here(Listener()))
    Neighbours().tell("1:1")
