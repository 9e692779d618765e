"""H: anything too big, too many or not text gets a fast, plain 4xx; nothing gets a 500."""

import json
from io import BytesIO

import pytest
from django.test import Client

from tests.cast import Cast
from tests.depth import pick, some
from tests.privacy.walking import Route, routes

pytestmark = pytest.mark.django_db
SMALL = pick(quick=routes()[::3], ci=routes(), long=routes())
FORM = "application/x-www-form-urlencoded"
LONG = "\u202e" + "שלום\u0301🕯" * 20_000
TEXTS = ["\u202eabc\u0000", "\ufeff\u2028", "9" * 400, "-1", "ﷺ" * 5000, "'\"><script>"]


class Never(BytesIO):
    """A body that must not be read."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("the body was read")


@pytest.fixture
def ana(cast: Cast) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.ana)
    return client


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x", "application/json", "text/plain"])
def test_a_hundred_megabytes_are_refused_unread(ana: Client, kind: str) -> None:
    sent = {"CONTENT_LENGTH": str(100_000_000), "CONTENT_TYPE": kind, "wsgi.input": Never()}
    for path in ("/tell/", "/groups/new/", "/help/"):
        answer = ana.post(path, **sent)  # type: ignore[arg-type]
        assert answer.status_code == 413
        assert "too much at once" in answer.content.decode()


def test_json_hears_it_as_json(ana: Client) -> None:
    answer = ana.post("/tell/", CONTENT_LENGTH="100000000", CONTENT_TYPE="application/json")
    assert answer.status_code == 413
    assert "Please send less" in json.loads(answer.content)["say"]


@pytest.mark.parametrize("route", some(SMALL), ids=str)
def test_ten_thousand_fields_are_refused(route: Route, ana: Client) -> None:
    body = "&".join(f"f{n}=1" for n in range(10_000))
    answer = ana.post(route.path(), body, content_type=FORM)
    assert answer.status_code in {404, 405, 413}
    assert ana.get(route.path() + "?" + body).status_code < 500


@pytest.mark.parametrize("route", some(SMALL), ids=str)
def test_no_text_breaks_a_page(route: Route, ana: Client, cast: Cast) -> None:
    names = (
        "to about words where group do name zone alias text login password sign_in code kind starts_at minutes format"
    )
    for text in (*TEXTS, LONG):
        answer = ana.post(route.path(ref=cast.group.ref), dict.fromkeys(names.split(), text))
        assert answer.status_code < 500
        assert ana.get(route.path(ref=cast.meeting.ref), dict.fromkeys(names.split(), text[:300])).status_code < 500


@pytest.mark.parametrize(
    "route", some(route for route in SMALL if any(kind == "str" for _, kind in route.takes)), ids=str
)
def test_no_name_in_an_address_breaks_it(route: Route, ana: Client) -> None:
    for name in ("%00", "\u202e", "a" * 4000, "%F0%9F", "..%2f..", "%EF%BF%BF", "'"):
        path = route.path().replace("2" * 17, name)
        assert ana.get(path).status_code < 500


def test_a_null_byte_changes_nothing_and_says_what_to_do(ana: Client, cast: Cast) -> None:
    answer = ana.post("/tell/", {"to": cast.group.ref, "words": "a\x00b"})
    assert answer.status_code == 400
    assert "Please go back" in answer.content.decode()


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 5000, b"\xff\xfe", b'"\\ud800"', b'{"a": 1e999}', b"null"])
@pytest.mark.parametrize("path", ["/circle/{ref}/do/say/", "/circle/{ref}/do/knock/", "/practice/do/", "/tell/"])
def test_no_json_breaks_the_face_of_the_circle(path: str, body: bytes, ana: Client, cast: Cast) -> None:
    answer = ana.post(path.format(ref=cast.meeting.ref), body, content_type="application/json")
    assert answer.status_code < 500
