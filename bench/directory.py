"""The directory: 10,000 groups, 100,000 people, ten zones; server time and queries of what people look for, on both databases."""

import json
import os
import random
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any
from zoneinfo import ZoneInfo

from bench import meeting_guide
from bench.meeting_guide import ZONES, Guided
from bench.report import Figure, percentile
from bench.serving import ROOT
from bench.visitor import Visitor
from kith.config.settling import settle_memory

GROUPS, PEOPLE, WEEKS, TIMES = 10_000, 100_000, 8, 1500
WORDS = (
    "grief",
    "open",
    "women",
    "morning",
    "step",
    "hope",
    "serenity",
    "group",
    "night",
    "young",
    "gro",
    "the",
    "meeting",
)


def figures() -> list[Figure]:
    found = on("sqlite", "")
    if not os.environ.get("KITH_TEST_POSTGRES"):
        print("PostgreSQL: not running here (make services).")
        return found
    from tests.serving import drop_database, new_database

    address = new_database()
    try:
        return found + on("postgres", address)
    finally:
        drop_database(address)


def on(backend: str, database: str) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as data:
        env = {"KITH_SECRET": secrets.token_urlsafe(48), "KITH_DATA": data, "KITH_DATABASE": database}
        command = [sys.executable, "-m", "bench.directory"]
        told = subprocess.run(
            command, cwd=ROOT, env=os.environ | env, check=True, capture_output=True, text=True
        ).stdout
    name = f"directory.{backend}"
    rows = json.loads(told.splitlines()[-1])
    each = [Figure(f"{name}.{what}.p50", p50, "ms") for what, (p50, _) in rows["each"].items()]
    return [
        Figure(f"{name}.filled_in", rows["fill"], "s"),
        Figure(f"{name}.p50", rows["p50"], "ms", 15),
        Figure(f"{name}.p99", rows["p99"], "ms", 60),
        Figure(f"{name}.cpu_of_web_process.p50", rows["cpu"], "ms"),
        Figure(f"{name}.queries", rows["queries"], "", 10),
        *each,
    ]


