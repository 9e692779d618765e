"""kill -9 of the worker: no letter goes twice, none is lost but one that may have gone, and that one is told of."""

import os
import random
import signal
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import psutil
import pytest

from kith.notices.carrying import POINTS
from tests.depth import pick, rounds
from tests.faults.letters import Place, lay_ground
from tests.serving import HANG, Serve, Server, drop_database, new_database, wait_until

pytestmark = pytest.mark.kill
BACKENDS = ("sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.deep]))
IN_DOUBT = ("letter_handed", "letter_taken")  # killed there, nobody can know


@pytest.fixture
def database(request: pytest.FixtureRequest) -> object:
    """The address of a database of this test's own; empty for SQLite."""
    address = new_database() if request.param == "postgres" else ""
    yield address
    if address:
        drop_database(address)


def once_each(place: Place) -> None:
    assert [mail for mail, times in Counter(place.sink.took).items() if times > 1] == []


@pytest.mark.deep
@pytest.mark.parametrize("database", BACKENDS, indirect=True)
def test_killed_at_each_named_point_no_letter_goes_twice_and_none_is_lost(tmp_path: Path, database: str) -> None:
    with Place(tmp_path / "data", 4 * len(POINTS), database) as place:
        for point in pick(("letter_offered", *IN_DOUBT), POINTS, POINTS):
            nth = 1 if point == "letters_claimed" else 2
            assert place.work(KITH_FAULT=f"{point}:{nth}") == -signal.SIGKILL, point
        assert place.work() == 0
        once_each(place)
        assert len(place.sink.took) == place.letters - 1, "only the one cut off before its first word is missing"
        assert place.outcomes() == {"sent": place.letters - 2, "": 2}, "in doubt are told as unsure, and never go again"
        assert place.told() == place.letters, "everything stands in Kith"


@pytest.mark.deep
@pytest.mark.parametrize("database", BACKENDS, indirect=True)
def test_killed_at_any_moment_no_letter_goes_twice_and_none_is_lost(tmp_path: Path, database: str) -> None:
    dice = random.Random(20261122)
    kills = rounds(quick=3, ci=12, long=60)
    with Place(tmp_path / "data", 60 * kills, database) as place:
        for number in range(kills):
            with place.begin() as worker:
                goal = min(place.letters, len(place.sink.took) + dice.randint(1, 50))
                wait_until(lambda goal=goal: len(place.sink.took) >= goal, f"letter {goal} in run {number}")
                worker.kill()
        assert place.work() == 0
        once_each(place)
        doubt = place.outcomes().get("", 0)
        assert doubt <= kills, "at most one a kill is in doubt"
        assert place.letters - doubt <= len(place.sink.took) <= place.letters
        assert place.told() == place.letters


@pytest.mark.deep
@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_three_workers_at_once_send_each_letter_once(tmp_path: Path, database: str) -> None:
    several_at_once(Place(tmp_path / "data", 300, database))


@pytest.mark.deep
def test_three_workers_at_one_file_send_each_letter_once(tmp_path: Path) -> None:
    several_at_once(Place(tmp_path / "data", 300))


def several_at_once(somewhere: Place) -> None:
    with somewhere as place:
        workers = [place.begin(KITH_PATIENCE="breath=30") for _ in range(3)]
        try:
            wait_until(lambda: len(place.sink.took) >= place.letters, "all letters")
        finally:
            for worker in workers:
                worker.terminate()
        assert [worker.wait(HANG) for worker in workers] == [0, 0, 0]
        once_each(place)
        assert place.outcomes() == {"sent": place.letters}


# ---- beside a server -------------------------------------------------------------------------------------------------


def workers_of(server: Server) -> set[int]:
    found = set()
    for one in psutil.Process(server.pid).children():
        with suppress(psutil.Error):
            found |= {one.pid} if "work" in one.cmdline() else set()
    return found


def said_to_live(server: Server) -> set[str]:
    with closing(sqlite3.connect(server.data / "kith.sqlite3")) as rows:
        return {one for (one,) in rows.execute("select id from notices_worker")}


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


@pytest.mark.deep
def test_a_server_has_a_worker_beside_it_that_comes_back_and_ends_with_it(serve: Serve, tmp_path: Path) -> None:
    lay_ground(tmp_path / "data")
    server = serve(worker=True)
    (first,) = wait_until(lambda: workers_of(server), "a worker")
    os.kill(first, signal.SIGKILL)
    (second,) = wait_until(lambda: workers_of(server) - {first}, "another worker")
    before = said_to_live(server)
    wait_until(lambda: said_to_live(server) - before, "its breath")
    server.stop()
    wait_until(lambda: gone(second), "its end")
    assert said_to_live(server) == before, "it has let go of everything"
    server.start()
    (third,) = wait_until(lambda: workers_of(server), "a worker")
    server.kill()
    wait_until(lambda: gone(third), "its end, though its server could tell it nothing")


@pytest.mark.deep
def test_a_worker_of_its_own_ends_when_told_and_lets_go(tmp_path: Path) -> None:
    with Place(tmp_path / "data", 1) as place:
        worker = place.begin(KITH_PATIENCE="breath=30")
        wait_until(lambda: place.sink.took, "the letter")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(HANG) == 0
        assert worker.stderr
        assert worker.stderr.read() == ""
