"""The place is for those who come: nobody else ever receives it, on any page, in any notice, calendar or export."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from kith.companions.models import Outing
from kith.companions.outings import calling_off, coming, forgetting, proposing, showing, taking
from kith.companions.outings.tests.ground import (
    PLACE,
    WALK,
    at,
    body,
    calendar_of,
    called,
    read,
    signed_in,
    told,
    walk,
    yes,
)
from kith.groups.models import Cupboard
from kith.notices.models import Notice
from tests.cast import Cast, group, member

pytestmark = pytest.mark.django_db
CANARY = PLACE.split(",")[0]


def everything(who: str, outing: Outing) -> str:
    """Each page and file of outings, the group's, notices, the calendar and what is taken along, as this member gets them."""
    me, home = called(who), f"/groups/{outing.group.ref}/"
    client = signed_in(me.person)
    paths = (
        home,
        f"{home}calendar/",
        f"{home}outings/",
        f"{home}outings/new/",
        f"{home}outings/sheet/?to={outing.ref}",
    )
    paths += ("/", "/notices/", at(outing), f"{at(outing)}change/", f"{at(outing)}off/", f"{at(outing)}calendar.ics")
    got = "".join(client.get(path).content.decode() for path in paths)
    feed = read(calendar_of(who))
    kept = "".join(str(one) for one in Notice.objects.filter(person=me.person).values())
    return got + feed + kept + "".join(leaf.body.decode() for leaf in taking.shelf(me.person))


def test_nobody_has_the_place_but_whoever_proposed_it_and_whoever_comes(here: Cast) -> None:
    outing = walk(here.as_ben)
    stranger = member(group("Elsewhere"), "Eve").person
    for path in (at(outing), f"{at(outing)}change/", f"{at(outing)}off/", f"/groups/{here.group.ref}/outings/"):
        assert signed_in(stranger).get(path).status_code == 404
    assert CANARY not in everything("Ana", outing)  # who facilitates is told it no more than anyone
    assert yes(outing, "Dee") == yes(outing, "Ana") == "comes"
    assert yes(outing, "Em") == "waits"
    assert CANARY not in everything("Em", outing)
    assert CANARY in body("Dee", at(outing)) and CANARY in body("Ben", at(outing))
    assert CANARY not in read(calendar_of("Ben"))
    coming.say_no(outing, by=called("Dee"), now=timezone.now())
    assert CANARY not in everything("Dee", outing) and CANARY not in everything("Em", outing)
    assert told("Em", "seat_offered")  # a seat is kept for Em, which is not a yes


def test_what_a_page_is_made_of_has_no_place_and_no_names_for_whom_they_are_not(here: Cast, rf: RequestFactory) -> None:
    """Before any template: its own "if" is a second lock, not the only one."""
    outing = walk(here.as_ben)
    yes(outing, "Dee")
    for who, place, come in (("Ana", "", []), ("Em", "", []), ("Dee", PLACE, []), ("Ben", PLACE, ["Dee"])):
        request = rf.get("/")
        request.user = called(who).person
        seen = showing.seen(request, outing, called(who).person, now=timezone.now())
        assert (seen.place, seen.come) == (place, come)


def test_only_those_who_come_read_who_comes(here: Cast) -> None:
    outing = walk(here.as_ben)
    yes(outing, "Dee")
    assert "Dee" not in body("Em", at(outing)) and "Dee" not in body("Ana", at(outing))
    assert "Also coming: Dee" in body("Ben", at(outing))


def test_the_sheet_is_read_before_the_first_yes_and_asked_once(here: Cast) -> None:
    outing, em = walk(here.as_ben), signed_in(called("Em").person)
    em.post(f"{at(outing)}do/come/")
    assert "where you meet is" not in body("Em", at(outing)) and CANARY not in body("Em", at(outing))
    sheet = f"/groups/{here.group.ref}/outings/sheet/?to={outing.ref}"
    page = em.get(sheet).content.decode()
    assert all(words in page for words in ("public place", "Tell someone", "Leave at any time", "I have read this"))
    assert em.post(sheet).headers["Location"] == at(outing)
    em.post(f"{at(outing)}do/come/")
    assert CANARY in body("Em", at(outing)) and "I have read this" not in em.get(sheet).content.decode()


