"""Stories: 10,000 groups with 1,000,000 stories and 5,000,000 replies; reading home, story page and search, on both databases.

KITH_BENCH_STORIES=200000 makes it smaller (always five replies a story), KITH_BENCH_TIMES shorter. Most of the time is filling:
KITH_BENCH_KEEP=FOLDER fills once and measures again and again. For a quiet measurement fill first: `python -m bench.stories --fill`
with KITH_DATA (and KITH_DATABASE) set to that folder's `sqlite` or `postgres`.
"""

import json
import os
import random
import secrets
import subprocess
import sys
import time
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from bench import keeping, stories_filling
from bench.report import Figure, percentile
from bench.serving import ROOT
from bench.stories_filling import COMMON, NOW, PEOPLE, first, say, word
from bench.visitor import Visitor
from kith.config.settling import settle_memory

STORIES = 1_000_000
TIMES = int(os.environ.get("KITH_BENCH_TIMES", "6600"))


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
    env = {"KITH_SECRET": secrets.token_urlsafe(48), "KITH_DATA": str(data), "KITH_DATABASE": database}
    command = [sys.executable, "-m", "bench.stories"]
    told = subprocess.run(command, cwd=ROOT, env=os.environ | env, check=True, stdout=subprocess.PIPE, text=True).stdout
    seen = json.loads(told.splitlines()[-1])
    name = f"stories.{backend}"
    rows = [Figure(f"{name}.{what}", value, unit) for what, (value, unit) in seen["told"].items()]
    for what, (p50, p99, queries, cpu) in seen["pages"].items():
        rows += [
            Figure(f"{name}.{what}.p50", p50, "ms", 15),
            Figure(f"{name}.{what}.p99", p99, "ms", 60),
            Figure(f"{name}.{what}.queries", queries, "", 10),
            Figure(f"{name}.{what}.cpu.p50", cpu, "ms"),
        ]
    return rows


