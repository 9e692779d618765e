"""kill -9 of the server, at named points and at random: no acknowledged command is lost or doubled, everyone converges."""

import random
import secrets
import threading
from dataclasses import dataclass, field
from typing import Any

import pytest

from kith.circle.faults import POINTS
from tests.depth import pick, rounds
from tests.faults import ledger
from tests.serving import HANG, Serve, Server
from tests.wire import Caller, Lost

NAMES = ("rowan", "june", "marisol", "teo")
BACKENDS = (
    "sqlite",
    pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.deep]),
    pytest.param("redis", marks=[pytest.mark.redis, pytest.mark.deep]),
)
pytestmark = pytest.mark.kill


@dataclass
class Speaker:
    """Someone who keeps saying numbered sentences until the line is cut, and remembers what was answered."""

    caller: Caller
    acked: dict[str, str] = field(default_factory=dict)  # op -> the sentence
    pending: tuple[str, str] | None = None

    def say(self) -> None:
        """One sentence; the same `op` again if the last answer never came."""
        op, text = self.pending or (secrets.token_hex(8), f"{self.caller.sign_in_name} {secrets.token_hex(4)}")
        self.pending = (op, text)
        status, answer = self.caller.do("say", op=op, text=text)
        assert status == 200, (status, answer)
        self.acked[op], self.pending = text, None

    def until_cut(self, most: int) -> None:
        try:
            for _ in range(most):
                self.say()
        except Lost:
            pass


def seated(server: Server, *others: Server) -> list[Speaker]:
    """Four who sit in the kettle, at this server and, if there are more, at those."""
    speakers = []
    for place, name in enumerate(NAMES):
        at = (server, *others)[place % (1 + len(others))]
        caller = Caller(server, name).sign_in()
        caller.server = Facing(server, at) if at is not server else server  # type: ignore[assignment]
        assert caller.do("sit")[0] in (200, 409)
        speakers.append(Speaker(caller))
    return speakers


@dataclass
class Facing:
    """The first server's community, through another process's port."""

    first: Server
    other: Server

    @property
    def port(self) -> int:
        return self.other.port

    @property
    def people(self) -> list[dict[str, str]]:
        return self.first.people

    @property
    def facts(self) -> dict[str, Any]:
        return self.first.facts


def speak_until_cut(speakers: list[Speaker], most: int = 40) -> None:
    threads = [threading.Thread(target=speaker.until_cut, args=(most,)) for speaker in speakers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def nothing_lost_or_doubled(server: Server, speakers: list[Speaker], before: ledger.Ledger) -> None:
    """I2, I3, I4, I6: each acknowledged sentence once; no gaps; the log tells the circle; all see the same."""
    for speaker in speakers:
        if speaker.pending:
            speaker.say()
        op, text = next(reversed(speaker.acked.items()), ("", ""))
        if op:
            assert speaker.caller.do("say", op=op, text=text)[0] == 200, "an answer that was lost is given again"
    seen = [speaker.caller.state() for speaker in speakers]
    told = ledger.read(server)
    said = told.words()
    for speaker in speakers:
        assert all(said[text] == 1 for text in speaker.acked.values())
    assert [entry["seq"] for entry in told.entries] == list(range(1, told.seq + 1))
    assert told.replayed_from(before) == told.circle
    assert {state["seq"] for state in seen} == {told.seq}
    assert len({str(state["circle"]["lines"][-1]["text"]) for state in seen}) == 1


def kill_at(server: Server, speakers: list[Speaker], point: str, nth: int) -> None:
    """Starts it so that it dies when it passes the point for the n-th time; then speaks until it does."""
    server.env |= {"KITH_FAULTS_ALLOWED": "1", "KITH_FAULT": f"{point}:{nth}"}
    server.restart()
    before = ledger.read(server)
    speak_until_cut(speakers)
    assert server.process
    code = server.process.wait(HANG)
    server.env |= {"KITH_FAULTS_ALLOWED": "", "KITH_FAULT": ""}
    server.restart()
    assert code == -9, f"it did not die at {point}"
    nothing_lost_or_doubled(server, speakers, before)


PRESSED = [point for point in POINTS if point not in ("in_fanout", "in_presence")]  # those need a socket: see below


@pytest.mark.deep
@pytest.mark.parametrize("backend", BACKENDS[:2])
def test_i2_killed_at_each_named_point_nothing_is_lost_or_doubled(serve: Serve, backend: str) -> None:
    server = serve(demo=True, backend=backend)
    speakers = seated(server)
    for point in pick(PRESSED[5:8], PRESSED, PRESSED):
        kill_at(server, speakers, point, nth=3)


@pytest.mark.deep
@pytest.mark.parametrize("backend", BACKENDS)
def test_i2_killed_at_any_moment_nothing_is_lost_or_doubled(serve: Serve, backend: str) -> None:
    server = serve(demo=True, backend=backend)
    others = [server.twin()] if backend == "redis" else []
    try:
        speakers = seated(server, *others)
        dice = random.Random(20261122)
        for _ in range(rounds(quick=1, ci=50, long=500)):
            before = ledger.read(server)
            cut = threading.Timer(dice.uniform(0.02, 0.25), server.kill)
            cut.start()
            speak_until_cut(speakers)
            cut.join()
            server.start()
            nothing_lost_or_doubled(server, speakers, before)
    finally:
        for other in others:
            other.kill()
