"""C7, C8: the help page works signed out, for everyone the same, with the database gone; its numbers carry their dates."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from kith.site import helping
from tests.cast import Cast


@pytest.fixture(autouse=True)
def fresh() -> None:
    helping.page.cache_clear()


def test_it_needs_no_database_even_with_a_session_cookie() -> None:
    """No database mark on this test: any question to it would fail."""
    client = Client()
    client.cookies["kith_session"] = "whatever"
    answer = client.get("/help/")
    assert answer.status_code == 200
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies
    assert "116 123" in answer.content.decode()


@pytest.mark.django_db
def test_it_is_the_same_for_everyone(cast: Cast) -> None:
    known = Client()
    known.force_login(cast.ben)
    assert known.get("/help/").content == Client().get("/help/").content
    assert known.get("/me/").status_code == 200  # and whoever asked for help is still signed in


def test_the_countries_are_plain_anchors_and_each_number_says_when_it_was_checked() -> None:
    page = Client().get("/help/").content.decode()
    for country in helping.page()["countries"]:
        assert f'href="#{country["code"].lower()}"' in page
        assert f'id="{country["code"].lower()}"' in page
        for line in country["lines"]:
            assert line["checked_on"] and line["source"] and line["dial"]
            assert f'href="tel:{line["dial"]}"' in page


def test_the_host_is_told_of_numbers_last_checked_half_a_year_ago() -> None:
    assert helping.to_check(today=date(2026, 12, 1)) == []
    assert "988 Suicide & Crisis Lifeline" in helping.to_check(today=date(2027, 6, 1))


def test_the_hosts_own_file_is_used_and_a_broken_one_set_aside(tmp_path: Path, settings: LazySettings) -> None:
    settings.DATA = tmp_path
    ours = helping.OURS.read_text("utf-8")
    (tmp_path / "help.toml").write_text(ours.replace("116 123", "555 123"), "utf-8")
    assert "555 123" in Client().get("/help/").content.decode()
    helping.page.cache_clear()
    (tmp_path / "help.toml").write_text("title = ", "utf-8")
    assert "116 123" in Client().get("/help/").content.decode()
    helping.page.cache_clear()
    (tmp_path / "help.toml").write_text("title = 'Help'", "utf-8")
    assert "116 123" in Client().get("/help/").content.decode()
