"""One word for many: from five people on, in thirds; decided once, also where the database has forgotten it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.kit import together
from kith.kit.together import Word

SHARE = st.fractions(0, 1, max_denominator=6)
ZONES = st.sampled_from(["UTC", "Pacific/Auckland", "America/Los_Angeles", "Europe/Dublin", "Africa/Casablanca"])


@pytest.fixture(autouse=True)
def data(settings: object, tmp_path: Path) -> Iterator[Path]:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    yield tmp_path / "decided.txt"


@given(st.lists(SHARE, max_size=4))
def test_of_four_people_or_fewer_nothing_is_told_whatever_they_said(shares: list[Fraction]) -> None:
    assert together.word(shares) == together.word([]) == Word.TOO_FEW
    assert together.word([Fraction(1)] * 5) == Word.MOST


def test_no_word_stands_for_one_sum_alone() -> None:
    """Of yes and no: whoever knows how many answered cannot read from any word that all of them, or none, said yes."""
    for people in range(together.FEWEST, 60):
        sums: dict[Word, set[int]] = {}
        for yes in range(people + 1):
            sums.setdefault(together.word([Fraction(int(n < yes)) for n in range(people)]), set()).add(yes)
        assert {Word.FEW, Word.SOME, Word.MOST} == set(sums)
        assert min(len(those) for those in sums.values()) >= 2, people


@given(st.lists(SHARE, min_size=5, max_size=12), SHARE)
def test_one_person_moves_it_by_one_word_at_most(shares: list[Fraction], other: Fraction) -> None:
    order = [Word.FEW, Word.SOME, Word.MOST]
    one, two = together.word(shares), together.word([other, *shares[1:]])
    assert abs(order.index(one) - order.index(two)) <= 1


@given(st.integers(0, 60_000), ZONES)
def test_a_month_is_told_when_it_is_over_there_and_every_month_is_told_once(hours: int, name: str) -> None:
    zone, at = ZoneInfo(name), datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    month, last = together.month_of(at, zone), together.last_due(at, zone)
    assert last < month
    assert together.decided_at(last, zone) <= at < together.decided_at(together.after(last), zone)
    assert together.before(together.after(month)) == month
    assert list(together.months(last, together.after(last))) == [last, together.after(last)]


def test_the_local_month_counts() -> None:
    late = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    assert together.month_of(late, ZoneInfo("Pacific/Auckland")) == date(2026, 11, 1)
    assert together.month_of(late, ZoneInfo("UTC")) == date(2026, 10, 1)
    assert together.last_due(datetime(2026, 11, 2, 23, 59, tzinfo=UTC), ZoneInfo("UTC")) == date(2026, 9, 1)
    assert together.last_due(datetime(2026, 11, 3, tzinfo=UTC), ZoneInfo("UTC")) == date(2026, 10, 1)


def decided(*words: Word, what: str = "x", group: str = "g", month: date = date(2026, 10, 1)) -> tuple[Word, ...]:
    return together.once(what, group, month, lambda: words)


def test_what_was_decided_once_is_never_decided_again() -> None:
    assert decided(Word.MOST, Word.TOO_FEW) == (Word.MOST, Word.TOO_FEW)
    assert decided(Word.FEW, Word.FEW) == (Word.MOST, Word.TOO_FEW)
    assert decided(Word.FEW, group="other") == decided(Word.FEW, what="y") == (Word.FEW,)
    assert decided(Word.SOME, month=date(2026, 11, 1)) == (Word.SOME,)


def test_the_file_tells_nobody_which_group_it_was(data: Path) -> None:
    decided(Word.MOST, group="bcdfghjkmnpqrstvw")
    assert "bcdf" not in data.read_text() and data.stat().st_mode & 0o077 == 0


def test_a_line_that_was_cut_short_does_not_count_and_spoils_no_other(data: Path) -> None:
    decided(Word.MOST)
    whole = data.read_text()
    data.write_text(whole[:-1])
    assert decided(Word.FEW) == (Word.FEW,)
    assert decided(Word.SOME, group="other") == (Word.SOME,)
    assert decided(Word.MOST) == (Word.FEW,)


def test_months_go_on_over_a_year() -> None:
    assert together.after(date(2026, 12, 1)) == date(2027, 1, 1)
    assert together.before(date(2027, 1, 1)) == date(2026, 12, 1)
    assert timedelta(days=2) == together.WAIT
