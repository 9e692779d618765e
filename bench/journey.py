"""Journeys: the page of people with five years of history, in a database of 100,000 people and 10,000 groups, on both databases.

KITH_BENCH_PEOPLE=5000 makes it smaller, KITH_BENCH_TIMES shorter. KITH_BENCH_KEEP=FOLDER fills once and measures again and again;
to fill first and measure when it is quiet: `python -m bench.journey --fill`, as for stories. Everyone has a little; every hundredth
person has five years: 260 evenings, 120 stories, 600 replies, sixty months of what circles leave, firsts, days, letters.
The first 2,000 people are written by Django, the others are copies of them (`bench.multiplying`).
"""

import json
import os
import random
import secrets
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import keeping
from bench.report import Figure, percentile
from bench.serving import ROOT
from bench.visitor import Visitor
from kith.config.settling import settle_memory

PEOPLE = int(os.environ.get("KITH_BENCH_PEOPLE", "100000"))
SMALL = min(PEOPLE, 2_000)  # so many are written by Django; the others are copies of theirs
EACH, LONG = 10, 100  # people in a group; of how many one has been here for five years
WEEKS, STORIES, REPLIES = 260, 120, 600
TIMES = int(os.environ.get("KITH_BENCH_TIMES", "600"))
NOW = datetime.now(UTC).replace(microsecond=0)
PAGES = {"now": "/journey/", "four_years_ago": f"/journey/?until={NOW.year - 4}-06", "evenings": "/journey/evenings/"}


def figures() -> list[Figure]:
    with keeping.folder() as folder:
        found = on("sqlite", "", folder / "sqlite")
        if os.environ.get("KITH_TEST_POSTGRES"):
            with keeping.postgres(folder) as address:
                return found + on("postgres", address, folder / "postgres")
    print("PostgreSQL: not running here (make services).")
    return found


def on(backend: str, database: str, data: Path) -> list[Figure]:
    data.mkdir(exist_ok=True)
    env = os.environ | {"KITH_SECRET": secrets.token_urlsafe(48), "KITH_DATA": str(data), "KITH_DATABASE": database}
    command = [sys.executable, "-m", "bench.journey"]
    told = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
    seen = json.loads(told.splitlines()[-1])
    rows = [Figure(f"journey.{backend}.{what}", value, unit) for what, (value, unit) in seen["told"].items()]
    for what, (p50, p99, queries, cpu) in seen["pages"].items():
        rows += [
            Figure(f"journey.{backend}.{what}.p50", p50, "ms", 15),
            Figure(f"journey.{backend}.{what}.p99", p99, "ms", 60),
            Figure(f"journey.{backend}.{what}.queries", queries, "", 10),
            Figure(f"journey.{backend}.{what}.cpu.p50", cpu, "ms"),
        ]
    return rows


