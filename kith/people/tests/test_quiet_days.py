"""Quiet days: a row asked alone, and the database asked of all, say the same."""

from datetime import date, timedelta

import pytest

from kith.people.models import QuietDay
from tests.cast import person

SAID = ((2024, 2, 29), (2023, 2, 28), (2026, 12, 31), (2020, 1, 1), (2026, 3, 1), (2026, 6, 15))
ASKED = [date(2026, 2, 26) + timedelta(days=n) for n in range(6)]
ASKED += [date(2028, 2, 27) + timedelta(days=n) for n in range(5)]
ASKED += [date(2026, 12, 30) + timedelta(days=n) for n in range(5)] + [date(2027, 6, 14), date(2026, 6, 16)]


@pytest.mark.django_db
def test_near_in_the_database_is_near() -> None:
    who = person("quiet")
    days = [
        QuietDay.objects.create(person=who, day=date(*said) + timedelta(days=2 * (not yearly)), yearly=yearly)
        for said in SAID
        for yearly in (True, False)
    ]
    for day in ASKED:
        for within in (timedelta(0), timedelta(days=1), timedelta(days=2)):
            found = set(QuietDay.objects.near(day, within=within))
            assert found == {one for one in days if one.is_near(day, within=within)}, (day, within)
