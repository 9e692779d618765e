""" "Which group fits me?": four answers from the page's address, and why each group may fit. Nothing is kept."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.finding import cards, clocks, directory, fitting, hours, indexing
from kith.finding.asking import WAYS, Search
from kith.finding.fitting import Facts, Fit, Why, Wish
from kith.finding.looking import Looking
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
    offered = {**directory.choices(request, looking), "times": times, "voices": VOICES.items()}
    return {"wish": wish, "asked": asked, "fits": fits, **offered}


def said_in(query: QueryDict) -> Wish:
    way, voice = query.get("way", ""), query.get("voice", "")
    times = frozenset(name for name in query.getlist("when")[: len(TIMES)] if name in TIMES)
    return Wish(query.get("about", "")[:20], times, way if way in WAYS else "", voice if voice in VOICES else "")


def best(wish: Wish, looking: Looking, *, zone: ZoneInfo | None) -> list[tuple[cards.Card, list[str]]]:
    """The best few, each with its card and why, in words."""
    groups = {group.pk: group for group in likely(wish, looking)}
    taken, times = indexing.seats_taken(groups.values(), now=looking.now), times_of(list(groups.values()), looking)
    facts = [_facts(group, taken.get(key, 0), times.get(key, frozenset()), looking) for key, group in groups.items()]
    chosen = fitting.rank(wish, facts)[:SHOWN]
    dealt = cards.deal([groups[fit.key] for fit in chosen], looking, search=Search(), zone=zone)
    theme = looking.tree.named(wish.about)
    return [(card, reasons(fit, theme)) for card, fit in zip(dealt, chosen, strict=True)]


def likely(wish: Wish, looking: Looking) -> list[Group]:
    """A few dozen that may fit: about it and at that time, about it at all, at that time at all; each once."""
    about, way = Search(about=wish.about), Search(about=wish.about, way=wish.way)
    spans = looking.spans_of(frozenset().union(*(TIMES[name][1] for name in wish.when))) if wish.when else []
    pools = [looking.found(way), looking.found(about)]
    if spans:
        then = looking.meeting_in(spans).values("group")
        pools = [
            looking.found(way).filter(pk__in=then),
            looking.found(about),
            looking.found(Search()).filter(pk__in=then),
        ]
    found = (group for pool in pools for group in looking.in_order(pool)[:LIKELY])
    return list({group.pk: group for group in found}.values())


def times_of(groups: list[Group], looking: Looking) -> dict[int, frozenset[str]]:
    """In which times of the week each of them meets, on the visitor's clock."""
    found: dict[int, set[str]] = {}
    for key, starts in looking.coming_of(groups):
        hour = hours.hour_of(starts, zone=looking.zone)
        found.setdefault(key, set()).update(name for name, (_say, week) in TIMES.items() if hour in week)
    return {key: frozenset(names) for key, names in found.items()}


def _facts(group: Group, taken: int, times: frozenset[str], looking: Looking) -> Facts:
    rhythm = cards.rhythm_of(group)
    about = frozenset(t.ref for each in group.themes.all() for t in looking.tree.path(each.pk))
    ways = cards.ways_of(rhythm)
    alive = bool(rhythm and rhythm.last_met_at) and not cards.is_quiet(group, rhythm, looking.now)
    seat = indexing.may_ask_for_a_seat(group, taken)
    return Facts(group.pk, about, times, frozenset(ways), rhythm.usually if rhythm else 0, alive, seat)


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
