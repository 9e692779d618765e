"""How am I?: for oneself alone, taken away as easily as said; and a group's month in one word that nobody can be read from."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.groups import cupboards, leaving
from kith.groups.models import Cupboard, Group, Membership
from kith.journey import how_am_i, how_am_i_months, how_am_i_showing
from kith.journey.how_am_i_taking import shelf
from kith.journey.how_am_i_words import MINE
from kith.journey.models.how_am_i import CUPBOARD, HowAmI, HowAmICounted, HowAreWe
from kith.kit import drawing
from kith.kit.along import Leaf
from kith.kit.refs import new_ref
from kith.people import erasing
from kith.people.models import Person
from tests.cast import Cast, member
from tests.depth import rounds

pytestmark = pytest.mark.django_db
IN_OCTOBER = datetime(2026, 10, 14, 12, tzinfo=UTC)
TOLD = datetime(2026, 11, 3, 1, tzinfo=UTC)
OCTOBER = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.DATA = tmp_path
    yield tmp_path


@pytest.fixture
def open_to_all(cast: Cast) -> Cast:
    """Seven people in a group that has opened this in September; its clock is UTC."""
    Group.objects.filter(pk=cast.group.pk).update(zone="UTC")
    cast.group.refresh_from_db()
    for name in ("Cy", "Dot", "Em", "Flo", "Gil"):
        member(cast.group, name)
    at = datetime(2026, 10, 1, 9, tzinfo=UTC)
    Cupboard.objects.create(group=cast.group, what=CUPBOARD, opened_by=cast.as_ana, at=at)
    return cast


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def says(who: Person, *items: int, now: datetime = IN_OCTOBER, count_in: Any = ()) -> HowAmI:
    return how_am_i.answer(
        by=who, now=now, count_in=count_in, companionship=items[0], left_out=items[1], isolated=items[2]
    )


def people(cast: Cast) -> list[Membership]:
    return list(cast.group.memberships.select_related("person", "group").order_by("pk"))


def given_by(cast: Cast, totals: dict[int, int], now: datetime = IN_OCTOBER) -> None:
    """By place of the member: their total."""
    everyone = people(cast)
    for place, total in totals.items():
        items = [1 + (total - 3) // 3 + (n < (total - 3) % 3) for n in range(3)]
        says(everyone[place].person, *items, now=now, count_in=[everyone[place]])


def told(cast: Cast) -> dict[date, str]:
    return dict(HowAreWe.objects.filter(group=cast.group).values_list("month", "word"))


def page(cast: Cast, who: Person) -> str:
    return signed_in(who).get(f"/groups/{cast.group.ref}/how-are-we/").content.decode()


# for oneself


def test_nobody_else_takes_away_or_reads_what_i_said(cast: Cast) -> None:
    mine = says(cast.ben, 3, 3, 3)
    for who in (cast.ana, cast.charlie):
        assert signed_in(who).post(f"/how-am-i/{mine.ref}/take-away/").status_code == 404
        assert str(MINE["most"]) not in signed_in(who).get("/how-am-i/").content.decode()
    assert HowAmI.objects.get() == mine
    client = signed_in(cast.ben)
    assert str(MINE["most"]) in client.get("/how-am-i/").content.decode()
    assert client.post(f"/how-am-i/{mine.ref}/take-away/").status_code == 302
    assert not HowAmI.objects.exists()


@pytest.mark.parametrize(
    ("items", "word", "help_is_offered"), [((1, 1, 1), "few", 0), ((2, 2, 1), "some", 0), ((3, 2, 1), "some", 1)]
)
def test_it_is_a_plain_sentence_and_where_it_is_heavy_a_way_to_help(
    cast: Cast, items: tuple[int, ...], word: str, help_is_offered: int
) -> None:
    says(cast.ben, *items)
    text = signed_in(cast.ben).get("/how-am-i/").content.decode()
    assert str(MINE[word]) in text
    assert text.count("Someone to talk to") == help_is_offered


def test_the_last_answer_of_a_day_on_my_own_calendar_counts(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ben.pk).update(zone="Pacific/Auckland")
    cast.ben.refresh_from_db()
    says(cast.ben, 1, 1, 1, now=datetime(2026, 10, 14, 10, tzinfo=UTC))
    says(cast.ben, 3, 1, 1, now=datetime(2026, 10, 14, 9, tzinfo=UTC))
    assert HowAmI.objects.get().total == 5
    says(cast.ben, 1, 1, 1, now=datetime(2026, 10, 14, 12, tzinfo=UTC))
    assert list(HowAmI.objects.of(cast.ben).values_list("on", flat=True)) == [date(2026, 10, 15), date(2026, 10, 14)]


def test_without_the_three_nothing_is_kept_and_what_was_chosen_stays(cast: Cast) -> None:
    answer = signed_in(cast.ben).post("/how-am-i/answer/", {"companionship": "2", "left_out": "4", "told": "3"})
    assert (answer.status_code, HowAmI.objects.count()) == (200, 0)
    assert answer.content.decode().count("checked") == 2
    whole = {"companionship": "2", "left_out": "1", "isolated": "3", "told": "3"}
    assert signed_in(cast.ben).post("/how-am-i/answer/", whole).status_code == 302
    kept = HowAmI.objects.get()
    assert (kept.total, kept.told, kept.good) == (6, 3, None)


def test_my_line_is_drawn_here_and_stands_in_words_too(cast: Cast) -> None:
    for day, items in enumerate(((1, 1, 1), (3, 3, 3), (2, 2, 2))):
        says(cast.ben, *items, now=IN_OCTOBER + timedelta(days=7 * day))
    line = how_am_i_showing.mine(cast.ben)["line"]
    assert [y for _, y in line.dots] == [line.levels[2].y, line.levels[0].y, line.levels[1].y]
    assert line.left < line.dots[0][0] < line.dots[1][0] < line.dots[2][0] < drawing.WIDE
    text = signed_in(cast.ben).get("/how-am-i/").content.decode()
    assert text.count("<circle") == 3 and "<polyline" in text and "style=" not in text
    assert text.count('<th scope="row">') == 3


def test_it_goes_with_the_account_and_can_be_taken_along(open_to_all: Cast) -> None:
    says(open_to_all.ben, 1, 2, 3, count_in=[open_to_all.as_ben])
    (leaf,) = shelf(open_to_all.ben)
    assert isinstance(leaf, Leaf) and b"Of 3 to 9: 6" in leaf.body and b"lack companionship? Hardly ever" in leaf.body
    assert list(shelf(open_to_all.charlie)) == []
    erasing.erase(open_to_all.ben, by=open_to_all.ben)
    assert not HowAmI.objects.exists() and not HowAmICounted.objects.exists()


def test_no_page_of_anyone_else_changes_when_i_answer(open_to_all: Cast) -> None:
    here = f"/groups/{open_to_all.group.ref}/"
    paths = [here, f"{here}members/", f"{here}how-are-we/", "/how-am-i/", "/notices/", "/"]
    ana = signed_in(open_to_all.ana)
    before = [body(ana.get(path).content.decode()) for path in paths]
    says(open_to_all.ben, 3, 3, 3, now=timezone.now(), count_in=[open_to_all.as_ben])
    assert [body(ana.get(path).content.decode()) for path in paths] == before
    assert str(MINE["most"]) in signed_in(open_to_all.ben).get("/how-am-i/").content.decode()


# for a group


def test_it_counts_nowhere_where_i_am_not_or_where_it_was_not_opened(open_to_all: Cast) -> None:
    typed = {"companionship": "1", "left_out": "1", "isolated": "1"}
    answer = signed_in(open_to_all.ben).post("/how-am-i/answer/", typed | {"count_in": open_to_all.as_ana.ref})
    assert (answer.status_code, HowAmI.objects.count()) == (200, 0)
    typed["count_in"] = open_to_all.as_ben.ref
    signed_in(open_to_all.charlie).post("/how-am-i/answer/", typed)
    cupboards.shut(open_to_all.group, what=CUPBOARD, by=open_to_all.as_ana)
    signed_in(open_to_all.ben).post("/how-am-i/answer/", typed)
    assert HowAmI.objects.count() == 2 and not HowAmICounted.objects.exists()
    cupboards.open_up(open_to_all.group, what=CUPBOARD, by=open_to_all.as_ana)
    signed_in(open_to_all.ben).post("/how-am-i/answer/", typed)
    assert HowAmICounted.objects.get().membership == open_to_all.as_ben


def test_of_four_nothing_is_told_and_of_five_one_word(open_to_all: Cast) -> None:
    given_by(open_to_all, dict.fromkeys(range(4), 9))
    how_am_i_months.look(TOLD)
    assert told(open_to_all) == {OCTOBER: ""}
    assert not HowAmICounted.objects.exists() and HowAmI.objects.count() == 4
    november, december = TOLD + timedelta(days=5), datetime(2026, 12, 3, 1, tzinfo=UTC)
    given_by(open_to_all, dict.fromkeys(range(5), 9), now=november)
    assert told(open_to_all) == {OCTOBER: ""}
    how_am_i_months.look(december)
    assert told(open_to_all) == {OCTOBER: "", date(2026, 11, 1): "most"}
    assert "people here often felt alone" in page(open_to_all, open_to_all.ben)


def test_one_person_is_one_however_often_they_answered(open_to_all: Cast) -> None:
    """Neither do four make five by answering again, nor does one who answers often move the word more than another."""
    for days in range(4):
        given_by(open_to_all, {0: 9, 1: 3, 2: 3, 3: 3}, now=IN_OCTOBER + timedelta(days=days))
    how_am_i_months.look(TOLD)
    assert told(open_to_all) == {OCTOBER: ""}
    november, december = TOLD + timedelta(days=5), datetime(2026, 12, 3, 1, tzinfo=UTC)
    given_by(open_to_all, {1: 3, 2: 3, 3: 3, 4: 3}, now=november)
    for days in range(20):
        given_by(open_to_all, {0: 9}, now=november + timedelta(days=days))
    how_am_i_months.look(december)
    assert told(open_to_all)[date(2026, 11, 1)] == "few"


def test_nothing_is_told_before_its_time_nor_twice(open_to_all: Cast) -> None:
    given_by(open_to_all, dict.fromkeys(range(6), 3))
    how_am_i_months.look(TOLD - timedelta(hours=2))
    assert told(open_to_all) == {}
    how_am_i_months.look(TOLD)
    seen = page(open_to_all, open_to_all.ben)
    leaving.leave(by=people(open_to_all)[3])
    erasing.erase(people(open_to_all)[4].person, by=people(open_to_all)[4].person)
    for later in (TOLD, TOLD + timedelta(days=9)):
        how_am_i_months.look(later)
    assert told(open_to_all) == {OCTOBER: "few"}
    assert body(page(open_to_all, open_to_all.ben)) == body(seen)


def body(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_a_backup_that_is_put_back_cannot_have_a_month_told_another_way(open_to_all: Cast) -> None:
    """The answers are back as they were, one of them has been taken away since; the month stays as it was told."""
    given_by(open_to_all, {0: 9, 1: 9, 2: 9, 3: 9, 4: 3})
    with transaction.atomic():
        how_am_i_months.look(TOLD)
        assert told(open_to_all) == {OCTOBER: "most"}
        transaction.set_rollback(True)
    assert told(open_to_all) == {} and HowAmICounted.objects.count() == 5
    how_am_i.take_away(HowAmI.objects.of(people(open_to_all)[0].person).get())
    how_am_i_months.look(TOLD + timedelta(days=1))
    assert told(open_to_all) == {OCTOBER: "most"} and not HowAmICounted.objects.exists()


def test_taken_back_before_the_month_is_told_it_does_not_count(open_to_all: Cast) -> None:
    given_by(open_to_all, dict.fromkeys(range(5), 9))
    mine = HowAmI.objects.of(open_to_all.ben).get()
    assert signed_in(open_to_all.ben).post(f"/how-am-i/{mine.ref}/take-away/", {"counting": "off"}).status_code == 302
    how_am_i_months.look(TOLD)
    assert told(open_to_all) == {OCTOBER: ""}
    assert HowAmI.objects.of(open_to_all.ben).exists()


def test_months_are_there_since_it_was_opened_whoever_answered_and_however_late_the_round_comes(
    open_to_all: Cast,
) -> None:
    how_am_i_months.look(datetime(2027, 2, 20, tzinfo=UTC))
    assert list(told(open_to_all).values()) == [""] * 4
    assert min(told(open_to_all)) == OCTOBER
    cupboards.shut(open_to_all.group, what=CUPBOARD, by=open_to_all.as_ana)
    how_am_i_months.look(datetime(2027, 6, 20, tzinfo=UTC))
    assert len(told(open_to_all)) == 4


@pytest.mark.deep
@settings(max_examples=rounds(8, 60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    totals=st.dictionaries(st.integers(0, 6), st.integers(3, 9)),
    takes_back=st.sets(st.integers(0, 6)),
    changed=st.tuples(st.integers(0, 6), st.integers(3, 9)),
    late=st.integers(0, 70),
)
def test_two_worlds_that_differ_in_one_answer_look_the_same_below_five(
    open_to_all: Cast, totals: dict[int, int], takes_back: set[int], changed: tuple[int, int], late: int
) -> None:
    one = world(open_to_all, totals, takes_back, late)
    other = world(open_to_all, totals | dict([changed]), takes_back, late)
    counted = [set(those) - takes_back for those in (totals, totals | dict([changed]))]
    if max(map(len, counted)) < 5:
        assert one == other
    assert set(one.values()) <= {"", "few", "some", "most"}
    if len(counted[0]) < 5:
        assert one[OCTOBER] == ""


def world(cast: Cast, totals: dict[int, int], takes_back: set[int], late: int) -> dict[date, str]:
    """What is told of October when these answered, some took it back, and the round came so many days late."""
    with transaction.atomic():
        Group.objects.filter(pk=cast.group.pk).update(ref=new_ref())  # no world knows what another one decided
        given_by(cast, totals)
        for place in takes_back & set(totals):
            how_am_i.do_not_count(HowAmI.objects.of(people(cast)[place].person).get())
        how_am_i_months.look(TOLD + timedelta(days=late))
        found = told(cast)
        how_am_i_months.look(TOLD + timedelta(days=late + 1))
        assert {month: word for month, word in told(cast).items() if month in found} == found
        transaction.set_rollback(True)
    return found


@pytest.mark.deep
def test_pages_ask_a_few_questions_however_much_there_is(open_to_all: Cast, django_assert_max_num_queries: Any) -> None:
    for day in range(60):
        says(open_to_all.ben, 1, 2, 3, now=IN_OCTOBER - timedelta(days=day), count_in=[open_to_all.as_ben])
    how_am_i_months.look(TOLD + timedelta(days=300))
    client = signed_in(open_to_all.ben)
    for path in ("/how-am-i/", "/how-am-i/answer/", f"/groups/{open_to_all.group.ref}/how-are-we/"):
        with django_assert_max_num_queries(8):
            assert client.get(path).status_code == 200
