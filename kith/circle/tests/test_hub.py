"""The sockets of a real server: who is kept out and cut off first, then that everyone sees the same, newest circle."""

import contextlib
import socket
import time
from collections.abc import Iterator

import pytest
from websockets.exceptions import InvalidStatus

from kith.circle import hub
from kith.circle.tests.living import Living, evenings, living, tell
from tests.depth import pick
from tests.serving import HANG, Serve, Server, wait_until

pytestmark = pytest.mark.kill
SESSIONS = "from django.contrib.sessions.models import Session; Session.objects"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    env = {"KITH_SECRET": "only for this test, and long enough", "KITH_FAULTS_ALLOWED": "1"}
    patience = {"KITH_PATIENCE": "blocked=2,lost=2,quiet=1.5"}
    one = Server("serve", tmp_path_factory.mktemp("hub") / "data", env | patience)
    yield one.start()
    one.kill()


@pytest.fixture(scope="module")
def more(server: Server) -> Iterator[Living]:
    """One evening after another; made all at once because that is quicker."""
    return iter(evenings(server, pick(8, 14, 14)))


@pytest.fixture
def here(more: Iterator[Living]) -> Iterator[Living]:
    one = next(more)
    yield one.sit()
    for screen in one.screens.values():
        screen.close()


# who is kept out


def test_a_page_of_another_site_opens_nothing_and_ours_does(here: Living) -> None:
    ben = here["Ben"]
    for origin in ("https://elsewhere.example", "null", f"http://localhost.elsewhere.example:{ben.port}"):
        with pytest.raises(InvalidStatus):
            ben.open(headers={"Origin": origin})
    ben.open(headers={"Origin": f"http://127.0.0.1:{ben.port}"})
    assert ben.until(0)["circle"]["you"]["seat"] == ben.ref


def test_signed_out_is_4401_and_not_a_member_4404(here: Living, more: Iterator[Living]) -> None:
    nobody, elsewhere = here.another("Ben"), next(more)["Ben"]
    nobody.session = "no-such-session"
    assert nobody.open().closed_with() == 4401
    nobody.meeting = "nosuchref"
    assert nobody.open().closed_with() == 4401
    elsewhere.meeting = here.meeting
    assert elsewhere.open().closed_with() == 4404
    assert (nobody.frames, elsewhere.frames) == ([], [])
    assert here["Ben"].open().until(0)


def test_i9_w3_who_is_asked_to_leave_gets_no_frame_after_and_no_way_back(here: Living) -> None:
    ben, tab, cal = here["Ben"].open(), here.another("Ben").open(), here["Cal"].open()
    for screen in (ben, tab, cal):
        screen.until(here.seq())
    status, said = here["Dee"].do("remove", seat=ben.ref)
    assert status == 200
    assert ben.closed_with() == tab.closed_with() == 4404
    assert all(frame["seq"] < said["seq"] for frame in ben.frames + tab.frames)
    assert cal.until(said["seq"])["circle"]["phase"] == "kettle"
    assert ben.do("sit")[0] == ben.ask("GET", f"/circle/{here.meeting}/state")[0] == 404
    assert here.another("Ben").open().closed_with() == 4404


def test_s4_the_end_of_a_session_ends_its_socket_also_when_another_process_ends_it(here: Living) -> None:
    ben, cal = here["Ben"].open(), here["Cal"].open()
    ben.until(here.seq())
    tell(
        here.server,
        f"{SESSIONS}.filter(session_key={ben.session!r}).delete()",
    )
    assert ben.closed_with() == 4401
    assert cal.until(here["Dee"].do("lock")[1]["seq"])


def test_s4_a_new_passphrase_a_suspension_and_the_end_of_a_membership_close_at_once(here: Living) -> None:
    before = {alias: here[alias].open() for alias in ("Ash", "Ben", "Cal")}
    for screen in before.values():
        screen.until(here.seq())
    change = (
        "from kith.groups.models import Membership; m = Membership.objects.select_related('person').get(ref={!r}); {}"
    )
    new_phrase = "m.person.set_password('quite another phrase'); m.person.save()"
    suspend = "from django.utils import timezone; m.person.suspended_at = timezone.now(); m.person.save()"
    tell(here.server, change.format(before["Ash"].ref, new_phrase))
    tell(here.server, change.format(before["Ben"].ref, suspend))
    tell(here.server, change.format(before["Cal"].ref, "m.state = 'left'; m.save()"))
    assert [screen.closed_with() for screen in before.values()] == [4401, 4404, 4404]


