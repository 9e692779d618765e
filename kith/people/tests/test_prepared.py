"""What PostgreSQL is asked again and again it plans once, whatever the keys are; and its moments mean what Django's do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet

from kith.kit import by_heart, prepared
from kith.people.models import Apart, Person

pytestmark = pytest.mark.django_db


@by_heart.question
def _since(keys: list[int], after: datetime) -> "QuerySet[Apart, tuple[int, datetime]]":
    return Apart.objects.filter(of__in=keys, since__gt=after).order_by("pk").values_list("of", "since")


def _prepared() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE '%%since%%'")
        return int(cursor.fetchone()[0])


def _by_itself() -> bool:
    """SQLite's own module remembers statements: there nothing stands between Kith and its connection."""
    return connection.vendor != "postgresql" and prepared.line(connection) is connection


def test_small_keys_and_large_ones_are_one_statement() -> None:
    if _by_itself():
        return
    now, was = datetime.now(UTC), _prepared()
    for keys in ([1], [40_000], [3_000_000_000], [1, 40_000], [40_000, 1], [3_000_000_000, 1]):
        assert _since(keys, now) == []
    assert _prepared() == was + 1


def test_more_statements_than_psycopg_would_remember() -> None:
    """All are asked in turn: with a shorter memory each would be forgotten before it comes again."""
    if _by_itself():
        return
    many = [f"SELECT {n} AS since" for n in range(120)]
    was = _prepared()
    for _ in range(prepared.AFTER + 1):
        for question in many:
            with prepared.line(connection).cursor() as cursor:
                cursor.execute(question)
    assert _prepared() == was + len(many)


def test_a_moment_is_the_same_by_heart_and_anew() -> None:
    ana, ben = (Person.objects.create(sign_in=name, password="!") for name in ("ana", "ben"))
    at = datetime(2026, 10, 25, 0, 59, 59, 1, tzinfo=UTC)
    Apart.objects.create(by=ana, of=ben, kind="block", since=at)
    ((key, found),), anew = _since([ben.pk], at - timedelta(seconds=1)), _since.anew([ben.pk], at - timedelta(days=1))
    assert (key, found) == (ben.pk, at) == anew.get() and found.tzinfo is UTC is anew.get()[1].tzinfo
