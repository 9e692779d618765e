"""After a meeting: said by who was there, changed and taken back as they wish, shown to nobody; told in a word a month."""

import re
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kith.circle import room
from kith.groups import leaving, told_months
from kith.groups.models import Cupboard, Group, Membership
from kith.insights import months, saying
from kith.insights.models import CUPBOARD, Month, Said
from kith.insights.tests.ground import (
    ALL_TOLD,
    NOVEMBER,
    OCTOBER,
    OCTOBER_TOLD,
    Tuesdays,
    signed_in,
    soon_after,
)
from kith.kit.refusal import Refused
from kith.meetings.models import Attendance
from kith.people import erasing, quiet_days
from tests.access.world import seat
from tests.cast import Cast, meeting, member

pytestmark = pytest.mark.django_db


def all_say(here: Tuesdays, how_many: int, *, evening: int = 0, **said: bool) -> None:
    for place in range(how_many):
        me = here.who(place)
        assert me
        saying.say(here.evenings[evening], by=me, now=soon_after(here.evenings[evening]), **said)


def page(who: Any, path: str) -> str:
    text = signed_in(who).get(path).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def groups_page(here: Tuesdays) -> str:
    return page(here.cast.ana, f"/groups/{here.group.ref}/how-is-the-group/")


@pytest.fixture
def tonight(cast: Cast) -> Cast:
    """A meeting that is over since a minute; those who came are written down: Ana and Ben."""
    Cupboard.objects.create(group=cast.group, what=CUPBOARD, opened_by=cast.as_ana)
    cast.group.meetings.all().delete()
    Membership.objects.update(joined_at=timezone.now() - timedelta(days=60))
    over = meeting(cast.group, starts_in=-76)
    for who in (cast.as_ana, cast.as_ben):
        Attendance.objects.create(meeting=over, membership=who, came_at=over.starts_at, by_hand=True)
    return Cast(cast.ana, cast.ben, cast.charlie, cast.group, cast.as_ana, cast.as_ben, over)


# who is asked


@pytest.mark.deep
def test_who_was_not_there_who_facilitates_and_who_is_alongside_are_not_asked(tonight: Cast) -> None:
    """The nearest one who is asked is Ben, who came."""
    away, guest = member(tonight.group, "Away"), member(tonight.group, "Guest")
    Membership.objects.filter(pk=guest.pk).update(alongside_of=tonight.as_ben)
    Attendance.objects.create(meeting=tonight.meeting, membership=guest, came_at=timezone.now(), by_hand=True)
    at = f"/meetings/{tonight.meeting.ref}/after/"
    for who in (away.person, guest.person, tonight.ana, tonight.charlie):
        client = signed_in(who)
        assert (client.get(at).status_code, client.post(at, {"heard": "yes"}).status_code) == (404, 404)
        assert "How was it for you?" not in page(who, f"/meetings/{tonight.meeting.ref}/")
    assert not Said.objects.exists()
    assert "How was it for you?" in page(tonight.ben, f"/meetings/{tonight.meeting.ref}/")
    assert signed_in(tonight.ben).post(at, {"heard": "yes"}).status_code == 302
    assert Said.objects.get().membership == tonight.as_ben


def test_one_press_each_changed_and_taken_back(tonight: Cast) -> None:
    client, at = signed_in(tonight.ben), f"/meetings/{tonight.meeting.ref}/after/"
    for typed in ({}, {"heard": "perhaps"}, {"other": "yes"}):
        assert client.post(at, typed).status_code == 404
    client.post(at, {"heard": "yes"})
    client.post(at, {"myself": "no"})
    assert Said.objects.values_list("heard", "myself").get() == (True, False)
    answer = client.post(at, {"heard": "no", "back": "meeting"})
    assert answer["Location"] == f"/meetings/{tonight.meeting.ref}/"
    assert Said.objects.values_list("heard", "myself").get() == (False, False)
    assert page(tonight.ben, at).count('aria-pressed="true"') == 2
    client.post(at, {"take_back": "1"})
    client.post(at, {"take_back": "1"})
    assert not Said.objects.exists()


