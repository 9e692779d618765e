""" "Which group fits me?": four answers from the page's address, and why each group may fit. Nothing is kept."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.finding import cards, clocks, directory, fitting, hours, indexing
from kith.finding.asking import WAYS, Search
from kith.finding.fitting import Facts, Fit, Why, Wish
from kith.finding.indexing import NOBODY, Seats
from kith.finding.looking import WAYS as WAY_OF
from kith.finding.looking import Looking, who_meet_in
from kith.finding.themes import Tree
from kith.groups.models import Group, Theme
from kith.people.models import Person

SHOWN, LIKELY = 8, 40
WEEKDAYS, WEEKEND = range(5), range(5, 7)
TIMES: dict[str, tuple[str | Promise, frozenset[hours.Hour]]] = {
    "days": (
        gettext_lazy("Weekdays, by day"),
        frozenset((day, part) for day in WEEKDAYS for part in (hours.MORNING, hours.AFTERNOON)),
    ),
    "evenings": (gettext_lazy("Weekday evenings"), frozenset((day, hours.EVENING) for day in WEEKDAYS)),
    "weekend": (
        gettext_lazy("Weekends, by day"),
        frozenset((day, part) for day in WEEKEND for part in (hours.MORNING, hours.AFTERNOON)),
    ),
    "weekend_evenings": (gettext_lazy("Weekend evenings"), frozenset((day, hours.EVENING) for day in WEEKEND)),
    "nights": (gettext_lazy("At night"), frozenset((day, hours.NIGHT) for day in range(7))),
}
VOICES = {
    fitting.LISTEN: gettext_lazy("Rather listen, to begin with"),
    fitting.TALK: gettext_lazy("Rather talk"),
}


def page(request: HttpRequest, *, now: datetime) -> dict[str, Any]:
    person = request.user if isinstance(request.user, Person) else None
    wish, zone, tree = said_in(request.GET), clocks.clock_of(request), Tree.of()
    looking = Looking(person, tree=tree, zone=zone, now=now)
    asked = bool(request.GET.get("asked"))
    fits = best(wish, looking, zone=zone) if asked else []
    times = [(name, say) for name, (say, _hours) in TIMES.items()]
    offered = {**directory.offered(request, tree), "times": times, "voices": VOICES.items()}
    return {"wish": wish, "asked": asked, "fits": fits, **offered}


def said_in(query: QueryDict) -> Wish:
    way, voice = query.get("way", ""), query.get("voice", "")
    times = frozenset(name for name in query.getlist("when")[: len(TIMES)] if name in TIMES)
    return Wish(query.get("about", "")[:20], times, way if way in WAYS else "", voice if voice in VOICES else "")


def best(wish: Wish, looking: Looking, *, zone: ZoneInfo | None) -> list[tuple[cards.Card, list[str]]]:
    """The best few, each with its card and why, in words."""
    groups = likely(wish, looking)
    seats, meetings = indexing.seats_of(groups.values(), now=looking.now), coming(groups, looking)
    facts = [_facts(group, seats.get(key, NOBODY), meetings.get(key, []), looking) for key, group in groups.items()]
    theme = looking.tree.named(wish.about)
    return [
        (
            cards.card(groups[fit.key], meetings.get(fit.key), seats.get(fit.key, NOBODY), zone, looking.now),
            reasons(fit, theme),
        )
        for fit in fitting.rank(wish, facts)[:SHOWN]
    ]


def likely(wish: Wish, looking: Looking) -> dict[int, Group]:
    """A few dozen that may fit: all that was asked for, what it is about alone, anything else of it; each once, by key."""
    every, about = looking.found(Search()), looking.found(Search(about=wish.about))
    asked = [WAY_OF[wish.way]] if wish.way else []
    if wish.when:
        week = frozenset[hours.Hour]().union(*(TIMES[name][1] for name in wish.when))
        asked.append(Q(pk__in=who_meet_in(hours.spans(week, zone=looking.zone, now=looking.now))))
    pools = [about.filter(*asked), about] if wish.about else [every.filter(*asked)]
    if asked:
        pools.append(every.filter(reduce(or_, asked)))
    found = {group.pk: group for pool in pools for group in looking.in_order(pool)[:LIKELY]}
    prefetch_related_objects(list(found.values()), "themes")
    return found


def coming(groups: Iterable[int], looking: Looking) -> dict[int, list[datetime]]:
    """When each of them meets in the coming weeks."""
    found: dict[int, list[datetime]] = {}
    for key, starts in looking.coming_of(groups):
        found.setdefault(key, []).append(starts)
    return {key: sorted(starts) for key, starts in found.items()}


def times_of(meetings: list[datetime], zone: ZoneInfo) -> frozenset[str]:
    """In which times of the week these are, on the visitor's clock."""
    week = {hours.hour_of(starts, zone=zone) for starts in meetings}
    return frozenset(name for name, (_say, some) in TIMES.items() if week & some)


def _facts(group: Group, seats: Seats, meetings: list[datetime], looking: Looking) -> Facts:
    rhythm = cards.rhythm_of(group)
    about = frozenset(t.ref for each in group.themes.all() for t in looking.tree.path(each.pk))
    return Facts(
        group.pk,
        about,
        times_of(meetings, looking.zone),
        frozenset(cards.ways_of(rhythm)),
        rhythm.usually if rhythm else 0,
        alive=bool(rhythm and rhythm.last_met_at) and not cards.is_quiet(group, rhythm, looking.now),
        seat=indexing.may_ask_for_a_seat(group, seats),
    )


def reasons(fit: Fit, theme: Theme | None) -> list[str]:
    """Why it may fit; that it is alive and has room stands on its card already."""
    words = {
        Why.ABOUT: _("It is about what you chose: %(theme)s.") % {"theme": theme.name if theme else ""},
        Why.WHEN: _("It meets when you can."),
        Why.WAY: _("It meets the way you like."),
        Why.SMALL: _("It is small, so there is time for each of you."),
        Why.ROOMY: _("Enough people come that you can sit back and listen."),
    }
    return [words[why] for why in fit.why if why in words]
