""" "Which group fits me?": four answers from the page's address, and why each group may fit. Nothing is kept."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.finding import cards, clocks, directory, fitting, hours, indexing
from kith.finding.asking import WAYS, Search
from kith.finding.fitting import Facts, Fit, Why, Wish
from kith.finding.indexing import NOBODY, Seats
from kith.finding.listed import Listed
from kith.finding.looking import Looking
from kith.finding.questions import Kind, moments
from kith.finding.themes import Tree
from kith.groups.models import Theme
from kith.people.models import Person

Asked = tuple[Kind, list[Any]]
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


def best(wish: Wish, looking: Looking, *, zone: ZoneInfo | None) -> list[SafeString]:
    """The cards of the best few, each with why, in words."""
    spans = spans_of(wish, looking)
    groups = {group.pk: group for group in looking.rows(likely(wish, looking, spans), then=spans)}
    seats = indexing.seats_of(groups.values(), now=looking.now)
    facts = [_facts(wish, group, seats.get(key, NOBODY), looking) for key, group in groups.items()]
    fits, theme = fitting.rank(wish, facts)[:SHOWN], looking.tree.named(wish.about)
    some = [groups[fit.key] for fit in fits]
    return cards.deal(some, looking, zone=zone, seats=seats, why=[reasons(fit, theme) for fit in fits])


def spans_of(wish: Wish, looking: Looking) -> list[hours.Span]:
    week = frozenset[hours.Hour]().union(*(TIMES[name][1] for name in wish.when))
    return hours.spans(week, zone=looking.zone, now=looking.now) if week else []


def likely(wish: Wish, looking: Looking, spans: list[hours.Span]) -> list[int]:
    """A few dozen that may fit: all that was asked for, what it is about alone, anything else of it; each once, by key."""
    wide, about = looking.asked(Search()), looking.asked(Search(about=wish.about))
    soon = looking.soonest(LIKELY, *_narrower(about, wish, spans))
    pools = [soon, looking.first(LIKELY, *about)] if wish.about else [soon]
    if wish.way or wish.when:
        if not wish.about:
            pools.append(looking.first(LIKELY, *_narrower(wide, wish, spans, either=True)))
        elif len(soon) < SHOWN:  # what it is about weighs more than all else together
            pools.append(looking.in_order(LIKELY, *_narrower(wide, wish, spans, either=True)))
    elif not wish.about:
        pools.append(looking.first(LIKELY, *wide))
    return list(dict.fromkeys(key for keys in pools for key in keys))


def _narrower(asked: Asked, wish: Wish, spans: list[hours.Span], *, either: bool = False) -> Asked:
    """Those of them that meet the way and at the times she said."""
    kind, values = asked
    narrower = kind._replace(way=wish.way, timed=bool(wish.when), either=either)
    return narrower, [*values, *(moments(spans) if wish.when else [])]


def _facts(wish: Wish, group: Listed, seats: Seats, looking: Looking) -> Facts:
    about = frozenset(
        theme.ref for each in looking.tree.about(group.theme_keys) for theme in looking.tree.path(each.pk)
    )
    return Facts(
        group.pk,
        about,
        wish.when if group.meets_then else frozenset(),
        frozenset(cards.ways_of(group)),
        group.rhythm__usually or 0,
        alive=bool(group.rhythm__last_met_at) and not cards.is_quiet(group, looking.now),
        seat=indexing.may_ask_for_a_seat(group, seats),
    )


def reasons(fit: Fit, theme: Theme | None) -> tuple[str, ...]:
    """Why it may fit; that it is alive and has room stands on its card already."""
    words = {
        Why.ABOUT: _("It is about what you chose: %(theme)s.") % {"theme": theme.name if theme else ""},
        Why.WHEN: _("It meets when you can."),
        Why.WAY: _("It meets the way you like."),
        Why.SMALL: _("It is small, so there is time for each of you."),
        Why.ROOMY: _("Enough people come that you can sit back and listen."),
    }
    return tuple(words[why] for why in fit.why if why in words)