def test_on_the_circles_last_page_it_can_be_pressed_and_leads_back_there(tonight: Cast) -> None:
    tonight.group.meetings.all().delete()
    one, now = meeting(tonight.group, starts_in=-5), timezone.now()
    for who in (tonight.as_ana, tonight.as_ben):
        seat(one, who, now)
    ben = signed_in(tonight.ben)
    assert "How was it for you?" not in ben.get(f"/circle/{one.ref}/").content.decode()
    room.act(one, actor=tonight.as_ana.ref, kind="close", op="close", data={})
    text = ben.get(f"/circle/{one.ref}/").content.decode()
    assert "How was it for you?" in text and "I felt heard" in text
    assert "How was it for you?" not in page(tonight.ana, f"/circle/{one.ref}/")
    answer = ben.post(f"/meetings/{one.ref}/after/", {"heard": "yes", "back": "circle"})
    assert answer["Location"] == f"/circle/{one.ref}/"
    assert Said.objects.get().meeting == one


def test_where_the_cupboard_is_shut_nothing_is_asked(tonight: Cast) -> None:
    Cupboard.objects.all().delete()
    assert "How was it for you?" not in page(tonight.ben, f"/meetings/{tonight.meeting.ref}/")
    assert signed_in(tonight.ben).get(f"/meetings/{tonight.meeting.ref}/after/").status_code == 404


@pytest.mark.deep
def test_on_a_quiet_day_no_page_asks(tonight: Cast) -> None:
    pages = [f"/meetings/{tonight.meeting.ref}/", f"/groups/{tonight.group.ref}/"]
    assert all("How was" in page(tonight.ben, path) for path in pages)
    assert "How was" not in page(tonight.ana, pages[1])
    quiet_days.say(day=timezone.now().date(), yearly=False, by=tonight.ben)
    assert not any("How was" in page(tonight.ben, path) for path in pages)


def test_it_can_be_answered_until_the_end_of_the_day_after_on_the_groups_clock(here: Tuesdays) -> None:
    Group.objects.filter(pk=here.group.pk).update(zone="Pacific/Auckland")
    one, me = here.evenings[0], here.who(0)
    assert me and one.ends_at.astimezone(me.group.tz).day == 7
    last = datetime.combine(datetime(2026, 10, 9).date(), time(0), me.group.tz)  # noqa: DTZ001
    for late in (last, last + timedelta(days=3)):
        with pytest.raises(Refused):
            saying.say(one, by=me, now=late, heard=True)
        assert not saying.open_to(me, now=late).exists()
    assert list(saying.open_to(me, now=last - timedelta(minutes=1))) == [one]
    assert saying.say(one, by=me, now=last - timedelta(minutes=1), heard=True).month == OCTOBER


def test_a_month_that_was_told_takes_no_answer_more(here: Tuesdays) -> None:
    me = here.who(0)
    Month.objects.create(group=here.group, month=OCTOBER)
    with pytest.raises(Refused):
        saying.say(here.evenings[0], by=me, now=soon_after(here.evenings[0]), heard=True)  # type: ignore[arg-type]


# what is told


def test_of_four_people_nothing_is_told_and_the_page_is_that_of_a_month_without_answers(here: Tuesdays) -> None:
    months.look(OCTOBER_TOLD)
    nothing = groups_page(here)
    Month.objects.all().delete()
    Group.objects.filter(pk=here.group.pk).update(ref="2" * 17)
    all_say(here, 4, heard=True, myself=False)
    before = groups_page_of(here, "2" * 17)
    months.look(OCTOBER_TOLD)
    assert groups_page_of(here, "2" * 17) == nothing.replace(here.group.ref, "2" * 17)
    assert "October" not in before and not Said.objects.exists()


def groups_page_of(here: Tuesdays, ref: str) -> str:
    return page(here.cast.ana, f"/groups/{ref}/how-is-the-group/")


