"""Several processes at one circle: Redis only says "look again", so its death or its lies delay and never break (I10)."""

import json
import threading
from pathlib import Path

import pytest
import redis

from tests.depth import rounds
from tests.faults import ledger
from tests.faults.screens import Screen
from tests.faults.test_kill import Speaker, seated
from tests.serving import HANG, OwnRedis, Serve, Server

pytestmark = pytest.mark.deep
with_redis = pytest.mark.redis


def say(speakers: list[Speaker], times: int) -> None:
    """All of them at once, so that the processes get in each other's way."""
    threads = [threading.Thread(target=lambda one=one: [one.say() for _ in range(times)]) for one in speakers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def everyone_sees_the_same(server: Server, screens: list[Screen]) -> None:
    seq = ledger.read(server).seq
    last = [json.dumps(screen.until(seq).circle["lines"][-1]["text"]) for screen in screens]
    assert len(set(last)) == 1
    assert all(screen.seen == sorted(screen.seen) for screen in screens), "a screen never goes back"


@with_redis
def test_i6_two_processes_and_redis_show_everyone_the_same(serve: Serve, own_redis: OwnRedis) -> None:
    server = serve(demo=True, env={"KITH_REDIS": own_redis.url})
    twin = server.twin()
    try:
        speakers = seated(server, twin)
        screens = [Screen(one.caller) for one in speakers]
        for _ in range(rounds(quick=2, ci=10)):
            say(speakers, 3)
            everyone_sees_the_same(server, screens)
    finally:
        twin.kill()


@with_redis
def test_i10_redis_that_dies_and_comes_back_only_delays(serve: Serve, own_redis: OwnRedis) -> None:
    server = serve(demo=True, env={"KITH_REDIS": own_redis.url})
    twin = server.twin()
    try:
        speakers = seated(server, twin)
        screens = [Screen(one.caller) for one in speakers]
        say(speakers, 1)
        own_redis.kill()
        say(speakers, 2)
        everyone_sees_the_same(server, screens)
        own_redis.start()
        say(speakers, 2)
        everyone_sees_the_same(server, screens)
    finally:
        twin.kill()


@with_redis
def test_i10_redis_that_lies_changes_nothing_that_anyone_sees(serve: Serve, own_redis: OwnRedis) -> None:
    server = serve(demo=True, env={"KITH_REDIS": own_redis.url})
    twin = server.twin()
    try:
        speakers = seated(server, twin)
        screens = [Screen(one.caller) for one in speakers]
        liar = redis.Redis.from_url(own_redis.url)
        channels = liar.pubsub_channels()
        assert channels, "nobody listens, so this test would show nothing"
        for lie in ("", "x", "999999:999999", "1:0", "{}", "-1:-1", "a:b:c", "9" * 400, "\x00"):
            for channel in channels:
                liar.publish(channel, lie)
        say(speakers, 2)
        everyone_sees_the_same(server, screens)
        assert all(one.caller.state()["circle"]["you"]["seat"] for one in speakers)
    finally:
        twin.kill()


def test_without_redis_the_processes_of_one_machine_poke_each_other(serve: Serve) -> None:
    """Neither looks by itself here, so what reaches the other's screens came by a poke."""
    server = serve(demo=True, env={"KITH_FAULTS_ALLOWED": "1", "KITH_PATIENCE": "glance=600"})
    twin = server.twin()
    try:
        speakers = seated(server, twin)
        screens = [Screen(one.caller) for one in speakers]
        for one in speakers * 2:  # one after another: nobody on the other side presses, and looks because of that
            one.say()
            everyone_sees_the_same(server, screens)
    finally:
        twin.kill()


def test_where_not_even_that_is_possible_each_looks_by_itself(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "hearing").write_text("a file where a folder should be")
    server = serve(demo=True)
    twin = server.twin()
    try:
        speakers = seated(server, twin)
        screens = [Screen(one.caller) for one in speakers]
        for one in speakers:  # one after another, for the same reason
            one.say()
            everyone_sees_the_same(server, screens)
    finally:
        twin.kill()


def test_a_server_killed_while_it_tells_the_screens_has_lost_nothing(serve: Serve) -> None:
    server = serve(demo=True)
    speakers = seated(server)
    for point in ("in_fanout:2", "in_presence:1"):
        before = ledger.read(server)
        server.env |= {"KITH_FAULTS_ALLOWED": "1", "KITH_FAULT": point}
        server.restart()
        opened = []
        for one in speakers:
            try:
                opened.append(Screen(one.caller))
            except Exception:  # the line may be cut while it opens
                break
        for one in speakers:
            one.until_cut(5)
        assert server.process
        assert server.process.wait(HANG) == -9
        server.env |= {"KITH_FAULTS_ALLOWED": "", "KITH_FAULT": ""}
        server.start()
        for one in speakers:
            one.say()
        told = ledger.read(server)
        assert told.replayed_from(before) == told.circle
        said = told.words()
        assert all(said[text] == 1 for one in speakers for text in one.acked.values())
