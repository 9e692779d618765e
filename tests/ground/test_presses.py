"""A press sent by script goes a quick way or a short one in, which keep every promise that the long way keeps."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler

from kith.circle import room
from kith.circle.tests import test_face as face
from kith.circle.tests.rooming import Evening
from kith.circle.tests.test_face import Screen
from kith.config.presses import Presses, headers_of_all, is_press
from kith.config.quick import Quick
from kith.kit.refs import new_ref
from tests.cast import person

pytestmark = pytest.mark.django_db
TOKEN = "t" * 32
here, nobody, ben = face.here, face.nobody, face.ben  # its fixtures
# Every test of the circle's face once more; what is a press goes as it does when served.
globals().update({name: test for name, test in vars(face).items() if name.startswith("test_")})


class ShortWay(ClientHandler):
    load_middleware = Presses.load_middleware
    resolve_request = Presses.resolve_request


class QuickWay(ShortWay):
    """The quick way, with the short one behind it."""

    quickly = 0

    def __call__(self, environ: Any) -> Any:
        behind: list[Any] = []
        begun: list[Any] = []
        asks: Callable[[Any], Any] = super().__call__

        def ask(environ: Any, _: Any) -> list[bytes]:
            behind.append(asks(environ))
            return []

        body = b"".join(Quick(ask)(environ, lambda *said: begun.extend(said)))
        if behind:
            return behind[0]
        self.quickly += 1
        response: Any = HttpResponse(body, status=int(begun[0][:3]), headers=dict(begun[1]))
        response.wsgi_request = WSGIRequest(environ)
        return response


class AsServed(Client):
    """Django's test client, which sends a press the quick way, as `kith.config.asgi` does."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.pressed = 0
        careful = self.handler.enforce_csrf_checks
        self.long, self.short, self.quick = self.handler, ShortWay(careful), QuickWay(careful)
        if not careful:
            self.cookies["kith_csrf"] = TOKEN

    def request(self, **asked: Any) -> Any:
        named = (b"content-type", asked.get("CONTENT_TYPE", "")), (b"accept", asked.get("HTTP_ACCEPT", ""))
        headers = [(name, value.encode()) for name, value in named if value]
        press = is_press({"method": asked["REQUEST_METHOD"], "path": asked["PATH_INFO"], "headers": headers})
        self.handler = self.quick if press else self.long
        self.pressed += press
        if press and not self.handler.enforce_csrf_checks:
            asked = {"HTTP_X_CSRFTOKEN": TOKEN, "HTTP_HOST": "testserver"} | asked
        return super().request(**asked)


@pytest.fixture(autouse=True)
def _as_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(face, "Client", AsServed)


def both_ways(screen: Screen, kind: str, headers: dict[str, str] | None = None, **fields: Any) -> list[Any]:
    """The same press by the long way, then by the short and the quick one; as JSON, then as the form that the page sends.

    Every header of the long way must be there, as it is, but for the language, as a plain yes is in none.
    """
    fields = {"op": new_ref()} | fields
    for form in (False, True):
        ways = one_by_one(screen, kind, headers or {}, fields, form=form)
        for other in ways[1:]:
            is_alike(ways[0], other)
        if not form:
            answers = ways[:2]
    return answers


def one_by_one(screen: Screen, kind: str, headers: dict[str, str], fields: dict[str, Any], *, form: bool) -> list[Any]:
    client, answers = screen.client, []
    assert isinstance(client, AsServed)
    sent: Any = {"data": urlencode(fields), "content_type": "application/x-www-form-urlencoded;charset=UTF-8"}
    if not form:
        sent = {"data": fields, "content_type": "application/json"}
    told = {"X-CSRFToken": TOKEN} if "kith_csrf" in client.cookies else {}
    for way in (client.long, client.short, client.quick):
        plain = Client()
        plain.handler, plain.cookies, plain.raise_request_exception = way, client.cookies, False
        more = {"Host": "testserver", "Accept": "application/json"} | told | headers
        answers.append(plain.post(screen.url("do", kind), headers=more, **sent))
    return answers


def is_alike(long: Any, other: Any) -> None:
    assert long.status_code == other.status_code
    assert other["Content-Type"] == long["Content-Type"] == "application/json"
    varies = {name.strip() for name in long.get("Vary", "").split(",")} - {
        "",
        "Accept-Encoding",
    }  # presses are not zipped
    assert varies <= {name.strip() for name in other.get("Vary", "").split(",")}
    aside = {"Vary", "Content-Length"} | (
        {"Content-Language"} - other.headers.keys() if other.status_code == 200 else set()
    )
    wanted = {name: value for name, value in long.items() if name not in aside}
    assert {name: value for name, value in other.items() if name not in aside} == wanted
    assert int(other["Content-Length"]) == len(other.content)
    assert without_moment(other) == without_moment(long)


