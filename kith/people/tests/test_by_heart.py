"""A question known by heart says what its queryset says, with whatever values; and only what can be known so is taken."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.kit import by_heart
from kith.people.models import Apart, Person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, tzinfo=UTC)


@by_heart.question
def _kept_apart(person: Person, since: datetime, keys: list[int]) -> "QuerySet[Apart]":
    return Apart.objects.filter(by=person, since__gt=since, of__in=keys).select_related("of").order_by("pk")


@by_heart.question
def _names(kind: str) -> "QuerySet[Apart, str]":
    return Apart.objects.filter(kind=kind).order_by("pk").values_list("of__sign_in", flat=True)


def _people(*names: str) -> list[Person]:
    return [Person.objects.create(sign_in=name, password="!") for name in names]


def test_the_same_rows_as_the_queryset_for_whatever_is_asked() -> None:
    ana, ben, charlie, dee = _people("ana", "ben", "charlie", "dee")
    for by, of, days in ((ana, ben, 1), (ana, charlie, 9), (ben, ana, 1)):
        Apart.objects.create(by=by, of=of, kind="block", since=NOW - timedelta(days=days))
    for person in (ana, ben, dee):
        for days in (2, 30):
            for keys in ([], [ben.pk], [ben.pk, charlie.pk, ana.pk], [charlie.pk] * 20):
                asked = (person, NOW - timedelta(days=days), keys)
                assert _kept_apart(*asked) == list(_kept_apart.anew(*asked))
    assert [one.of.sign_in for one in _kept_apart(ana, NOW - timedelta(days=30), [ben.pk, charlie.pk])] == [
        "ben",
        "charlie",
    ]
    assert _names("block") == ["ben", "charlie", "ana"] and _names("unsafe") == []


def test_one_small_question_with_what_belongs_to_it() -> None:
    ana, ben = _people("ana", "ben")
    Apart.objects.create(by=ana, of=ben, kind="block", since=NOW)
    with CaptureQueriesContext(connection) as seen:
        (found,) = _kept_apart(ana, NOW - timedelta(days=1), [ben.pk])
        assert found.of.sign_in == "ben" and found.since == NOW
    assert len(seen) == 1


def test_a_value_that_is_looked_at_instead_of_asked_about_is_refused() -> None:
    """What is known by heart is the same statement for everyone: nothing about the asker may have decided its shape."""
    (ana,) = _people("ana")
    looks_at_them = by_heart.question(lambda person: Person.objects.filter(pk=person.pk, is_host=person.is_host))
    drops_it = by_heart.question(lambda kind: Apart.objects.filter(kind="block" if kind else "unsafe"))
    with pytest.raises(Person.DoesNotExist):
        looks_at_them(ana)
    for value in ("block", 3):
        with pytest.raises(TypeError):
            drops_it(value)
    for value in (True, None, 1.5):
        with pytest.raises(TypeError):
            drops_it(value)


def test_a_moment_may_be_moved_and_nothing_else_may_be_made_of_a_value() -> None:
    """Or the moment of whoever asked first would stand in the question for everyone after them."""
    ana, ben = _people("ana", "ben")
    for days in (1, 5):
        Apart.objects.create(by=ana, of=ben, kind=("block", "unsafe")[days == 5], since=NOW - timedelta(days=days))
    some = by_heart.question(
        lambda now: Apart.objects.filter(since__lte=now, since__gt=now - timedelta(days=3)).order_by("pk")
    )
    for days, found in ((0, ["block"]), (-2, []), (-4, ["unsafe"]), (0, ["block"]), (-40, [])):
        asked = NOW + timedelta(days=days)
        assert [one.kind for one in some(asked)] == [one.kind for one in some.anew(asked)] == found
    for made in (
        lambda now: Apart.objects.filter(since__gt=now.replace(minute=0, second=0, microsecond=0)),
        lambda now: Apart.objects.filter(since__gt=now).exclude(of__made_on=now.date()),
        lambda now: Apart.objects.filter(since__gt=now).exclude(of=now.day),
    ):
        with pytest.raises(TypeError):
            by_heart.question(made)(NOW)
    with pytest.raises(TypeError):
        by_heart.question(lambda n: Apart.objects.filter(of=n).exclude(by__in=list(range(n % 1000))))(ana.pk)


def test_a_tuple_decides_the_shape_and_the_oldest_shapes_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_heart, "MOST_SHAPES", 2)
    ana, ben = _people("ana", "ben")
    Apart.objects.create(by=ana, of=ben, kind="block")
    some = by_heart.question(
        lambda shape, kind: Apart.objects.filter(kind=kind).values_list("of__sign_in", *shape).order_by("pk")
    )
    for shape, row in (
        (("kind",), ("ben", "block")),
        (("by",), ("ben", ana.pk)),
        ((), ("ben",)),
        (("kind",), ("ben", "block")),
    ):
        assert some(shape, "block") == [row]
        assert some(shape, "unsafe") == []
        sql, values = some.in_words(shape, "block")
        assert sql.count("%s") == len(values) and "block" in values
    assert len(some._known) == 2


def test_days_go_into_it_as_they_are_and_a_time_zone_does_not() -> None:
    """Whoever asks first would leave their clock in it for everyone else."""
    (ana,) = _people("ana")
    shut_out = by_heart.question(
        lambda person, day, moment: Person.objects.filter(pk=person.pk, made_on__lte=day, suspended_at__lt=moment)
    )
    Person.objects.update(suspended_at=NOW, made_on=NOW.date())
    for day, moment in ((0, 1), (-1, 1), (0, -1)):
        asked = (ana, NOW.date() + timedelta(days=day), NOW + timedelta(days=moment))
        assert shut_out(*asked) == list(shut_out.anew(*asked)) == ([ana] if (day, moment) == (0, 1) else [])
    cut = by_heart.question(lambda person: Apart.objects.filter(by=person).annotate(on=TruncDate("since")))
    with timezone.override("Pacific/Auckland"), pytest.raises(TypeError):
        cut(ana)


def test_nothing_found_is_no_page() -> None:
    with pytest.raises(Http404):
        by_heart.the_one([])
    assert by_heart.the_one([1, 2]) == 1