def main() -> None:
    """Runs in a process of its own: fills what is not filled, measures, prints one line of JSON. "--fill": only that."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    told: dict[str, Any] = filled()
    if "--fill" not in sys.argv:
        print(json.dumps({"told": told | sizes() | rounds(), "pages": pages()}))


def filled() -> dict[str, Any]:
    from django.conf import settings

    said = Path(settings.DATA) / "filled.json"
    if not said.exists():
        began = time.perf_counter()
        stories_filling.fill(int(os.environ.get("KITH_BENCH_STORIES", str(STORIES))))
        said.write_text(json.dumps({"filled_in": (round(time.perf_counter() - began, 1), "s")}))
    return dict(json.loads(said.read_text()))


# Measuring


def sizes() -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection

    from kith.stories.models import Reply, Story

    found = {"stories": (Story.objects.count(), ""), "replies": (Reply.objects.count(), "")}
    if connection.vendor == "sqlite":
        return found | {
            "file": (round(sum(f.stat().st_size for f in Path(settings.DATA).glob("*.sqlite3*")) / 1e6), "MB")
        }
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return found | {"file": (round(cursor.fetchone()[0] / 1e6), "MB")}


def rounds() -> dict[str, Any]:
    """What the worker does for stories without an answer, once; and sharing, answering, taking back, each its own commit."""
    from kith.groups.models import Membership
    from kith.stories import putting, replying, writing

    began = time.perf_counter()
    put = putting.look(NOW)
    again = time.perf_counter()
    putting.look(NOW)
    found: dict[str, Any] = {
        "round_unheard.nothing_new": (round(time.perf_counter() - again, 2), "s"),
        "round_unheard": (round(again - began, 2), "s"),
        "put_before": (put, "people"),
    }
    me, other = Membership.objects.filter(pk__gte=first["member"]).order_by("pk")[20:22]
    took: dict[str, list[float]] = {}
    for n in range(100):
        began = time.perf_counter()
        story = writing.begin(by=me, now=NOW, text=f"The coat is still on the hook {n}. " * 20)
        writing.share(story, now=NOW)
        shared = time.perf_counter()
        replying.reply(story, text="I see it hang there.", by=other, now=NOW)
        answered = time.perf_counter()
        writing.take_back(story, now=NOW)
        each = (shared - began, answered - shared, time.perf_counter() - answered)
        for what, seconds in zip(("share", "reply", "take_back"), each, strict=True):
            took.setdefault(what, []).append(seconds * 1000)
    return found | {f"{what}.p50": (round(percentile(some, 0.5), 2), "ms") for what, some in took.items()}


def asked(person: Any, rnd: random.Random) -> dict[str, str]:
    """One address of each kind for this person."""
    from kith.groups.models import Group
    from kith.stories.models import Story

    group = Group.objects.filter(memberships__person=person).order_by("pk").first()
    assert group
    stories = list(Story.objects.filter(group=group).order_by("pk").values_list("ref", "pk"))
    many = next((ref for ref, key in stories if (key - 1) % 100 == 0), stories[0][0])
    rare = word(rnd.randint(200, 4000))
    search = {
        "common": "the",
        "two": f"when {word(rnd.randint(0, 40))}",
        "rare": rare,
        "beginning": rare[:2],
        "nothing": "xylofoon",
        "many_words": " ".join(rnd.choices(COMMON, k=10)),
        "page_5": f"the&before={_moment(_hundredth(group))}",
    }
    before = _moment(NOW - timedelta(days=rnd.randint(30, 900)))
    return {
        "reading_home": f"/groups/{group.ref}/stories/",
        "earlier": f"/groups/{group.ref}/stories/earlier/?before={before}",
        "story": f"/stories/{rnd.choice(stories)[0]}/",
        "story_answered_most": f"/stories/{many}/",
        **{f"search.{what}": f"/search/?words={words.replace(' ', '+')}" for what, words in search.items()},
    }


def _moment(at: datetime) -> str:
    return at.isoformat().replace("+", "%2B")


def _hundredth(group: Any) -> datetime:
    """Where about page five of a word that everyone uses begins."""
    from kith.stories.models import Reply

    return next(
        iter(Reply.objects.filter(story__group=group).order_by("-at").values_list("at", flat=True)[100:101]), NOW
    )


def pages() -> dict[str, tuple[float, float, int, float]]:
    """Kinds in turn, each by another person of another group: what is seen is not yet warm. The first of each is not counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bench.community import session_of
    from kith.people.models import Person

    rnd = random.Random(6)
    people = list(Person.objects.filter(sign_in__in=[f"b{rnd.randrange(PEOPLE)}" for _ in range(150)]))
    people += list(Person.objects.filter(sign_in__in=[f"b{1 + 50 * rnd.randrange(PEOPLE // 50)}" for _ in range(30)]))
    visitors = []
    for person in people:
        visitors.append((Visitor(session_of(person)), asked(person, rnd)))
    took: dict[str, list[float]] = {}
    cpu: dict[str, list[float]] = {}
    queries: dict[str, int] = {}
    left_out: dict[str, int] = {}
    kinds = list(visitors[0][1])
    for kind in kinds:
        for visitor, addresses in visitors[:25]:
            with CaptureQueriesContext(connection) as seen:
                status = visitor.get(addresses[kind])
            left_out[str(status)] = left_out.get(str(status), 0) + 1
            if status not in {200, 404}:
                raise SystemExit(f"{addresses[kind]} answered {status}")
            queries[kind] = max(queries.get(kind, 0), len(seen))
    settle_memory()
    for kind in islice(cycle(kinds), TIMES):
        visitor, addresses = rnd.choice(visitors)
        began, worked = time.perf_counter(), time.process_time()
        visitor.get(addresses[kind])
        took.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
        cpu.setdefault(kind, []).append((time.process_time() - worked) * 1000)
    say(f"pages answered {left_out} (404: a story of someone kept apart)")
    return {
        kind: (
            round(percentile(some, 0.5), 2),
            round(percentile(some, 0.99), 2),
            queries[kind],
            round(percentile(cpu[kind], 0.5), 2),  # on a machine that does other things beside, closer to the truth
        )
        for kind, some in took.items()
    }


if __name__ == "__main__":
    main()