def without_moment(answer: Any) -> Any:
    return re.sub(rb'"now":[0-9.]+', b"", answer.content)


def test_a_form_another_page_and_another_method_are_no_press() -> None:
    press = {"method": "POST", "path": "/circle/x/do/say/", "headers": [(b"content-type", b"application/json")]}
    assert is_press(press)
    assert is_press(press | {"headers": [(b"content-type", b"Application/JSON; charset=utf-8")]})
    form, both = (b"content-type", b"application/x-www-form-urlencoded"), [*press["headers"]]
    assert is_press(press | {"headers": [form, (b"accept", b"application/json")]})
    others: list[dict[str, Any]] = [
        {"headers": []},
        {"headers": [form, (b"accept", b"text/html")]},
        {"headers": [form]},
        {"headers": [*both, form]},
        {"method": "GET"},
        {"path": "/circle/x/do/say"},
        {"path": "/circle/x/y/do/say/"},
        {"path": "/practice/do/say/"},
        {"path": "/circle/x/do/kind_words/"},
    ]
    for other in others:
        assert not is_press(press | other)


def test_who_is_kept_out_hears_the_same_on_both_ways(here: Evening, nobody: Screen) -> None:
    stranger = Screen(here, person("charlie"))
    assert [answer.status_code for answer in both_ways(nobody, "sit", op="a")] == [401, 401]
    assert [answer.status_code for answer in both_ways(stranger, "sit", op="a")] == [404, 404]
    careful = Screen(here, here["Ben"], careful=True)
    long, short = both_ways(careful, "sit", op="a")
    assert (short.status_code, short.json()) == (403, long.json())
    long, short = both_ways(Screen(here, here["Ben"]), "sit", {"Host": "elsewhere.example"}, op="a")
    assert (short.status_code, short.json()) == (400, long.json())
    assert both_ways(Screen(here, here["Ben"]), "sit", op="a")[1].status_code == 200


def test_what_is_wrong_is_said_in_the_same_words_on_both_ways(
    here: Evening, ben: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, fields, status in (
        ("dance", {}, 404),
        ("say", {"text": 5}, 400),
        ("pass_on", {"op": "b"}, 409),
        ("say", {"text": "x" * 17_000}, 413),
        ("say", {"text": "x" * 1_200_000}, 413),
    ):
        long, short = both_ways(ben, kind, **fields)
        assert short.status_code == status
        assert short.json() == long.json()
    for error, status in ((OperationalError("database is locked"), 503), (ValueError("a mistake of ours"), 500)):
        with monkeypatch.context() as broken:
            broken.setattr(room, "act", lambda *_, error=error, **__: (_ for _ in ()).throw(error))
            long, short = both_ways(ben, "just_listen", op="c")
        assert (short.status_code, short.json()) == (status, long.json())
    assert both_ways(ben, "just_listen", op="d")[1].json()["circle"]["you"]["mode"] == "listening"


def test_behind_https_both_ways_say_so_in_their_headers(here: Evening, ben: Screen, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_PROXY_SSL_HEADER = 60, ("HTTP_X_FORWARDED_PROTO", "https")
    headers_of_all.cache_clear()
    ben.client = AsServed()  # the middleware reads its settings once
    ben.client.force_login(here["Ben"].person)
    secure = both_ways(ben, "just_listen", {"X-Forwarded-Proto": "https"}, op="a")
    plain = both_ways(ben, "just_listen", op="a")
    headers_of_all.cache_clear()
    assert [answer.get("Strict-Transport-Security") for answer in (*secure, *plain)] == ["max-age=60"] * 2 + [None] * 2


def test_a_press_is_served_the_short_way(ben: Screen) -> None:
    assert isinstance(ben.client, AsServed)
    assert ben.form("just_listen").status_code == 303
    assert ben.client.pressed == 0
    assert ben.do("just_listen").status_code == 200
    assert (ben.client.pressed, ben.client.quick.quickly) == (1, 1)
    assert ben.do("pass_on").status_code == 409
    assert (ben.client.pressed, ben.client.quick.quickly) == (2, 1)
