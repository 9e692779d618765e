"""X9: leaving quickly ends the session and leaves nothing to see, without script and whatever else is broken."""

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client

from kith.site import leaving
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.ben)
    return client


def test_the_link_ends_the_session_and_lands_on_a_page_that_says_nothing(ben: Client) -> None:
    assert ben.get("/me/").status_code == 200
    answer = ben.get("/leave-quickly/")
    assert (answer.status_code, answer["Location"]) == (303, "/blank/")
    assert not Session.objects.exists()
    assert not answer.cookies["kith_session"].value
    assert ben.get("/me/").status_code == 302
    blank = ben.get("/blank/")
    assert "kith" not in blank.content.decode().lower()
    assert blank["Cache-Control"] == "no-store"
    assert blank["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Purpose": "prefetch"}]
)
def test_neither_another_site_nor_a_browser_looking_ahead_signs_anyone_out(
    ben: Client, headers: dict[str, str]
) -> None:
    assert ben.get("/leave-quickly/", headers=headers).status_code == 303
    assert ben.head("/leave-quickly/").status_code == 303
    assert ben.get("/me/").status_code == 200
    ben.get("/leave-quickly/", headers={"Sec-Fetch-Site": "same-origin"})
    assert ben.get("/me/").status_code == 302


def test_the_browser_forgets_its_key_even_when_the_database_is_away(
    ben: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(leaving, "end_session", away)
    answer = ben.get("/leave-quickly/")
    assert (answer.status_code, answer["Location"]) == (303, "/blank/")
    assert not answer.cookies["kith_session"].value
    assert not answer.cookies["kith_csrf"].value


def test_a_circle_that_cannot_be_left_keeps_nobody_signed_in(ben: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def stuck(person: object) -> None:
        raise RuntimeError("the room does not answer")

    monkeypatch.setattr(leaving, "step_out", stuck)
    ben.get("/leave-quickly/")
    assert not Session.objects.exists()


def test_it_works_signed_out_and_asks_the_database_nothing(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert Client().get("/leave-quickly/").status_code == 303
        assert Client().get("/blank/").status_code == 200
