"""Ten questions to the database are enough for any page in any state: also on the night when everything happens at once."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.busiest_night import busy, newcomer
from tests.cast import Cast

MOST = 10


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["member", "facilitator", "newcomer"])
def test_ten_questions_are_enough_on_the_busiest_night(client: Client, cast: Cast, who: str) -> None:
    nights = busy(cast)
    pages = {"group": cast.group.get_absolute_url()} | {key: one.get_absolute_url() for key, one in nights.items()}
    person = {"member": cast.ben, "facilitator": cast.ana, "newcomer": newcomer(cast).person}[who]
    asked = {page: questions(client, person, path) for page, path in pages.items()}
    assert max(map(len, asked.values())) <= MOST, told(asked)


def questions(client: Client, who: Any, path: str) -> list[str]:
    assert connection.features.supports_json_field  # Django asks SQLite for this once in a process
    client.force_login(who)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return [one["sql"] for one in found.captured_queries]


def told(asked: dict[str, list[str]]) -> str:
    """Each page with more, and what it asks for, so that nobody has to look for it."""
    too_many = {page: found for page, found in asked.items() if len(found) > MOST}
    return "\n".join(f"{page}: {len(found)}\n  " + "\n  ".join(map(short, found)) for page, found in too_many.items())


def short(sql: str) -> str:
    return sql[:60] + " ... " + sql[sql.find(" FROM ") :][:160]
