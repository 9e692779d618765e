"""H, P8: what every answer carries, whoever asks and whatever happens."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

import kith
from tests.cast import Cast
from tests.depth import some
from tests.privacy.walking import Route, routes

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
    "object-src 'none'",
}
SAME = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), browsing-topics=()",
}
PUBLIC = {"site:help"}
KITH = Path(kith.__file__).parent
TEMPLATES = sorted(KITH.glob("*/templates/**/*.html"))


def carries_all(answer: object) -> None:
    headers = answer.headers  # type: ignore[attr-defined]
    assert {part.strip() for part in headers["Content-Security-Policy"].split(";")} == POLICY
    assert {name: headers[name] for name in SAME} == SAME


@pytest.mark.parametrize("route", some(routes()), ids=str)
def test_every_page_for_everyone_carries_them(route: Route, cast: Cast) -> None:
    for who in (None, cast.ben, cast.ana):
        client = Client(raise_request_exception=False)
        if who:
            client.force_login(who)
        for answer in (client.get(route.path()), client.post(route.path(), {"x": "y"})):
            carries_all(answer)
            assert answer.status_code < 500
            if route.name not in PUBLIC:
                assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nothing/here/", 404), ("/?a=%00", 400), ("/a%00b/", 400), ("/help/?" + "a=b&" * 10_000, 200)],
)
def test_what_goes_wrong_carries_them_too(path: str, status: int) -> None:
    answer = Client(raise_request_exception=False).get(path)
    carries_all(answer)
    assert answer.status_code == status


def test_a_mistake_of_ours_is_a_kind_page_with_all_headers_and_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("words that nobody may see")

    monkeypatch.setattr("kith.site.holding.shelves", fails)
    answer = Client(raise_request_exception=False).get("/what-we-hold/")
    carries_all(answer)
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()
    assert "words that nobody" not in answer.content.decode()


def test_a_database_that_is_away_is_said_kindly_and_help_is_still_there(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cast.ben)

    def away(*_: object, **__: object) -> None:
        raise OperationalError("unable to open database file")

    monkeypatch.setattr("kith.people.asking_who.SessionStore.load", away)
    answer = client.get(f"/groups/{cast.group.ref}/")
    carries_all(answer)
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "unable to open" not in answer.content.decode()
    assert client.get("/help/").status_code == 200
    assert client.get("/leave-quickly/").status_code == 303


def test_no_template_has_script_or_style_in_it_and_none_asks_another_host() -> None:
    bad = re.compile(
        r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|hx-on|(?:src|srcset|action)=\"(?:https?:)?//"
    )
    assert TEMPLATES
    assert [f"{path.name}: {found[0]}" for path in TEMPLATES for found in [bad.search(path.read_text())] if found] == []


def test_links_out_say_nothing_of_where_they_were_pressed() -> None:
    out = re.compile(r"<a\s[^>]*href=\"(?:https?:|\{\{[^}]*link[^}]*\}\})[^>]*>")
    links = [(path.name, link) for path in TEMPLATES for link in out.findall(path.read_text())]
    assert links
    assert [link for link in links if 'rel="noreferrer' not in link[1]] == []


def test_titles_are_neutral() -> None:
    """P8: a window's title is read over shoulders and kept in histories, so it never names a group or a person."""
    title = re.compile(r"<title>(.*?)</title>|{% block title %}(.*?){% endblock", re.S)
    said = {found for path in TEMPLATES for pair in title.findall(path.read_text()) for found in pair if found}
    assert said
    assert [words for words in said if "{{" in words or "blocktranslate" in words] == []


def test_cookies_are_kept_from_scripts_and_other_sites(cast: Cast) -> None:
    client = Client()
    answer = client.post("/sign-in/", {"login": "ben", "password": "a long enough phrase"})
    session = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
