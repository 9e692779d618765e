"""Three that were, a hike that is to come with places, and one whose time is still asked. Told by the verbs that pages use."""

from datetime import datetime, time, timedelta

from kith.companions.models import Outing, SheetRead
from kith.companions.models.outing import OUTINGS
from kith.companions.outings import coming, forgetting, proposing, times
from kith.companions.outings.proposing import Plan
from kith.config.demo.written import Cast
from kith.groups.models import Cupboard, Membership
from kith.journey import outings_had
from kith.notices.models import Notice

GROUP, SINCE = "Walking with grief", 26  # weeks the cupboard has been open
PAST, HIKER, ASKER = "teo", "marisol", "june"
WAS = Plan(
    title="Round the pond after the rain",
    about="Once around, at the pace of whoever is slowest. We talked little, and fed no ducks.",
    cost="Nothing",
    getting="Tram to the end of the line.",
    access="Flat and paved, a bench every few minutes.",
    place="The kiosk at the park gate",
    seats=5,
    minutes=120,
)
BEFORE = (  # days ago, who proposed it, hour; where it was and who came is forgotten by now, as the round would have it
    (
        131,
        "noor",
        16,
        Plan(title="A film, any film, and no talk before the end", place="Under the clock", cost="A ticket", seats=4),
    ),
    (
        75,
        "june",
        10,
        Plan(title="Tulip bulbs for the bench by the river", place="The bridge", about="Bring a spoon.", seats=6),
    ),
)
HIKE = Plan(
    title="Up to the old lookout",
    about="Uphill for an hour, soup at the top, down by the woods. Turning back half-way is fine.",
    effort=Outing.Effort.SOME,
    cost="The train, and a bowl of soup",
    getting="Twenty minutes by train. Two of us meet the 9:10.",
    access="Roots and steps. No wheels, sadly. Dogs are welcome, and there is a toilet at the top.",
    place="In front of the station café, under the clock",
    seats=5,
    minutes=300,
)
TEA = Plan(
    title="Tea, and nothing to say",
    about="An hour in a warm room. Bring something to knit, or nothing.",
    cost="A pot of tea",
    access="No steps. A toilet for wheels.",
    place="The tea room in Mill Street, the long table",
    seats=4,
    minutes=60,
)


def go_out(cast: Cast) -> None:
    """In one group only: most have not opened this cupboard."""
    if cast.group.name != GROUP:
        return
    Cupboard.objects.create(group=cast.group, what=OUTINGS, opened_by=cast.founder, at=cast.ago(SINCE))
    others = [one for name, one in cast.members.items() if one.state == Membership.State.MEMBER]
    for days, by, hour, plan in BEFORE:
        _was(
            cast,
            plan,
            by=by,
            day=_morning(cast, -days, hour),
            came=[one for one in others if one.person.sign_in in (PAST, "dee")],
        )
    forgetting.look(cast.now)
    _a_walk(cast, others)
    _a_hike(cast, others)
    at = cast.now - timedelta(days=1)
    with cast.then(at):
        asked = [_morning(cast, 8, 15), _morning(cast, 9, 15), _morning(cast, 10, 11)]
        tea = proposing.propose(TEA, at=asked, by=cast.members[ASKER], now=at)
        liked = list(tea.times.order_by("starts_at"))
        times.suits(tea, liked[:2], by=cast.members[HIKER], now=at + timedelta(hours=2))


def _a_walk(cast: Cast, others: list[Membership]) -> None:
    """Three weeks ago."""
    came = [one for one in others if one.pk != cast.members[PAST].pk][:3]
    _was(cast, WAS, by=PAST, day=_morning(cast, -21, 14), came=came)


def _was(cast: Cast, plan: Plan, *, by: str, day: datetime, came: list[Membership]) -> None:
    """Nobody is asked along to it any more, and whoever came has it among their firsts."""
    before = day - timedelta(days=6)
    with cast.then(before):
        walk = proposing.propose(plan, at=[day], by=cast.members[by], now=before)
        for one in came:
            _says_yes(walk, one, before + timedelta(hours=3))
    Notice.objects.filter(path=walk.get_absolute_url()).delete()
    outings_had.look(day + timedelta(days=1))


def _a_hike(cast: Cast, others: list[Membership]) -> None:
    """Next week, with seats still free."""
    at = cast.now - timedelta(days=3)
    with cast.then(at):
        hike = proposing.propose(HIKE, at=[_morning(cast, 7, 9)], by=cast.members[HIKER], now=at)
        for one in [one for one in others if one.pk != hike.by_id][:2]:
            _says_yes(hike, one, at + timedelta(hours=5))


def _says_yes(outing: Outing, who: Membership, at: datetime) -> None:
    SheetRead.objects.get_or_create(of=who, defaults={"at": at})
    coming.come(outing, by=who, now=at)


def _morning(cast: Cast, days: int, hour: int) -> datetime:
    """So many days from now, on the group's clock."""
    day = (cast.now + timedelta(days=days)).astimezone(cast.group.tz).date()
    return datetime.combine(day, time(hour), cast.group.tz)