def test_the_calendar_has_it_for_those_who_come_and_says_only_when(here: Cast) -> None:
    outing = walk(here.as_ben)
    yes(outing, "Dee")
    for who, there in (("Dee", True), ("Ben", True), ("Ana", False), ("Em", False)):
        client = signed_in(called(who).person)
        answer = client.get(f"{at(outing)}calendar.ics")
        feed = read(calendar_of(who))
        assert (answer.status_code == 200) is there
        assert (f"{outing.begins:%Y%m%dT%H%M%S}" in feed) is there
    file = signed_in(called("Dee").person).get(f"{at(outing)}calendar.ics").content.decode()
    assert "SUMMARY:Appointment" in file and "CLASS:PRIVATE" in file
    for word in ("walk", "river", CANARY, "Bus 4", "DESCRIPTION", "LOCATION", "ATTENDEE", "Ben", outing.ref):
        assert word not in file


def test_a_calendar_is_told_that_it_moved_or_is_off_and_still_not_what_it_was(here: Cast) -> None:
    outing, now = walk(here.as_ben), timezone.now()
    yes(outing, "Dee")
    feed = calendar_of("Dee")
    assert "SEQUENCE:0" in event_in(feed, outing)
    proposing.change(outing, WALK, at=outing.begins + timedelta(days=1), now=now)
    assert event_in(feed, outing) == ""
    outing.refresh_from_db()
    assert event_in(feed, outing) == ""  # her yes was to another time
    yes(outing, "Dee")
    assert "SEQUENCE:1" in event_in(feed, outing)
    calling_off.call_off(outing, why="The river is high", by=here.as_ben, now=now)
    told = event_in(feed, outing)
    assert "STATUS:CANCELLED" in told and "SEQUENCE:2" in told and "SUMMARY:Appointment" in told
    assert not any(word in read(feed) for word in ("walk", "river", CANARY, "Ben", outing.ref))


def event_in(feed: str, outing: Outing) -> str:
    """The event at its time, or nothing."""
    events = read(feed).split("BEGIN:VEVENT")[1:]
    return next((one for one in events if f"DTSTART:{outing.begins:%Y%m%dT%H%M%S}" in one), "")


def test_no_notice_says_what_or_where_or_who(here: Cast) -> None:
    outing = walk(here.as_ben)
    yes(outing, "Dee")
    for row in Notice.objects.filter(path__startswith="/outings/").values("key", "path", "kind", "zone"):
        assert not any(word in str(row) for word in ("walk", "river", CANARY, "Ben", "grief"))
    assert "Time together outside meetings is proposed" in body("Em", "/notices/")


def test_while_the_cupboard_is_shut_only_those_who_come_find_it(here: Cast) -> None:
    outing = walk(here.as_ben)
    yes(outing, "Dee")
    Cupboard.objects.all().delete()
    assert signed_in(here.ana).get(at(outing)).status_code == 404
    assert CANARY in body("Dee", at(outing)) and CANARY in body("Ben", at(outing))


def test_thirty_days_later_nobody_finds_the_place_or_who_came(here: Cast) -> None:
    outing = walk(here.as_ben)
    yes(outing, "Dee")
    forgetting.look(outing.begins + timedelta(days=30))
    assert Outing.objects.get().place == PLACE
    forgetting.look(outing.begins + timedelta(days=31))
    assert Outing.objects.get().place == "" and not Outing.objects.get().goings.exists()
    assert Outing.objects.get().title == "A walk along the river"


def test_what_is_taken_along_is_what_one_proposed_oneself(here: Cast) -> None:
    outing = walk(here.as_ben)
    yes(outing, "Dee")
    assert list(taking.shelf(called("Dee").person)) == []
    (leaf,) = taking.shelf(here.ben)
    assert CANARY in leaf.body.decode() and "Dee" not in leaf.body.decode()


@pytest.mark.deep
def test_ten_questions_are_enough_however_many_come(here: Cast, django_assert_max_num_queries: object) -> None:
    outing = walk(here.as_ben, plan=replace(WALK, seats=20))
    for n in range(12):
        yes(outing, member(here.group, f"Newcomer with a rather long name {n}"))
        walk(called(f"Newcomer with a rather long name {n}"), n + 4)
    for who in (here.ana, here.ben, called("Em").person):
        client = signed_in(who)
        for path in (at(outing), f"/groups/{here.group.ref}/outings/", here.group.get_absolute_url()):
            with django_assert_max_num_queries(10):  # type: ignore[operator]
                assert client.get(path).status_code == 200
    assert "A walk along the river" in body("Em", here.group.get_absolute_url())