def main() -> None:
    """Runs in a process of its own: fills, measures, prints one line of JSON.

    `--fill` or `--measure` does one of the two, on KITH_DATA and KITH_DATABASE: fill while others work, measure while nobody does.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    filled = {}
    if "--measure" not in sys.argv:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        began = time.perf_counter()
        fill()
        filled = {"fill": round(time.perf_counter() - began, 1)}
    if "--fill" not in sys.argv:
        print(json.dumps(filled | measured()))


def fill() -> None:
    from django.db import connection
    from django.utils import timezone

    from kith.finding import indexing

    now, rnd = timezone.now(), random.Random(11)
    rows = list(islice(cycle(meeting_guide.some()), GROUPS))
    groups = _groups(rows, now, rnd)
    _people(groups, rnd)
    _meetings(groups, rows, now)
    _rhythms(groups, rows, now, rnd)
    indexing.index_all(now)
    with connection.cursor() as cursor:
        # PostgreSQL does it by itself within minutes; before, it looks at each row to see whether it is there.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _groups(rows: list[Guided], now: datetime, rnd: random.Random) -> list[Any]:
    from kith.groups.models import Group, Theme

    about = "A small circle for people who face the same thing. Any time, any cause; you need no words for it yet."
    made = [
        Group(
            name=(row.name or "A group")[:80],
            about=about,
            zone=row.zone or ZONES[place % len(ZONES)],
            capacity=rnd.randint(8, 14),
            language=row.language,
            town=row.town[:80],
            door=rnd.choice(["open", "open", "request", "invitation"]),
            listed_at=now if place % 20 else None,
            begun_at=None if place % 25 == 1 else now,
            starts_with=6 if place % 25 == 1 else 0,
            made_at=now - timedelta(days=rnd.randint(1, 900)),
        )
        for place, row in enumerate(rows)
    ]
    Group.objects.bulk_create(made, batch_size=2000)
    leaves = list(Theme.objects.values_list("pk", flat=True))
    through = Group.themes.through
    links = [
        through(group_id=group.pk, theme_id=key) for group in made for key in rnd.sample(leaves, rnd.randint(1, 3))
    ]
    through.objects.bulk_create(links, batch_size=5000)
    return made


def _people(groups: list[Any], rnd: random.Random) -> None:
    from kith.groups.models import Membership
    from kith.people.models import Person

    each = PEOPLE // GROUPS
    people = [Person(sign_in=f"b{n}", password="!", zone=ZONES[n % len(ZONES)]) for n in range(PEOPLE)]
    Person.objects.bulk_create(people, batch_size=5000)
    states = ["member"] * 8 + ["left", "paused"]
    members = [
        Membership(group=groups[n // each], person=person, alias=f"A{n}", state=rnd.choice(states))
        for n, person in enumerate(people)
    ]
    Membership.objects.bulk_create(members, batch_size=5000)


def coming(row: Guided, zone: ZoneInfo, now: datetime) -> Iterator[datetime]:
    """The next eight weeks of one published meeting."""
    today = now.astimezone(zone).date()
    for away in range(WEEKS * 7):
        day = today + timedelta(days=away)
        if row.clock and day.weekday() in row.days:
            yield datetime.combine(day, row.clock, zone).astimezone(UTC)


def _meetings(groups: list[Any], rows: list[Guided], now: datetime) -> None:
    from bench.core import AGENDA
    from kith.meetings.models import Cancellation, Meeting

    made = [
        Meeting(
            group=group,
            starts_at=at,
            minutes=row.minutes,
            format="council",
            agenda=AGENDA,
            call_link=row.call_link[:500],
        )
        for group, row in zip(groups, rows, strict=True)
        for at in coming(row, ZoneInfo(group.zone), now)
    ]
    Meeting.objects.bulk_create(made, batch_size=5000)
    Cancellation.objects.bulk_create([Cancellation(meeting=one) for one in made[::40]], batch_size=5000)


def _rhythms(groups: list[Any], rows: list[Guided], now: datetime, rnd: random.Random) -> None:
    from kith.meetings.models import Rhythm

    made = []
    for place, (group, row) in enumerate(zip(groups, rows, strict=True)):
        quiet = timedelta(days=90 if place % 10 == 3 else rnd.randint(0, 20))
        made.append(
            Rhythm(
                group=group,
                next_at=next((at for at in coming(row, ZoneInfo(group.zone), now) if at > now), None),
                last_met_at=now - quiet if row.days else None,
                met=rnd.randint(1, 6),
                weeks=6,
                usually=rnd.randint(2, 11),
                members=8,
                by_call=row.by_call,
                in_hall=row.in_hall,
                by_text=place % 3 == 0,
                counted_at=now,
            )
        )
    Rhythm.objects.bulk_create(made, batch_size=5000)


def asked() -> dict[str, list[str]]:
    """What people look for, by kind; each an address."""
    from kith.groups.models import Theme

    refs = list(Theme.objects.values_list("ref", flat=True))
    roots = list(Theme.objects.filter(under=None).values_list("ref", flat=True))
    return {
        "all": ["/find/", "/find/?page=2", "/find/?page=7"],
        "last_page": ["/find/?page=9999"],
        "words": [f"/find/?words={word}" for word in WORDS]
        + ["/find/?words=women+morning", "/find/?words=we+agnostics"],
        "theme": [f"/find/?about={ref}" for ref in refs],
        "broad_theme": [f"/find/?about={ref}" for ref in roots],
        "way_language": ["/find/?way=call&language=en", "/find/?way=text&language=es", "/find/?way=hall&seats=1"],
        "when": [f"/find/?day={day}&part=evening" for day in range(7)]
        + ["/find/?part=morning", "/find/?day=5", "/find/?part=evening"],
        "tonight": ["/find/?tonight=1", "/find/?tonight=1&way=call"],
        "everything": [f"/find/?words=group&about={ref}&day=1&part=evening&way=call&seats=1" for ref in roots],
        "nothing": [
            f"/find/?words=xylofoon+{word}&language=en&day=1&way=call&seats=1&part=night&tonight=1" for word in WORDS
        ],
        "fits": [
            f"/find/which-fits/?asked=1&about={ref}&when=evenings&when=weekend&way=call&voice=talk" for ref in roots
        ],
    }


def measured() -> dict[str, Any]:
    """Kinds in turn, visitors at random (signed out, signed out with a clock, signed in); the first of each kind is not counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bench.community import session_of
    from kith.people.models import Person

    rnd, visitors = random.Random(5), [Visitor() for _ in range(3)]
    for visitor, zone in zip(visitors[1:3], ZONES[::6], strict=False):
        visitor.get(f"/find/?zone={zone}")
    visitors.append(Visitor(session_of(Person.objects.get(sign_in="b77"))))
    kinds, took, cpu, queries = asked(), dict[str, list[float]](), list[float](), 0
    for addresses in kinds.values():
        for visitor in visitors:
            with CaptureQueriesContext(connection) as seen:
                status = visitor.get(addresses[0])
            if status != 200:
                raise SystemExit(f"{addresses[0]} answered {status}")
            queries = max(queries, len(seen))
    settle_memory()
    for kind in islice(cycle(kinds), TIMES):
        visitor, address = rnd.choice(visitors), rnd.choice(kinds[kind])
        began, worked = time.perf_counter(), time.process_time()
        visitor.get(address)
        took.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - worked) * 1000)
    every = [one for some in took.values() for one in some]
    return {
        "p50": round(percentile(every, 0.5), 2),
        "p99": round(percentile(every, 0.99), 2),
        "cpu": round(percentile(cpu, 0.5), 2),  # on a machine that does other things beside, closer to the truth
        "queries": queries,
        "each": {
            kind: (round(percentile(some, 0.5), 2), round(percentile(some, 0.99), 2)) for kind, some in took.items()
        },
    }


if __name__ == "__main__":
    main()