@pytest.mark.deep
def test_what_a_screen_sends_is_not_read_and_too_much_of_it_ends_the_line(here: Living) -> None:
    ben = here["Ben"].open()
    ben.until(here.seq())
    assert ben.socket
    ben.socket.send('{"kind": "close"}')
    assert ben.until(here["Dee"].do("lock")[1]["seq"])["circle"]["phase"] == "kettle"
    ben.socket.send("x" * 2000)
    assert ben.closed_with() == 1009


# everyone sees the same


def test_i6_i7_whoever_reaches_a_number_sees_the_same_circle_as_a_fresh_look(here: Living) -> None:
    tabs = [here["Ben"].open(), here.another("Ben").open()]
    others = [here["Cal"].open(), here["Dee"].open()]
    # Who came is written by and by, and is a number too.
    wait_until(lambda: sum(seat["here"] is True for seat in here["Ben"].state()["circle"]["seats"]) == 3, "all came in")
    for word in ("one", "two", "three"):
        assert here["Ash"].do("say", text=word)[0] == 200
    seq = here.seq()
    first, second = (tab.until(seq) for tab in tabs)
    assert first == second == here["Ben"].state()
    for screen in others:
        assert screen.until(seq) == screen.state()
        numbers = [frame["seq"] for frame in screen.frames]
        assert numbers == sorted(numbers)


def test_i8_what_is_for_one_reaches_only_them(here: Living) -> None:
    for alias in ("Dee", "Ash", "Ben", "Cal"):
        here[alias].open()
    status, said = here["Ben"].do("not_ok", to=here["Ash"].ref)
    assert status == 200, said
    frames = {alias: here[alias].until(said["seq"])["circle"] for alias in here.screens}
    assert frames["Ash"]["you"]["calls"]
    assert not any(frames[alias]["you"]["calls"] for alias in ("Dee", "Ben", "Cal"))
    assert "keeping" in frames["Dee"] and "keeping" not in frames["Cal"]


@pytest.mark.deep
def test_at_the_door_there_is_no_frame_but_the_answer(more: Iterator[Living], server: Server) -> None:
    here = next(more)
    forget = "from kith.meetings.models import Attendance; Attendance.objects.filter(membership__ref={!r}).delete()"
    tell(server, forget.format(here["Cal"].ref))
    for alias in ("Dee", "Ash", "Cal"):
        here[alias].do("sit")
    here["Dee"].do("begin")
    here["Dee"].do("next_part")
    here["Dee"].do("accept")
    cal = here["Cal"].open()
    first = cal.until(0)
    here["Ash"].do("acknowledge")
    here["Ash"].do("slip", text="a word for those inside")
    assert here["Ash"].do("admit", who=cal.ref)[0] == 200
    assert here["Dee"].do("pass_on")[0] == 200
    seated = next(frame for frame in cal.read() if frame.get("circle", {}).get("you", {}).get("seat"))
    between = [frame for frame in cal.frames if first["seq"] < frame["seq"] < seated["seq"]]
    assert not any("circle" in frame and frame["circle"] != first["circle"] for frame in between[:-1])
    assert "a word for those inside" not in str(first)


@pytest.mark.deep
def test_into_silence_the_number_is_said_again(here: Living) -> None:
    ben = here["Ben"].open()
    ben.until(here.seq())
    assert next(frame for frame in ben.read() if "circle" not in frame)["seq"] == here.seq()


