"""Whose rows a page may reach: one's own, always. Each function names who is asking."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from kith.groups.models import Membership
from kith.journey.models import Day, Feeling, Letter, Told
from kith.journey.models.evening import FeelingSet
from kith.kit import by_heart
from kith.meetings.models import Meeting
from kith.people.models import Person
from kith.stories import asking as stories
from kith.stories.models import Story
from kith.stories.models.story import StorySet

YEAR, AROUND = timedelta(days=365), timedelta(days=15)


def days(person: Person) -> "QuerySet[Day]":
    return Day.objects.of(person).order_by("on")


def letters(person: Person) -> "QuerySet[Letter]":
    """Without their words."""
    return Letter.objects.of(person).order_by("opens_on", "pk")


@by_heart.question
def days_behind(person: Person, today: date) -> "QuerySet[Day, Any]":
    """When, what and which of those that are no hard days, up to this one."""
    return days(person).filter(hard=False, on__lte=today).values_list("on", "words", "ref")


@by_heart.question
def letters_in_short(person: Person) -> "QuerySet[Letter, Any]":
    return letters(person).values("ref", "written_on", "opens_on")


def opened(person: Person, *, today: date) -> "QuerySet[Letter]":
    return Letter.objects.opened(person, today=today)


def evenings(person: Person) -> FeelingSet:
    return Feeling.objects.of(person).newest()


def meetings(person: Person) -> "QuerySet[Meeting]":
    """In groups of theirs, and not called off."""
    return Meeting.objects.visible_to(person).filter(cancellation=None).select_related("group")


def memberships(person: Person) -> "QuerySet[Membership]":
    return Membership.objects.of(person).select_related("group").order_by("group__name")


def where_stories_are_told(person: Person) -> "QuerySet[Membership]":
    """Their groups whose cupboard of stories is open."""
    return stories.me(person).order_by("group__name")


def stories_a_year_ago(person: Person, now: datetime) -> list[Story]:
    """Their own, shared within two weeks of this day a year ago, where they still can read them. Three at most."""
    then = now - YEAR
    return stories_between(person, then - AROUND, then + AROUND)


@by_heart.question
def stories_between(person: Person, since: datetime, until: datetime) -> StorySet:
    found = stories.mine(person).filter(shared_at__gte=since, shared_at__lte=until)
    return found.select_related(None).only("ref", "title", "shared_at").order_by("shared_at")[:3]


def told(day: Day, person: Person) -> "QuerySet[Told]":
    """Which groups of theirs are told, and with what words."""
    return (
        Told.objects.of(person).filter(day=day).select_related("membership__group").order_by("membership__group__name")
    )
