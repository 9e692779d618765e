"""What the directory says of seats is what the door says: counted for many at once, and the same."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kith.finding import cards, indexing
from kith.finding.indexing import NOBODY
from kith.groups import capacity, ending, standing
from kith.groups.models import Group, Membership
from kith.kit.refs import new_ref
from kith.meetings.models import Series
from tests.cast import group, member, person
from tests.depth import rounds

NOW = timezone.now()
DAY = timedelta(days=1)
FULL = "It is full just now. You can wait for a seat."
AWAY = st.sampled_from([None, NOW - DAY, NOW + DAY])
PERSON = st.tuples(st.sampled_from(Membership.State.values), AWAY, st.booleans())
COHORT = st.none() | st.tuples(st.booleans(), AWAY, AWAY, st.sampled_from([None, -3, 3]))  # is one, closes, ended, last


def listed(**more):
    more.setdefault("door", "open")
    return group(listed_at=NOW, **more)


def seats(of):
    return indexing.seats_of([of], now=NOW).get(of.pk, NOBODY)


def said(of):
    return cards.seats_in_words(of, seats(of))


def a_cohort(of, *, is_one=True, closes=NOW - DAY, ended=None, last=30):
    on = None if last is None else (NOW + timedelta(days=last)).date()
    facts = {"rule": "FREQ=WEEKLY;BYDAY=TU", "starts_on": date(2026, 1, 6), "clock": time(19), "zone": "UTC"}
    return Series.objects.create(group=of, is_cohort=is_one, closes_at=closes, ended_at=ended, last_on=on, **facts)


class Seats(TestCase):
    @settings(max_examples=rounds(40, 300), deadline=None)
    @given(st.lists(PERSON, max_size=6), st.integers(1, 6), st.booleans(), st.sampled_from(Group.Door.values), COHORT)
    @pytest.mark.deep
    def test_the_directory_and_the_door_count_alike(self, people, many, full, door, cohort):
        one = listed(capacity=many, full_since=NOW if full else None, door=door)
        first = None
        for state, kept, beside in people:
            more = {"alongside_of": first} if beside and first else {}
            made = member(one, new_ref()[:8], person(new_ref()), state=state, kept_until=kept, **more)
            first = first or made
        if cohort:
            is_one, closes, ended, last = cohort
            a_cohort(one, is_one=is_one, closes=closes, ended=ended, last=last)
        other = listed(name="Another")
        counted = indexing.seats_of([one, other], now=NOW)
        free = capacity.free(one, now=NOW)
        assert indexing.free(one, counted.get(one.pk, NOBODY)) == free
        assert indexing.free(other, counted.get(other.pk, NOBODY)) == capacity.free(other, now=NOW)
        assert indexing.may_ask_for_a_seat(one, counted.get(one.pk, NOBODY)) == bool(free and door != "invitation")
        indexing.index([one.pk], now=NOW)
        marked = indexing.Words.objects.get(pk=one.pk).text.split()
        assert (indexing.SEAT in marked) == bool(free and door != "invitation")


@pytest.mark.django_db
def test_a_group_that_has_ended_is_not_found_and_one_that_says_it_is_full_says_so(client):
    one = listed(name="Walking with grief", capacity=8)
    as_ana = member(one, "Ana", role="facilitator")
    assert said(one) == "Some seats are free."
    Group.objects.filter(pk=one.pk).update(full_since=NOW)
    one.refresh_from_db()
    assert said(one) == FULL
    indexing.index([one.pk], now=NOW)
    assert b"Walking with grief" in client.get("/find/").content
    assert b"Walking with grief" not in client.get("/find/?seats=1").content
    ending.say_goodbye(one, words="Go well.", by=as_ana, now=NOW)
    assert b"Walking with grief" not in client.get("/find/").content


@pytest.mark.django_db
def test_a_forming_group_says_what_is_missing_unless_it_is_full():
    one = listed(starts_with=4, capacity=8)
    member(one, "Ana", role="facilitator")
    assert said(one) == "Three more and this group starts."
    one.full_since = NOW
    assert said(one) == FULL


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
def test_a_closed_circle_is_no_free_seat_and_is_one_again_when_it_ends(client):
    one = listed(name="Eight evenings", capacity=8)
    standing.become(member(one, "Ana", role="facilitator"), "member", by=None, now=NOW)
    assert b"Eight evenings" in client.get("/find/?seats=1").content
    series = a_cohort(one)
    indexing.index_all(NOW)
    assert said(one) == "The same people come until it ends. You can wait for a seat."
    assert b"Eight evenings" not in client.get("/find/?seats=1").content
    page = client.get(reverse("groups:public", args=[one.ref])).text  # its own page says the same
    assert said(one) in page and "It is full just now" not in page
    series.ended_at = NOW - DAY
    series.save()
    indexing.index_all(NOW)
    assert b"Eight evenings" in client.get("/find/?seats=1").content
