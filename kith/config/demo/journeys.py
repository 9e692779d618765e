"""The paths of one group: how a year of evenings left each one's journey, and what three wrote down for themselves."""

from collections import Counter
from datetime import date, timedelta

from kith.config.demo.written import Cast
from kith.journey import days, keeping, letters, telling
from kith.journey.models import Feeling, First, Month, Noted
from kith.meetings.models import Attendance
from kith.people.models import Person

GROUP = "Walking with grief"
# The piece in so many of seven evenings; one reflection more an evening after so many.
LEANS = {"rowan": 3, "june": 4, "kit": 6, "marisol": 5, "teo": 4, "noor": 2, "sam": 3, "olu": 4, "dee": 5}
HEARS = {
    "rowan": 16,
    "june": 12,
    "kit": 5,
    "marisol": 14,
    "teo": 15,
    "noor": 9,
    "sam": 20,
    "olu": 11,
    "dee": 8,
    "ash": 6,
}
HOW = {
    "june": ((2, 4), (2, 3), (3, 4), (3, 5), (4, 5), (4, 5)),
    "kit": ((1, 2), (1, 3), (2, 3), (1, 3), (2, 4), (3, 5)),
}
WORDS = {
    ("june", "held"): "My hands were shaking and nobody minded.",
    ("june", "greeted"): "She stood at the door as I had stood there.",
    ("kit", "held"): "I said one sentence. It was enough.",
}


def walk(cast: Cast) -> None:
    """In one group only: whoever opens the demo as one of them finds the year they have been there."""
    if cast.group.name != GROUP:
        return
    Noted.objects.bulk_create(Noted(meeting=one) for one in cast.past)
    for name in LEANS:
        came = list(Attendance.objects.filter(membership=cast.members[name]).order_by("meeting__starts_at"))
        on = [keeping.day_for(cast.members[name], one.came_at) for one in came]
        _months(cast, name, on)
        _feelings(cast, name, came, on)
    for (name, kind), words in WORDS.items():
        if first := telling.first_of(cast.people[name], kind):
            telling.write_down(cast.people[name], first, words=words)
    _days_and_letters(cast)


def _months(cast: Cast, name: str, evenings: list[date]) -> None:
    counted: Counter[tuple[date, str]] = Counter()
    firsts: dict[str, date] = {}
    for place, on in enumerate(evenings):
        for kind, what, times in (
            ("held", "turn", int(place > 0 and place * LEANS[name] % 7 < LEANS[name])),
            ("reflected", "reflection", (place + place % 3) // HEARS[name]),
            ("greeted", "greeting", int(name == "june" and place > 20 and place % 6 == 0)),
        ):
            counted[on.replace(day=1), what] += times
            if times:
                firsts.setdefault(kind, on)
    who = cast.people[name]
    First.objects.bulk_create(First(person=who, kind=kind, on=on) for kind, on in firsts.items())
    rows = (Month(person=who, month=month, what=what, times=n) for (month, what), n in counted.items() if n)
    Month.objects.bulk_create(rows)


def _feelings(cast: Cast, name: str, came: list[Attendance], on: list[date]) -> None:
    said = zip(came[-6:], on[-6:], HOW.get(name, ()), strict=False)
    Feeling.objects.bulk_create(
        Feeling(person=cast.people[name], meeting_id=one.meeting_id, on=day, arriving=how[0], leaving=how[1])
        for one, day, how in said
    )


def _days_and_letters(cast: Cast) -> None:
    """Rowan lets the group read a few words today. Kit's letter can be opened; June's waits."""
    today = cast.now.astimezone(cast.group.tz).date()
    rowan, june, kit = (cast.people[name] for name in ("rowan", "june", "kit"))
    chairs = days.enter(
        on=_a_year_before(today), yearly=True, hard=False, words="I put out the chairs for the first time", by=rowan
    )
    days.tell(
        chairs, words="A year ago I put out the chairs and did not know if anyone would come.", to=cast.members["rowan"]
    )
    days.enter(on=today + timedelta(days=24), yearly=True, hard=True, words="His birthday", by=june)
    _write(kit, today, ago=49, opens=-1, text="You went in. Whatever the evening was, you went in and you sat down.")
    _write(kit, today, ago=3, opens=60, text="Is the coat still on the hook? It may be. That is all right.")
    _write(june, today, ago=20, opens=24, text="It is his day. Put on the kettle, and ring Rowan if you like.")


def _write(who: Person, today: date, *, ago: int, opens: int, text: str) -> None:
    day = today + timedelta(days=opens)
    letters.write(text=text, opens_on=day, by=who, today=today - timedelta(days=ago))


def _a_year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)
