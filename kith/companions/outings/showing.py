"""What the pages of outings show. The one door through which a place goes out: to whoever proposed it, and whoever comes."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kith.companions.models import Going, Off, Outing, SheetRead
from kith.companions.models.outing import OUTINGS, apart_from, is_open
from kith.companions.outings import places as own_places
from kith.companions.outings import seats
from kith.groups import capacity, cupboards, known, lines, places
from kith.groups.models import Group, Membership
from kith.meetings import calendars
from kith.meetings.whens import Clock, group_zone, on_clock
from kith.people.models import Apart, Person
from kith.people.zones import known_zone

How = Going.How
PAST, NEAR = 12, 3
KEEPSAKES = "stories"  # the cupboard that has them


@dataclass(frozen=True, slots=True)
class Clocks:
    """On the viewer's clock, and on the group's where that says something else."""

    yours: Clock
    group: Clock | None

    def __str__(self) -> str:
        return f"{self.yours.day}, {self.yours.time}"


def when(at: datetime, group: Group, *, zone: ZoneInfo, now: datetime) -> Clocks:
    same = at.astimezone(zone).utcoffset() == at.astimezone(group.tz).utcoffset()
    theirs = None if same else on_clock(at, zone=group.tz, now=now)
    return Clocks(on_clock(at, zone=zone, now=now), theirs)


@dataclass(slots=True)
class Seen:
    """An outing as one member sees it. `place` is empty unless they come; `come` names nobody they are kept apart from."""

    outing: Outing
    me: Membership
    how: str  # what they said last, or ""
    when: Clocks | None = None
    until: Clock | None = None  # a seat is kept for them
    place: str = ""
    come: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)  # for whoever proposed it
    seats: str = ""  # in words, as far as they go
    has_read: bool = True
    unwished: bool = False
    times: list[dict[str, Any]] = field(default_factory=list)
    is_over: bool = False
    has_begun: bool = False

    @property
    def mine(self) -> bool:
        return self.outing.by_id == self.me.pk

    @property
    def comes(self) -> bool:
        return self.mine or self.how == How.COMES

    @property
    def may_answer(self) -> bool:
        return not (self.mine or self.outing.is_off or self.has_begun)

    @property
    def why(self) -> str:
        """Why it is off, for whom that reason is."""
        if not self.outing.is_off:
            return ""
        off = self.outing.off
        return off.why if off.how == Off.How.PROPOSER or self.mine or self.me.runs else ""


def at(person: Person, outing: Outing) -> Membership:
    """Who looks: their membership, and what seats have to know of them, in one question."""
    holding, coming = Going.objects.filter(outing=outing).holding(), Going.objects.filter(outing=outing).coming()
    return (
        Membership.objects.at_home(person)
        .annotate(
            has_read=Exists(SheetRead.objects.filter(of=OuterRef("pk"))),
            kept_away=Exists(holding.filter(of__person__in=Apart.objects.filter(of=person).values("by"))),
            unwished=Exists(coming.filter(of__person__in=Apart.objects.filter(by=person).values("of"))),
        )
        .get(group=outing.group_id)
    )


def seen(request: HttpRequest, outing: Outing, person: Person, *, now: datetime) -> Seen:
    me, zone = at(person, outing), group_zone(request, outing.group)
    going = outing.goings.filter(of=me).first()
    one = Seen(outing, me, going.how if going else "")
    one.has_read, one.unwished = me.__dict__["has_read"], me.__dict__["unwished"]
    one.is_over, one.has_begun = outing.is_over(now), outing.has_begun(now)
    if outing.starts_at:
        one.when = when(outing.starts_at, outing.group, zone=zone, now=now)
    if going and going.how == How.OFFERED and going.until:
        one.until = on_clock(going.until, zone=zone, now=now)
    if outing.is_off:
        return one
    if outing.is_poll:
        one.times = poll(outing, me, zone=zone, now=now)
    elif one.comes:
        _for_who_comes(one)
    elif one.may_answer:
        one.seats = seats_in_words(outing, me, going, now=now)
    return one


def _for_who_comes(one: Seen) -> None:
    """Where it is and who else comes; for whoever proposed it, who waits. Numbers would tell of those who are not named."""
    one.place = one.outing.place
    shown = Q(how=How.COMES) | Q(how__in=(How.WAITS, How.OFFERED), outing__by=one.me)
    others = one.outing.goings.filter(shown, of__state=Membership.State.MEMBER).exclude(of=one.me)
    others = others.exclude(apart_from(one.me.person, "of__person")).order_by("since", "pk")
    for how, alias in others.values_list("how", "of__alias"):
        (one.come if how == How.COMES else one.line).append(alias)


def seats_in_words(outing: Outing, me: Membership, going: Going | None, *, now: datetime) -> str:
    """As far as they go for this member: never how many have said yes."""
    if going and going.how in (How.WAITS, How.OFFERED):
        return ""
    there = 0 if me.__dict__["kept_away"] else seats.free(outing)
    kept = seats.kept_for_new(outing, now=now) if there else 0
    if kept and there <= kept and not seats.is_new(me):
        return _("The seats that are left are for newcomers first. You can stand in line.")
    if not there:
        return _("No seat is free for you just now. You can stand in line: a seat that comes free is offered to you.")
    return capacity.seats_in_words(there if not kept or seats.is_new(me) else there - kept)


def poll(outing: Outing, me: Membership, *, zone: ZoneInfo, now: datetime) -> list[dict[str, Any]]:
    """Each time with whether it suits me; whom else it suits, for whoever proposed it alone."""
    mine, names = set[int](), dict[int, list[str]]()
    rows = outing.times.filter(suits__of__state=Membership.State.MEMBER).order_by("suits__at")
    for time, member, alias in rows.values_list("pk", "suits__of", "suits__of__alias"):
        if member == me.pk:
            mine.add(time)
        names.setdefault(time, []).append(alias)
    shows = outing.by_id == me.pk
    return [
        {
            "time": one,
            "when": when(one.starts_at, outing.group, zone=zone, now=now),
            "suits": one.pk in mine,
            "who": names.get(one.pk, []) if shows else [],
            "is_past": one.starts_at <= now,
        }
        for one in outing.times.order_by("starts_at")
    ]


def page(request: HttpRequest, one: Seen) -> dict[str, Any]:
    """`may_keep`: a picture or two of things, where the group has such a cupboard."""
    after = one.is_over and not one.outing.is_off
    return {
        "seen": one,
        "outing": one.outing,
        "group": one.outing.group,
        "me": one.me,
        "may_call_off": not one.outing.is_off and not one.has_begun and (one.mine or one.me.runs),
        "may_keep": after and one.comes and cupboards.is_open(one.outing.group, KEEPSAKES),
        "afterwards": own_places.afterwards.show(request, one.outing, one.me) if after else [],
    }


def home(request: HttpRequest, me: Membership, *, now: datetime) -> dict[str, Any]:
    """The group's outings: what is to come, the nearest first, with my answer; then what was."""
    zone = group_zone(request, me.group)
    answer = Going.objects.filter(outing=OuterRef("pk"), of=me).values("how")[:1]
    theirs = Outing.objects.visible_to(me.person).filter(group=me.group).annotate(answer=Subquery(answer))
    ahead = sorted(theirs.ahead(now), key=lambda one: (one.starts_at is None, one.starts_at or one.proposed_at))
    past = list(theirs.over(now).standing().order_by("-starts_at")[:PAST])
    for one in (*ahead, *past):
        one.group = me.group
    return {
        "me": me,
        "group": me.group,
        "ahead": [_card(one, me, zone, now) for one in ahead],
        "past": [_card(one, me, zone, now) for one in past],
        "ended": ended(me, zone=zone, now=now),
    }