@pytest.mark.deep
def test_who_never_reads_is_let_go_and_holds_up_nobody(here: Living) -> None:
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    raw.connect(("127.0.0.1", here["Ben"].port))
    asked = (
        f"GET /circle/{here.meeting}/live HTTP/1.1\r\nHost: 127.0.0.1:{here['Ben'].port}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        f"Cookie: {here['Ben'].cookie()}\r\n\r\n"
    )
    raw.sendall(asked.encode())
    cal = here["Cal"].open()
    gone, until = False, time.monotonic() + 2 * HANG
    while not gone and time.monotonic() < until:
        status, said = here["Ash"].do("say", text="x" * 4000)
        assert status == 200
        assert cal.until(said["seq"])
        gone = is_gone(raw)
    raw.close()
    assert gone


def is_gone(raw: socket.socket) -> bool:
    """Has the other side cut the line? (Seen by the system, without reading anything from it.)"""
    state = raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]
    return state != 1  # TCP_ESTABLISHED


# lines, restarts and other processes


@pytest.mark.deep
def test_a_line_that_opens_is_found_and_one_that_drops_is_lost_after_a_while(here: Living) -> None:
    cal, ben = here["Cal"].open(), here["Ben"].open()

    def is_here(frame: dict[str, object], ref: str) -> object:
        return next(seat["here"] for seat in frame["circle"]["seats"] if seat["ref"] == ref)  # type: ignore[index]

    circles = (frame for frame in cal.read() if "circle" in frame)
    assert next(frame for frame in circles if is_here(frame, ben.ref) is True)
    ben.close()
    lost = next(frame for frame in circles if is_here(frame, ben.ref) is not True)
    assert is_here(lost, ben.ref) is False
    ben.open()
    assert next(frame for frame in circles if is_here(frame, ben.ref) is True)


@pytest.mark.deep
def test_a_restart_says_so_and_everyone_comes_back_to_the_same_circle(serve: Serve) -> None:
    here = living(serve()).sit()
    ben, before = here["Ben"].open(), here["Ben"].state()
    ben.until(before["seq"])
    here.server.stop()
    assert ben.closed_with() == 1012
    here.server.start()
    again = ben.open().until(before["seq"])
    assert [seat["ref"] for seat in again["circle"]["seats"]] == [seat["ref"] for seat in before["circle"]["seats"]]


@pytest.mark.deep
def test_two_processes_without_redis_see_each_other(serve: Serve) -> None:
    here = living(serve()).sit()
    twin = here.server.twin()
    try:
        there, cal = here.another("Ben", twin.port).open(), here["Cal"].open()
        said = here["Ash"].do("say", text="from one process")[1]
        assert there.until(said["seq"])["circle"]["lines"][-1]["text"] == "from one process"
        said = here.another("Ben", twin.port).do("say", text="from the other")[1]
        assert cal.until(said["seq"])["circle"]["lines"][-1]["text"] == "from the other"
        assert hub.GLANCE < 1, "what ends in one process ends in the other within a second (S4)"
        tell(here.server, f"{SESSIONS}.filter(session_key={there.session!r}).delete()")
        assert there.closed_with() == 4401
        assert cal.until(here["Ash"].do("say", text="without Ben")[1]["seq"])
    finally:
        twin.kill()


@pytest.mark.redis
@pytest.mark.deep
def test_redis_that_lies_or_dies_only_makes_it_slower(serve: Serve, own_redis: "object") -> None:
    import redis

    url = own_redis.url  # type: ignore[attr-defined]
    here = living(serve(env={"KITH_REDIS": url})).sit()
    twin = here.server.twin()
    try:
        there = here.another("Ben", twin.port).open()
        assert there.until(here["Ash"].do("say", text="well")[1]["seq"])
        liar = redis.Redis.from_url(url)
        for lie in ("1:999999999", "x", "1:-1", "1:1:1", "9" * 400, "0:0", "-1:5", b"\xff\xfe", "1:", ":1"):
            liar.publish("kith:circle", lie)
        assert there.until(here["Ash"].do("say", text="lied to")[1]["seq"])
        own_redis.kill()  # type: ignore[attr-defined]
        assert there.until(here["Ash"].do("say", text="without")[1]["seq"])
        own_redis.start()  # type: ignore[attr-defined]
        assert there.until(here["Ash"].do("say", text="again")[1]["seq"])
        assert there.frames[-1] == there.state()
    finally:
        with contextlib.suppress(Exception):
            twin.kill()
