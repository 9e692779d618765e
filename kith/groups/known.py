"""What is known of a group while one page is made: asked for in two questions, however many apps wish to know something.

The first is the member's own row, and beside it a small answer to everything that was asked: a number, yes or no, a few words.
The second is the people whom a group's page may name. Nothing of it outlives the page.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Count, Exists, F, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from kith.groups.models import Group, Membership, Standing
from kith.groups.models.membership import MembershipSet
from kith.kit import by_heart
from kith.people.models import Apart, Person

OWN, GROUP = OuterRef("pk"), OuterRef("group")  # in a small question: the member's row, and their group
TOLD_FOR = timedelta(days=14)

Question = Callable[[datetime], Any]
Named = tuple[
    tuple[str, Callable[[Any], Any]], ...
]  # what only one page wishes to know of one thing, and how it is asked
_asked: dict[str, Question] = {}
PEOPLE = "_people_known"


def ask(name: str, question: Question) -> None:
    """Called in `apps.ready()`. `question(now)` is an Exists or a Subquery about OWN and GROUP; `says(me, name)` its answer."""
    _asked[f"known_{name}"] = question


def says(me: Membership, name: str, *, unasked: Any = True) -> Any:
    """The answer. Where this row was found without asking it is yes, so that one goes and looks."""
    return me.__dict__.get(f"known_{name}", unasked)


def me(person: Person, ref: str, *, now: datetime) -> Membership | None:
    """This person's standing in their group, with all the small answers."""
    return next(iter(_standing(person, ref, now, tuple(_asked.items()))), None)


def me_beside(person: Person, ref: str, *, now: datetime, thing: Any, more: Named) -> Membership | None:
    """The same, with what only one page wishes to know: each of `more` is asked about `thing`, of which it knows the key alone."""
    return next(iter(_standing_beside(person, ref, now, thing, tuple(_asked.items()), more)), None)


@by_heart.question
def _standing(person: Person, ref: str, now: datetime, asked: tuple[tuple[str, Question], ...]) -> MembershipSet:
    return _there(person, ref, now, asked)[:1]


@by_heart.question
def _standing_beside(
    person: Person, ref: str, now: datetime, thing: Any, asked: tuple[tuple[str, Question], ...], more: Named
) -> MembershipSet:
    about = {f"known_{name}": question(thing) for name, question in more}
    return _there(person, ref, now, asked).annotate(**about)[:1]


def _there(person: Person, ref: str, now: datetime, asked: tuple[tuple[str, Question], ...]) -> MembershipSet:
    there = Membership.objects.at_home(person).select_related("greeting__by", "first_visit").filter(group__ref=ref)
    return there.annotate(**{name: question(now) for name, question in asked}).order_by("pk")


def people(me: Membership) -> list[Membership]:
    """Whom the page may name, asked for once."""
    found: list[Membership] | None = me.__dict__.get(PEOPLE)
    if found is None:
        found = me.__dict__[PEOPLE] = find_people(me)
    return found


def find_people(me: Membership) -> list[Membership]:
    """Those who run the group, who greets, and of whom something is `told`; and whether one is kept `apart` from each."""
    return _to_be_named(me.person, me.group, timezone.now())


@by_heart.question
def _to_be_named(person: Person, group: Group, now: datetime) -> MembershipSet:
    away = Exists(Person.objects.filter(Apart.objects.between(person, Apart.Kind.BLOCK, "pk"), pk=OuterRef("person")))
    there = Membership.objects.filter(group=group).annotate(told=_told(now), apart=away)
    cares = Q(state=Membership.State.MEMBER) & (Q(role__in=Membership.RUNS) | Q(pk=F("group__greeter")))
    return there.filter(cares | Q(told__isnull=False)).order_by("-role", "joined_at")


def who_run(me: Membership) -> list[Membership]:
    return [one for one in people(me) if one.runs]


def givers(me: Membership, among: list[Membership]) -> list[Membership]:
    """Of these, from whom one may ask for a hello: who greets first, nobody one is kept apart from, nor oneself."""
    fit = [one for one in among if one.state == one.State.MEMBER and one.pk != me.pk and not one.__dict__["apart"]]
    return sorted(fit, key=lambda one: one.pk != me.group.greeter_id)


def told_lately(me: Membership) -> list[Membership]:
    """Who rests or moved on and wished the others to be told, for two weeks: each carries what is `told`."""
    return [one for one in people(me) if one.__dict__["told"]]


def _told(now: datetime) -> Subquery:
    """Not where they are back."""
    lately = Standing.objects.filter(membership=OWN, what=OuterRef("state"), at__gt=now - TOLD_FOR)
    return Subquery(lately.exclude(told="").order_by("-at").values("told")[:1])


def how_many(rows: QuerySet[Any], *, each: str) -> Coalesce:
    """For `ask`: how many of these rows there are. `each` is the field by which they were chosen."""
    return Coalesce(Subquery(rows.order_by().values(each).annotate(n=Count("pk")).values("n")), 0)


def few(rows: QuerySet[Any], *, each: str, **fields: str) -> Subquery:
    """For `ask`, and for `more`: these rows, as a list of dicts in no order, or None where there are none. For a handful."""
    together = rows.order_by().values(each).annotate(rows_=_Together(JSONObject(**fields)))
    return Subquery(together.values("rows_"), output_field=JSONField())


class _Together(Aggregate):
    """Objects as one JSON list."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **more)