def test_of_five_one_word_each_and_then_nothing_anyone_said_is_left(here: Tuesdays) -> None:
    all_say(here, 5, heard=True)
    all_say(here, 2, myself=True)
    months.look(OCTOBER_TOLD - timedelta(hours=1))
    assert here.told() == {} and Said.objects.count() == 5
    months.look(OCTOBER_TOLD)
    assert here.told() == {OCTOBER: ("most", "")}
    assert not Said.objects.exists()
    assert "Most felt heard." in groups_page(here)


def test_one_person_is_one_however_often_they_came(here: Tuesdays) -> None:
    for evening in range(3):
        all_say(here, 2, evening=evening, heard=True)
    months.look(OCTOBER_TOLD)
    assert here.told() == {OCTOBER: ("", "")}


def test_who_reads_it_is_not_among_the_five(here: Tuesdays) -> None:
    """Someone answered, and has become a co-facilitator before the month was told."""
    all_say(here, 5, heard=True)
    Membership.objects.filter(pk=here.members[0].pk).update(role=Membership.Role.CO_FACILITATOR)
    months.look(OCTOBER_TOLD)
    assert here.told() == {OCTOBER: ("", "")}


def test_who_leaves_has_said_it_and_who_is_erased_has_not(here: Tuesdays) -> None:
    all_say(here, 6, heard=True)
    leaver, goer, other = (here.who(place) for place in (0, 1, 2))
    assert leaver and goer and other
    leaving.leave(by=leaver)
    erasing.erase(goer.person, by=goer.person)
    assert Said.objects.count() == 5
    months.look(OCTOBER_TOLD)
    seen = groups_page(here)
    assert here.told() == {OCTOBER: ("most", "")}
    erasing.erase(other.person, by=other.person)
    months.look(ALL_TOLD)
    assert here.told()[OCTOBER] == ("most", "")
    assert "Most felt heard." in seen


def test_however_late_the_round_comes_each_month_is_told_once(here: Tuesdays) -> None:
    all_say(here, 5, heard=False)
    all_say(here, 5, evening=5, heard=True)
    months.look(ALL_TOLD)
    assert here.told()[OCTOBER] == ("few", "") and here.told()[NOVEMBER] == ("most", "")
    assert len(here.told()) == 3
    assert list(told_months.due(CUPBOARD, told=Month.objects.all(), said=Said.objects.all(), now=ALL_TOLD)) == []


def test_shut_when_the_month_is_over_all_goes_and_nothing_is_told(here: Tuesdays) -> None:
    all_say(here, 6, heard=True)
    Cupboard.objects.all().delete()
    months.look(OCTOBER_TOLD)
    assert not Month.objects.exists() and not Said.objects.exists()


def test_while_a_month_goes_on_what_anyone_presses_changes_no_page_of_anyone_else(here: Tuesdays) -> None:
    months.look(OCTOBER_TOLD)
    paths = [f"/groups/{here.group.ref}/how-is-the-group/", f"/groups/{here.group.ref}/"]
    before = [page(here.cast.ana, path) for path in paths]
    all_say(here, 6, evening=5, heard=False, myself=False)
    assert [page(here.cast.ana, path) for path in paths] == before


def test_pages_ask_a_few_questions_however_much_there_is(here: Tuesdays, django_assert_max_num_queries: Any) -> None:
    for evening in here.evenings:
        Attendance.objects.bulk_create(
            Attendance(meeting=evening, membership=one, came_at=evening.starts_at) for one in here.members
        )
    all_say(here, 6, heard=True)
    months.look(ALL_TOLD)
    ana, ben = signed_in(here.cast.ana), signed_in(here.members[0].person)
    with django_assert_max_num_queries(8):
        assert b"usually 7 came" in ana.get(f"/groups/{here.group.ref}/how-is-the-group/").content
    with django_assert_max_num_queries(10):
        assert ben.get(f"/meetings/{here.evenings[0].ref}/after/").status_code == 200


@pytest.mark.deep
def test_an_evening_that_asks_is_a_page_of_few_questions_too(tonight: Cast, django_assert_max_num_queries: Any) -> None:
    ben = signed_in(tonight.ben)
    for path in (f"/meetings/{tonight.meeting.ref}/", f"/groups/{tonight.group.ref}/"):
        with django_assert_max_num_queries(10):
            assert b"How was" in ben.get(path).content
