"""What is too large for memory: refused unread nearly everywhere, taken through a file where a picture may come."""

import http.client
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kith.circle.tests.living import Screen, living, tell
from kith.kit.refs import new_ref
from tests.serving import HANG, Server

OPEN = """
from kith.groups.models import Cupboard, Group
group = Group.objects.get()
Cupboard.objects.get_or_create(group=group, what="stories", defaults={"opened_by": group.memberships.first()})
print(group.ref, end="")
"""
PARTS = {"described": "A blue tin", "text": "", "readers": "group", "csrfmiddlewaretoken": "a" * 32}
EDGE = "kettle-kettle"
MB = 1_000_000


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all of this file: nothing is kept in it."""
    folder = tmp_path_factory.mktemp("large") / "data"
    server = Server("serve", folder, {"KITH_SECRET": secrets.token_urlsafe(48), "KITH_DATABASE": "", "KITH_REDIS": ""})
    yield server.start()
    server.kill()


@pytest.fixture(scope="module")
def ben(here: Server) -> tuple[Screen, str]:
    """Ben's session, and where he may send a picture to."""
    return living(here)["Ben"], f"/groups/{tell(here, OPEN)}/keepsakes/new/"


def form(size: int) -> tuple[bytes, bytes]:
    """What stands before and after a file of so many bytes."""
    said = "".join(
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (PARTS | {"ref": new_ref()}).items()
    )
    file = f'--{EDGE}\r\nContent-Disposition: form-data; name="picture"; filename="tin.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    return (said + file).encode(), f"\r\n--{EDGE}--\r\n".encode()


def post(one: Screen, path: str, size: int, *, cookie: str | None = None, send: int | None = None) -> tuple[int, str]:
    """Announces so much and sends it, or only so much of it."""
    before, after = form(size)
    line = http.client.HTTPConnection("127.0.0.1", one.port, timeout=HANG)
    line.putrequest("POST", path)
    for name, value in {
        "Cookie": one.cookie() if cookie is None else cookie,
        "Content-Type": f"multipart/form-data; boundary={EDGE}",
        "Content-Length": str(len(before) + size + len(after)),
    }.items():
        line.putheader(name, value)
    line.endheaders(before)
    left = size if send is None else send
    try:
        while left > 0:
            line.send(bytes(min(left, 65_536)))
            left -= 65_536
        if send is None:
            line.send(after)
    except OSError:  # it was answered, and the line was closed
        pass
    answer = line.getresponse()
    page = answer.read().decode()
    line.close()
    return answer.status, page


def most_memory(server: Server) -> float:
    """The most this process ever held, in MB (VmHWM)."""
    told = Path(f"/proc/{server.pid}/status").read_text()
    return int(next(line for line in told.splitlines() if line.startswith("VmHWM")).split()[1]) / 1000


@pytest.mark.deep
def test_who_is_signed_out_sends_nothing_large(ben: tuple[Screen, str]) -> None:
    one, path = ben
    for cookie in ("", "kith_session=nothing"):
        status, page = post(one, path, 5 * MB, cookie=cookie, send=0)  # answered before any of it is sent
        assert status == 403
        assert "Sign in" in page


@pytest.mark.deep
def test_nowhere_else_is_so_much_taken_not_even_beside_it(ben: tuple[Screen, str]) -> None:
    one, path = ben
    for other in (path.replace("new/", ""), path + "x/", "/groups/x/keepsakes/new", "/tell/", "/me/"):
        status, page = post(one, other, 5 * MB, send=0)
        assert status == 413
        assert "too much at once" in page


@pytest.mark.deep
def test_a_hundred_megabytes_are_refused_at_once_and_never_held(here: Server, ben: tuple[Screen, str]) -> None:
    one, path = ben
    before, began = most_memory(here), time.monotonic()
    status, page = post(one, path, 100 * MB, send=0)
    assert status == 413
    assert "over 15 MB" in page
    assert time.monotonic() - began < 5
    assert post(one, path, 100 * MB)[0] == 413  # also to a client that sends all of it first
    assert most_memory(here) - before < 15


@pytest.mark.deep
def test_sixteen_megabytes_get_the_kind_sentence_and_what_was_typed_stays(
    here: Server, ben: tuple[Screen, str]
) -> None:
    one, path = ben
    post(one, path, 2 * MB)
    before = most_memory(here)
    for _ in range(3):
        status, page = post(one, path, 16 * MB)
        assert status == 200
        assert "over 15 MB" in page
        assert "A blue tin" in page
    assert most_memory(here) - before < 50  # one picture of 15 MB, once, on its way to the child
    assert not list(here.data.glob("tmp*")) and not list((here.data / "pictures").glob("*"))


@pytest.mark.deep
def test_half_of_it_changes_nothing_and_leaves_nothing(here: Server, ben: tuple[Screen, str]) -> None:
    one, path = ben
    before, _ = form(5 * MB)
    line = http.client.HTTPConnection("127.0.0.1", one.port, timeout=HANG)
    line.putrequest("POST", path)
    line.putheader("Cookie", one.cookie())
    line.putheader("Content-Type", f"multipart/form-data; boundary={EDGE}")
    line.putheader("Content-Length", str(5 * MB))
    line.endheaders(before + bytes(2 * MB))
    line.close()
    assert post(one, path, 2 * MB)[0] == 200  # and the next one is heard: nobody's place is taken
    assert tell(here, "from kith.stories.models import Keepsake\nprint(Keepsake.objects.count(), end='')") == "0"
    assert "Traceback" not in here.log