def main() -> None:
    """Runs in a process of its own: fills, measures, prints one line of JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    told = filled() | {"people": (PEOPLE, ""), "file": (size(), "MB")}
    if "--fill" not in sys.argv:
        print(json.dumps({"told": told, "pages": pages()}))


def filled() -> dict[str, Any]:
    from django.conf import settings

    said = Path(settings.DATA) / "filled.json"
    if not said.exists():
        began = time.perf_counter()
        fill()
        said.write_text(json.dumps({"filled_in": (round(time.perf_counter() - began, 1), "s")}))
    return dict(json.loads(said.read_text()))


def fill() -> None:
    """Groups of ten; what is bulky belongs to those who have been here long."""
    from django.db import connection

    from bench.multiplying import multiply

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    groups, members = _groups(), _members()
    _say("people")
    meetings = _meetings(groups, members)
    _evenings(meetings, members)
    _say("evenings")
    _stories(members)
    _say("stories and replies")
    _journeys(members)
    _say("a few; now the others")
    multiply(_kinds(), PEOPLE // SMALL, own={"sign_in": "'b' || (t.id - 1 + k * {size})"})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=FULL")
    _say("done")


def _kinds() -> list[Any]:
    from kith.groups.models import Cupboard, Group, Membership
    from kith.journey.models import Day, Feeling, First, Letter, Month
    from kith.meetings.models import Attendance, Meeting
    from kith.people.models import Person
    from kith.stories.models import Reply, Story

    return [Group, Cupboard, Person, Membership, Meeting, Attendance, Story, Reply, First, Month, Day, Letter, Feeling]


def _say(what: str) -> None:
    print(f"  {time.process_time():.0f} s of CPU: {what}", file=sys.stderr, flush=True)


def _groups() -> list[Any]:
    from kith.groups.models import Group

    return Group.objects.bulk_create((Group(name=f"Walking on {n}") for n in range(SMALL // EACH)), batch_size=2000)


def _members() -> list[Any]:
    """Member n is person n in group n // EACH."""
    from kith.groups.models import Cupboard, Group, Membership
    from kith.people.models import Person

    groups = list(Group.objects.order_by("pk"))
    people = Person.objects.bulk_create((Person(sign_in=f"b{n}", password="!") for n in range(SMALL)), batch_size=5000)
    Cupboard.objects.bulk_create((Cupboard(group=one, what="stories") for one in groups), batch_size=5000)
    rows = (Membership(group=groups[n // EACH], person=one, alias=f"A{n}") for n, one in enumerate(people))
    return Membership.objects.bulk_create(rows, batch_size=5000)


def _is_long(n: int) -> bool:
    return n % LONG == 1


def _meetings(groups: list[Any], members: list[Any]) -> dict[int, list[Any]]:
    """A few evenings in each group; five years of them where someone has been here long, who holds every fourth."""
    from kith.meetings.models import Meeting

    def rows() -> Iterator[Any]:
        for place, group in enumerate(groups):
            here = range(place * EACH, place * EACH + EACH)
            long = next((members[n] for n in here if _is_long(n)), None)
            for week in range(1, (WEEKS if long else 3) + 1):
                holds = long if week % 4 == 1 else None
                at = NOW - timedelta(weeks=week)
                yield Meeting(group=group, starts_at=at, minutes=75, format="council", agenda={}, facilitator=holds)

    found: dict[int, list[Any]] = {}
    for one in Meeting.objects.bulk_create(rows(), batch_size=3000):
        found.setdefault(one.group_id, []).append(one)
    return found


def _evenings(meetings: dict[int, list[Any]], members: list[Any]) -> None:
    from kith.meetings.models import Attendance

    def rows() -> Iterator[Any]:
        for n, me in enumerate(members):
            for one in meetings[me.group_id][: WEEKS if _is_long(n) else 3]:
                yield Attendance(meeting=one, membership=me, came_at=one.starts_at, minutes=70)

    Attendance.objects.bulk_create(rows(), batch_size=5000)


def _stories(members: list[Any]) -> None:
    from kith.stories.models import Reply, Story

    rnd = random.Random(1)

    def at() -> datetime:
        return NOW - timedelta(days=rnd.randint(1, 7 * WEEKS))

    def stories() -> Iterator[Any]:
        for n, me in enumerate(members):
            for _ in range(STORIES if _is_long(n) else 2):
                yield Story(group_id=me.group_id, by=me, title="A coat", text="The coat " * 40, shared_at=at())

    told = Story.objects.bulk_create(stories(), batch_size=3000)
    of: dict[int, list[Any]] = {}
    for story in told:
        of.setdefault(story.group_id, []).append(story)

    def replies() -> Iterator[Any]:
        for n, me in enumerate(members):
            for _ in range(REPLIES if _is_long(n) else 4):
                yield Reply(story=rnd.choice(of[me.group_id]), by=me, text="I see it hang there.", at=at())

    Reply.objects.bulk_create(replies(), batch_size=3000)


def _journeys(members: list[Any]) -> None:
    from kith.journey import strands
    from kith.journey.models import Day, Feeling, First, Letter, Month

    month = NOW.date().replace(day=1)
    long = [me.person_id for n, me in enumerate(members) if _is_long(n)]
    every = [me.person_id for me in members]
    when_it_happened = ("held", "reflected", "greeted", "story", "reply")
    firsts = [First(person_id=who, kind=kind, on=month) for who in every for kind in when_it_happened]
    First.objects.bulk_create(firsts, batch_size=5000)
    kept = [(who, back) for who in long for back in range(60)] + [(who, back) for who in every[::3] for back in (1, 2)]
    rows = {(who, back, what) for who, back in kept for what in ("turn", "reflection", "greeting")}
    Month.objects.bulk_create(
        (
            Month(person_id=who, month=strands.shift(month, -back), what=what, times=2)
            for who, back, what in sorted(rows)
        ),
        batch_size=5000,
    )
    days = (
        Day(person_id=who, on=month - timedelta(days=40 * n), key=101, words="A day") for who in long for n in range(40)
    )
    Day.objects.bulk_create(days, batch_size=5000)
    opens = (month + timedelta(days=30 * n) for n in range(-20, 20))
    letters = (Letter(person_id=who, text="x" * 3000, written_on=month, opens_on=day) for day in opens for who in long)
    Letter.objects.bulk_create(letters, batch_size=2000)
    felt = (
        Feeling(person_id=who, on=month - timedelta(weeks=week), arriving=1, leaving=4)
        for who in long
        for week in range(200)
    )
    Feeling.objects.bulk_create(felt, batch_size=5000)


def size() -> int:
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        return round(sum(f.stat().st_size for f in Path(settings.DATA).glob("*.sqlite3*")) / 1e6)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return round(cursor.fetchone()[0] / 1e6)


def pages() -> dict[str, tuple[float, float, int, float]]:
    """Kinds in turn, each by another person of five years. The first look of each is not counted."""
    visitors = _visitors()
    queries = {kind: max(_asks(visitor, address) for visitor in visitors[:10]) for kind, address in PAGES.items()}
    rnd, took, cpu = random.Random(7), defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    settle_memory()
    for n in range(TIMES):
        kind, address = list(PAGES.items())[n % len(PAGES)]
        visitor, began, cpu_began = rnd.choice(visitors), time.perf_counter(), time.process_time()
        visitor.get(address)
        cpu[kind].append((time.process_time() - cpu_began) * 1000)
        took[kind].append((time.perf_counter() - began) * 1000)
    return {
        kind: (
            round(percentile(took[kind], 0.5), 2),
            round(percentile(took[kind], 0.99), 2),
            queries[kind],
            round(percentile(cpu[kind], 0.5), 2),
        )
        for kind in PAGES
    }


def _visitors() -> list[Visitor]:
    from bench.community import session_of
    from kith.people.models import Person

    long, visitors = range(1, PEOPLE, LONG), []
    names = [f"b{n}" for n in random.Random(6).sample(long, min(60, len(long)))]
    for person in Person.objects.filter(sign_in__in=names):
        visitors.append(Visitor(session_of(person)))
    return visitors


def _asks(visitor: Visitor, address: str) -> int:
    """How many questions one look asks the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        status = visitor.get(address)
    if status != 200:
        raise SystemExit(f"{address} answered {status}")
    return len(seen)


if __name__ == "__main__":
    main()
