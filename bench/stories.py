"""Stories: 10,000 groups with 1,000,000 stories and 5,000,000 replies; reading home, story page and search, on both databases.

KITH_BENCH_STORIES=200000 makes it smaller (always five replies a story), KITH_BENCH_TIMES shorter. Half of the time is filling.
"""

import json
import os
import random
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from bench.report import Figure, percentile
from bench.serving import ROOT

GROUPS, PEOPLE, STORIES, REPLIES_EACH = 10_000, 100_000, 1_000_000, 5
TIMES = int(os.environ.get("KITH_BENCH_TIMES", "2000"))
ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
SAID = "the i and a to of it was in that my is not on when he she for with but me so day we you what still"
COMMON = tuple(SAID.split(" "))
NOW = datetime.now(UTC)


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
    with tempfile.TemporaryDirectory(prefix="kith-bench-", dir=os.environ.get("KITH_BENCH_DIR")) as data:
        env = {"KITH_SECRET": secrets.token_urlsafe(48), "KITH_DATA": data, "KITH_DATABASE": database}
        command = [sys.executable, "-m", "bench.stories"]
        told = subprocess.run(
            command, cwd=ROOT, env=os.environ | env, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
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
    """Runs in a process of its own: fills, measures, prints one line of JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    if "--filled" not in sys.argv:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        began = time.perf_counter()
        fill(int(os.environ.get("KITH_BENCH_STORIES", str(STORIES))))
        told: dict[str, Any] = {"filled_in": (round(time.perf_counter() - began, 1), "s")}
    else:
        told = {}
    print(json.dumps({"told": told | sizes() | rounds(), "pages": pages()}))


# Filling


def fill(stories: int) -> None:
    from django.db import connection

    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        _hurry(cursor, sqlite)
        keys = _people_and_groups()
        _say("groups and people")
        _rows("stories_story", STORY, _stories(stories), cursor, sqlite)
        _say("stories")
        _rows("stories_reply", REPLY, _replies(stories), cursor, sqlite)
        _say("replies")
        _rows("stories_words", WORDS, _words(stories), cursor, sqlite)
        _say("words")
        _index(cursor, sqlite)
        _say("index")
        _small_things(keys)
        cursor.execute("ANALYZE")
    _say("done")


def _say(what: str) -> None:
    print(f"  {time.process_time():.0f} s of CPU: {what}", file=sys.stderr, flush=True)


def _hurry(cursor: Any, sqlite: bool) -> None:
    """While filling, the index waits and nothing is checked; afterwards all is as migrations made it."""
    if sqlite:
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute("PRAGMA cache_size=-1000000")
        cursor.execute("DROP TRIGGER stories_words_in")
    else:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute("DROP INDEX stories_words_index")


def _index(cursor: Any, sqlite: bool) -> None:
    from kith.kit.indexes import fts5, gin

    if sqlite:
        cursor.execute("INSERT INTO stories_words_index(stories_words_index, rank) VALUES ('hashsize', 268435456)")
        cursor.execute("INSERT INTO stories_words_index(stories_words_index) VALUES ('rebuild')")
        cursor.execute("INSERT INTO stories_words_index(stories_words_index, rank) VALUES ('hashsize', 1048576)")
        cursor.execute(next(one for one in fts5("stories_words", "id", "") if "stories_words_in " in one))
        cursor.execute("PRAGMA synchronous=FULL")
    else:
        cursor.execute(gin("stories_words")[1])
        cursor.execute("SET session_replication_role = DEFAULT")
        for table in ("stories_words", "stories_story", "stories_reply"):
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM " + table + "))", [table]
            )


def _rows(table: str, columns: str, rows: Iterable[tuple[Any, ...]], cursor: Any, sqlite: bool) -> None:
    names = ", ".join(f'"{name}"' for name in columns.split())
    if sqlite:
        places = ", ".join("?" for _ in columns.split())
        cursor.execute("BEGIN")
        cursor.cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
        cursor.execute("COMMIT")
        return
    with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _people_and_groups() -> list[int]:
    from kith.groups.models import Cupboard, Group, Membership
    from kith.people.models import Person

    groups = Group.objects.bulk_create((Group(name=f"Walking on {n}") for n in range(GROUPS)), batch_size=2000)
    people = [Person(sign_in=f"b{n}", password="!") for n in range(PEOPLE)]
    Person.objects.bulk_create(people, batch_size=5000)
    each = PEOPLE // GROUPS
    members = [
        Membership(
            group=groups[n // each],
            person=person,
            alias=f"A{n}",
            role="facilitator" if n % each == 0 else "member",
            joined_at=NOW - timedelta(days=400),
        )
        for n, person in enumerate(people)
    ]
    more = [  # one in fifty is in two more groups
        Membership(group=groups[(n // each + away) % GROUPS], person=people[n], alias=f"B{n}")
        for n in range(1, PEOPLE, 50)
        for away in (11, 23)
    ]
    Membership.objects.bulk_create([*members, *more], batch_size=5000)
    opened = [Cupboard(group=one, what=what) for one in groups for what in ("stories", "shelf")]
    Cupboard.objects.bulk_create(opened, batch_size=5000)
    global FIRST_GROUP, FIRST_MEMBER
    FIRST_GROUP, FIRST_MEMBER = groups[0].pk, members[0].pk
    return [one.pk for one in members]


FIRST_GROUP = FIRST_MEMBER = 1
STORY = "id ref group_id by_id kind title text need notes note_words without_alias readers made_at saved_at revision shared_at"
REPLY = "id ref story_id by_id text at"
WORDS = "id text at story_id reply_id"


def _ref(rnd: random.Random) -> str:
    return "".join(rnd.choices(ALPHABET, k=17))


def _texts(rnd: random.Random, many: int, shortest: int, longest: int) -> list[str]:
    """Half of what people write are a few words that everyone uses; the rest falls off as 1/rank over eight thousand."""
    rare = [_word(n) for n in range(8000)]
    weights = [1 / (n + 10) for n in range(8000)]
    made = []
    for _ in range(many):
        size = rnd.randint(shortest, longest)
        words = rnd.choices(COMMON, k=size // 2) + rnd.choices(rare, weights, k=size - size // 2)
        rnd.shuffle(words)
        made.append(" ".join(words) + ".")
    return made


def _word(n: int) -> str:
    """A word that can be said, each another."""
    said = ""
    for _ in range(3):
        n, at = divmod(n, 70)
        said += "bdfghklmnprstv"[at % 14] + "aeiou"[at // 14]
    return said


def _when(n: int, stories: int) -> datetime:
    """Over three years until now, each group's spread over all of it."""
    return NOW - timedelta(days=1095) * (1 - n / stories)


def _at(when: datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M:%S.%f") if _sqlite() else when.isoformat()


def _sqlite() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite"


def _story_texts() -> list[str]:
    return _texts(random.Random(3), 20_000, 40, 160)


def _reply_texts() -> list[str]:
    return _texts(random.Random(4), 20_000, 8, 40)


def _stories(stories: int) -> Iterator[tuple[Any, ...]]:
    """Story n is of group n % GROUPS; its writer one of the few of its group who write most."""
    rnd, texts = random.Random(1), cycle(_story_texts())
    each, folded = PEOPLE // GROUPS, {0: '["death"]', 1: '["illness"]'}
    for n, text in enumerate(islice(texts, stories)):
        group, at = n % GROUPS, _at(_when(n, stories))
        by = FIRST_MEMBER + group * each + min(rnd.randrange(each), rnd.randrange(each), rnd.randrange(each))
        yield (
            n + 1, _ref(rnd), FIRST_GROUP + group, by, "story", text[:40], text, "just_listen",
            folded.get(n % 10, "[]"), "", n % 12 == 0, "group", at, at, 1, at,
        )  # fmt: skip


def _of_reply(n: int, stories: int) -> tuple[int, datetime]:
    """To which story: a few have many (every hundredth has half of what its hundred got)."""
    at = n // REPLIES_EACH
    story = at - at % 100 if n % 2 else at
    return story, _when(story, stories) + timedelta(hours=1 + n % 200)


def _replies(stories: int) -> Iterator[tuple[Any, ...]]:
    rnd, texts = random.Random(2), cycle(_reply_texts())
    each = PEOPLE // GROUPS
    for n, text in enumerate(islice(texts, stories * REPLIES_EACH)):
        story, at = _of_reply(n, stories)
        by = FIRST_MEMBER + (story % GROUPS) * each + rnd.randrange(each)
        yield n + 1, _ref(rnd), story + 1, by, text, _at(at)


def _words(stories: int) -> Iterator[tuple[Any, ...]]:
    """What kith.stories.indexing would keep; its tokens are made once for each text there is."""
    from kith.kit.searching import tokens

    for n, words in enumerate(islice(cycle([list(dict.fromkeys(tokens(t))) for t in _story_texts()]), stories)):
        place = f"g{FIRST_GROUP + n % GROUPS}_"
        yield n + 1, place + f" {place}".join(words), _at(_when(n, stories)), n + 1, None
    made = cycle([list(dict.fromkeys(tokens(t))) for t in _reply_texts()])
    for n, words in enumerate(islice(made, stories * REPLIES_EACH)):
        story, at = _of_reply(n, stories)
        place = f"g{FIRST_GROUP + story % GROUPS}_"
        yield stories + n + 1, place + f" {place}".join(words), _at(at), None, n + 1


def _small_things(members: list[int]) -> None:
    """Who listens, what was put before whom, what is left out, who is kept apart; a few books."""
    from kith.library import indexing
    from kith.library.models import Resource
    from kith.people.models import Apart, Person
    from kith.stories.models import Gentle, Listening

    rnd, until = random.Random(9), NOW + timedelta(days=3)
    Listening.objects.bulk_create([Listening(membership_id=key, until=until) for key in members[::8]], batch_size=5000)
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    Gentle.objects.bulk_create([Gentle(person_id=key, leave_out=["death"]) for key in people[::9]], batch_size=5000)
    pairs = [Apart(by_id=people[n], of_id=people[n + 1], kind="block") for n in range(0, PEOPLE - 1, 20)]
    Apart.objects.bulk_create(pairs, batch_size=5000)
    made = [
        Resource(group_id=FIRST_GROUP + n // 2, by_id=FIRST_MEMBER + n * 5, name=f"{_word(n % 8000)} {n}")
        for n in range(0, 2 * GROUPS, 3)
    ]
    for one in Resource.objects.bulk_create(made, batch_size=2000)[:2000]:
        indexing.keep(one)
    rnd.shuffle(people)


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
    me, other = Membership.objects.filter(pk__gte=FIRST_MEMBER).order_by("pk")[20:22]
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
    rare = _word(rnd.randint(200, 4000))
    search = {
        "common": "the",
        "two": f"when {_word(rnd.randint(0, 40))}",
        "rare": rare,
        "beginning": rare[:2],
        "nothing": "xylofoon",
        "many_words": " ".join(rnd.choices(COMMON, k=10)),
        "page_5": "the&page=5",
    }
    before = (NOW - timedelta(days=rnd.randint(30, 900))).isoformat().replace("+", "%2B")
    return {
        "reading_home": f"/groups/{group.ref}/stories/",
        "earlier": f"/groups/{group.ref}/stories/earlier/?before={before}",
        "story": f"/stories/{rnd.choice(stories)[0]}/",
        "story_answered_most": f"/stories/{many}/",
        **{f"search.{what}": f"/search/?words={words.replace(' ', '+')}" for what, words in search.items()},
    }


def pages() -> dict[str, tuple[float, float, int, float]]:
    """Kinds in turn, each by another person of another group: what is seen is not yet warm. The first of each is not counted."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.community import session_of
    from kith.people.models import Person

    rnd = random.Random(6)
    people = list(Person.objects.filter(sign_in__in=[f"b{rnd.randrange(PEOPLE)}" for _ in range(150)]))
    people += list(Person.objects.filter(sign_in__in=[f"b{1 + 50 * rnd.randrange(PEOPLE // 50)}" for _ in range(30)]))
    visitors = []
    for person in people:
        client = Client(headers={"host": "localhost"})
        client.cookies["kith_session"] = session_of(person)
        visitors.append((client, asked(person, rnd)))
    took: dict[str, list[float]] = {}
    cpu: dict[str, list[float]] = {}
    queries: dict[str, int] = {}
    left_out: dict[str, int] = {}
    kinds = list(visitors[0][1])
    for kind in kinds:
        for client, addresses in visitors[:25]:
            with CaptureQueriesContext(connection) as seen:
                answer = client.get(addresses[kind])
            left_out[str(answer.status_code)] = left_out.get(str(answer.status_code), 0) + 1
            if answer.status_code not in {200, 404}:
                raise SystemExit(f"{addresses[kind]} answered {answer.status_code}")
            queries[kind] = max(queries.get(kind, 0), len(seen))
    for kind in islice(cycle(kinds), TIMES):
        client, addresses = rnd.choice(visitors)
        began, worked = time.perf_counter(), time.process_time()
        client.get(addresses[kind])
        took.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
        cpu.setdefault(kind, []).append((time.process_time() - worked) * 1000)
    _say(f"pages answered {left_out} (404: a story of someone kept apart)")
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