def _card(one: Outing, me: Membership, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    at = when(one.starts_at, one.group, zone=zone, now=now) if one.starts_at else None
    return {"outing": one, "when": at, "answer": one.__dict__["answer"] or "", "mine": one.by_id == me.pk}


def ended(me: Membership, *, zone: ZoneInfo, now: datetime) -> list[Clock | None]:
    """What was to be and is over for them, while its time is still to come: nobody should stand somewhere alone."""
    rows = Going.objects.filter(of=me, how=How.ENDED, outing__group=me.group).filter(Q(starts_at__gt=now))
    return [on_clock(row.starts_at, zone=zone, now=now) for row in rows.order_by("starts_at") if row.starts_at]


def ended_at(request: HttpRequest, going: Going) -> Clock | None:
    """When it was to be, as they had answered: from their own row, so that nothing new is read here."""
    if going.starts_at is None:
        return None
    return on_clock(going.starts_at, zone=group_zone(request, going.outing.group), now=timezone.now())


# On the group's page


def near(me: Membership, now: datetime) -> lines.Rows:
    """The next few with a time, each with my answer: found with all other small lines."""
    there = Outing.objects.visible_to(me.person).standing().filter(is_open(), group=me.group_id, starts_at__gt=now)
    answer = Going.objects.filter(outing=OuterRef("pk"), of=me).values("how")[:1]
    said = Case(When(by=me, then=Value(How.COMES.value)), default=Subquery(answer))
    few = lines.first(there.order_by("starts_at"), NEAR).annotate(answer=said)
    return lines.rows(few, "outing", name="title", at="starts_at", more="answer")


def over_now(me: Membership, now: datetime) -> lines.Rows:
    """What was to be, and is over for me: nobody should stand somewhere alone."""
    rows = Going.objects.filter(of=me, how=How.ENDED, starts_at__gt=now)
    return lines.rows(lines.first(rows, NEAR), "outing_ended", name="how", ref="outing__ref", at="starts_at")


def say_over(me: Membership, row: lines.Row) -> lines.Line:
    zone = ZoneInfo(known_zone(me.person.zone) or me.group.zone)
    clock = on_clock(row.at, zone=zone, now=timezone.now())
    words = _("It ended: %(day)s, %(time)s. You need not go there.") % {"day": clock.day, "time": clock.time}
    return lines.Line(words, reverse("outings:outing", args=[row.ref]), _("An outing"))


def _is_asked(now: datetime) -> Exists:
    """Whether it is asked which time suits, as the member whose row it is may see it."""
    there = Outing.objects.standing().looked_after().filter(group=known.GROUP, starts_at=None)
    return Exists(there.exclude(apart_from(OuterRef(OuterRef("person")), "by__person")))


def on_the_groups_page(request: HttpRequest, group: Group, me: Membership | None) -> str:
    if me is None or not cupboards.is_open(group, OUTINGS):
        return ""
    zone, now = group_zone(request, group), timezone.now()
    shown = [(one, when(one.at, group, zone=zone, now=now)) for one in lines.of(me, "outing")]
    facts = {"group": group, "near": shown, "is_asked": known.says(me, "outing_poll", unasked=False)}
    return render_to_string("outings/beside.html", facts, request)


def in_the_weeks(request: HttpRequest, group: Group, me: Membership, since: datetime, until: datetime) -> list[Any]:
    """Beside the meetings of the coming weeks, and in the weeks that have none. The group's own page knows the next few."""
    if not cupboards.is_open(group, OUTINGS):
        return []
    if known.says(me, "outing_poll", unasked=None) is not None:
        found = [(one.ref, one.name, one.at) for one in lines.of(me, "outing")]
    else:
        there = Outing.objects.visible_to(me.person).standing().filter(group=group)
        found = [(one.ref, one.title, one.begins) for one in there.filter(starts_at__gte=since, starts_at__lt=until)]
    return [calendars.Besides(title, reverse("outings:outing", args=[ref]), at) for ref, title, at in found]


def fill_places() -> None:
    known.ask("outing_poll", _is_asked)
    lines.look_for("outing", near)
    lines.tell("outing_ended", find=over_now, say=say_over)
    places.beside.fill(on_the_groups_page)
    calendars.besides(in_the_weeks)
