"""kill -9 at every named point: what was acknowledged is there once, what was not can be sent again, and everyone agrees."""

import http.client
import os
import subprocess
import sys

import pytest

from kith.circle import faults
from kith.circle.evening.events import LINES_KEPT
from kith.circle.tests.living import Living, living
from tests.depth import rounds
from tests.serving import ROOT, Serve, Server

pytestmark = pytest.mark.kill
LATE = ("before_commit", "after_commit")  # where most could go wrong: those two always
POINTS = (LATE + tuple(point for point in faults.POINTS if point not in LATE))[: rounds(2, len(faults.POINTS))]


@pytest.mark.parametrize("allowed", ["", "0", "true"])
def test_outside_of_tests_nobody_can_switch_a_fault_on(allowed: str) -> None:
    env = os.environ | {"KITH_FAULT": "before_lock", "KITH_FAULTS_ALLOWED": allowed, "KITH_PATIENCE": "lost=1"}
    code = "from kith.circle import faults; faults.at('before_lock'); print(faults.patience('lost', 10.0))"
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "10.0"
    killed = subprocess.run(
        [sys.executable, "-c", code], env=env | {"KITH_FAULTS_ALLOWED": "1"}, cwd=ROOT, capture_output=True, check=False
    )
    assert killed.returncode == -9


@pytest.mark.parametrize("point", POINTS)
def test_a_server_killed_there_loses_nothing_and_doubles_nothing(serve: Serve, point: str) -> None:
    nth = 1 if point == "in_presence" else 12  # by then everyone sits
    here = living(serve(env={"KITH_FAULTS_ALLOWED": "1", "KITH_FAULT": f"{point}:{nth}"})).sit()
    server = here.server
    ben, cal = here["Ben"].open(), here["Cal"].open()
    kept, lost = say_until_it_dies(here, server)
    ben.closed_with()
    cal.closed_with()
    del server.env["KITH_FAULT"]
    server.restart()
    for word in lost:  # as the page does: the same press once more
        assert here["Ash"].do("say", text=word, op=word)[0] == 200
    texts = [line["text"] for line in here["Ash"].state()["circle"]["lines"]]
    assert texts == (kept + lost)[-len(texts) :]
    assert len(texts) == min(LINES_KEPT, len(kept + lost))
    for alias in ("Ben", "Cal"):
        circle = here[alias].open().until(here.seq())["circle"]
        assert [line["text"] for line in circle["lines"]] == texts


def say_until_it_dies(here: Living, server: Server) -> tuple[list[str], list[str]]:
    """Words that were acknowledged, and those of which nobody knows."""
    kept: list[str] = []
    for number in range(5000):
        word = f"word-{number}"
        try:
            status, said = here["Ash"].do("say", text=word, op=word)
        except (OSError, http.client.HTTPException):
            assert server.process
            assert server.process.wait() == -9
            return kept, [word]
        assert status == 200, said
        kept.append(word)
    raise AssertionError("it never came to that point")
