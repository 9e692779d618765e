"""Ten thousand groups with a million stories and five million replies, by the database's own hands: for `bench.stories`.

People, groups and a few thousand texts are made in Python; each row of what is many is one line of an INSERT ... SELECT over
numbers, with its indexes made afterwards. What comes out is what verbs would have left.
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

GROUPS = int(os.environ.get("KITH_BENCH_GROUPS", "10000"))
EACH, REPLIES_EACH = 10, 5
PEOPLE = GROUPS * EACH
TEXTS = 20_000
YEARS = timedelta(days=1095)
SAID = "the i and a to of it was in that my is not on when he she for with but me so day we you what still"
COMMON = tuple(SAID.split(" "))
NOW = datetime.now(UTC)
TABLES = ("stories_story", "stories_reply", "stories_words")

# Story n is of group n % GROUPS, and its writer one of the few of its group who write most. Spread over three years until now.
STORIES = """
INSERT INTO stories_story (id, ref, group_id, by_id, kind, title, text, need, notes, note_words, without_alias, readers,
    made_at, saved_at, revision, shared_at)
SELECT n + 1, {ref}, {first_group} + n % {groups}, {first_member} + n % {groups} * {each} + {least}({dice}, {dice}, {dice}),
    'story', substr(t.text, 1, 40), t.text, 'just_listen',
    CAST(CASE n % 10 WHEN 0 THEN '["death"]' WHEN 1 THEN '["illness"]' ELSE '[]' END AS {json}), '', n % 12 = 0, 'group',
    {at}, {at}, 1, {at}
FROM {numbers} JOIN bench_texts t ON t.kind = 'story' AND t.place = n % {texts}
"""
# A few stories have many: every hundredth has half of what its hundred got.
OF = "(n / {replies_each} - (n % 2) * (n / {replies_each} % 100))"
REPLIES = """
INSERT INTO stories_reply (id, ref, story_id, by_id, text, at, notes, note_words)
SELECT n + 1, {ref}, {of} + 1, {first_member} + {of} % {groups} * {each} + {dice}, t.text, {replied}, CAST('[]' AS {json}), ''
FROM {numbers} JOIN bench_texts t ON t.kind = 'reply' AND t.place = n % {texts}
"""
# What kith.stories.indexing would keep: each word behind its place.
STORY_WORDS = """
INSERT INTO stories_words (id, text, at, story_id, reply_id)
SELECT n + 1, replace(t.words, '~', 'g' || ({first_group} + n % {groups}) || '_'), {at}, n + 1, NULL
FROM {numbers} JOIN bench_texts t ON t.kind = 'story' AND t.place = n % {texts}
"""
REPLY_WORDS = """
INSERT INTO stories_words (id, text, at, story_id, reply_id)
SELECT {stories} + n + 1, replace(t.words, '~', 'g' || ({first_group} + {of} % {groups}) || '_'), {replied}, NULL, n + 1
FROM {numbers} JOIN bench_texts t ON t.kind = 'reply' AND t.place = n % {texts}
"""
WORDS = {
    "sqlite": {
        "ref": "substr(lower(hex(randomblob(9))), 1, 17)",
        "dice": "abs(random() % {each})",
        "least": "min",
        "json": "text",
        "numbers": "(WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c LIMIT {many}) SELECT n FROM c) numbers",
        "at": "strftime('%Y-%m-%d %H:%M:%f', {begins} + {years} * n / {stories}, 'unixepoch')",
        "replied": "strftime('%Y-%m-%d %H:%M:%f', {begins} + {years} * {of} / {stories} + 3600 * (1 + n % 200), 'unixepoch')",
    },
    "postgresql": {
        "ref": "substr(md5(random()::text || n), 1, 17)",
        "dice": "floor(random() * {each})::int",
        "least": "least",
        "json": "jsonb",
        "numbers": "generate_series(0::bigint, {many} - 1) AS numbers(n)",
        "at": "to_timestamp({begins} + {years} * n / {stories})",
        "replied": "to_timestamp({begins} + {years} * {of} / {stories} + 3600 * (1 + n % 200))",
    },
}
first: dict[str, int] = {"group": 1, "member": 1}


def fill(stories: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        _people_and_groups()
        say("groups and people")
        _texts_into(cursor)
        with _in_a_hurry(cursor, connection.vendor):
            replies = stories * REPLIES_EACH
            for many, what in ((stories, STORIES), (replies, REPLIES), (stories, STORY_WORDS), (replies, REPLY_WORDS)):
                cursor.execute(_told(what, connection.vendor, many=many, stories=stories))
                say(what.split(" ")[2])
        say("indexes")
        cursor.execute("DROP TABLE bench_texts")
        _small_things()
        cursor.execute("ANALYZE")
    say("done")


def say(what: str) -> None:
    print(f"  {time.process_time():.0f} s of CPU: {what}", file=sys.stderr, flush=True)


def _told(what: str, vendor: str, *, many: int, stories: int) -> str:
    """The statement with everything put in, from the outside inwards."""
    sizes = {
        "each": EACH,
        "groups": GROUPS,
        "texts": TEXTS,
        "replies_each": REPLIES_EACH,
        "many": many,
        "stories": stories,
        "years": YEARS.total_seconds(),
        "begins": (NOW - YEARS).timestamp(),
        "first_group": first["group"],
        "first_member": first["member"],
    }
    words = WORDS[vendor] | {"of": OF}
    for _ in range(3):
        for name, value in (words | {name: str(value) for name, value in sizes.items()}).items():
            what = what.replace("{" + name + "}", value)
    return what


@contextmanager
def _in_a_hurry(cursor: Any, vendor: str) -> Iterator[None]:
    """While filling, indexes wait and nothing is checked; afterwards all is as migrations made it."""
    if vendor == "sqlite":
        yield from _sqlite_in_a_hurry(cursor)
    else:
        yield from _postgres_in_a_hurry(cursor)


def _sqlite_in_a_hurry(cursor: Any) -> Iterator[None]:
    from kith.kit.indexes import fts5

    hurried = {"journal_mode": "OFF", "synchronous": "OFF", "foreign_keys": "OFF", "cache_size": "-1500000"}
    kept = {"journal_mode": "WAL", "synchronous": "FULL", "foreign_keys": "ON", "cache_size": "-8000"}
    cursor.execute("PRAGMA journal_mode=DELETE")
    _pragmas(cursor, hurried)
    cursor.execute("DROP TRIGGER stories_words_in")
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (%s, %s, %s)",
        TABLES,
    )
    waiting = cursor.fetchall()
    for name, _sql in waiting:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _name, sql in waiting:
        cursor.execute(sql)
    say("the small ones")
    cursor.execute("INSERT INTO stories_words_index(stories_words_index, rank) VALUES ('hashsize', 268435456)")
    cursor.execute("INSERT INTO stories_words_index(stories_words_index) VALUES ('rebuild')")
    cursor.execute("INSERT INTO stories_words_index(stories_words_index, rank) VALUES ('hashsize', 1048576)")
    cursor.execute(next(one for one in fts5("stories_words", "id", "") if "stories_words_in " in one))
    _pragmas(cursor, kept)


def _pragmas(cursor: Any, told: dict[str, str]) -> None:
    for name, value in told.items():
        cursor.execute(f"PRAGMA {name}={value}")


def _postgres_in_a_hurry(cursor: Any) -> Iterator[None]:
    cursor.execute("SET session_replication_role = replica")
    cursor.execute("SET maintenance_work_mem = '2GB'")
    cursor.execute("SET max_parallel_maintenance_workers = 0")
    cursor.execute("SET synchronous_commit = off")
    cursor.execute(
        "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'u' AND conrelid::regclass::text = ANY(%s)",
        [list(TABLES)],
    )
    unique = cursor.fetchall()
    for table, name, _how in unique:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT LIKE %s",
        [list(TABLES), "%_pkey"],
    )
    waiting = cursor.fetchall()
    for name, _how in waiting:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _name, how in waiting:
        cursor.execute(how)
    for table, name, how in unique:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {how}')
    cursor.execute("SET session_replication_role = DEFAULT")
    for table in TABLES:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _texts_into(cursor: Any) -> None:
    """The texts that all stories and replies share, each with its tokens (they are plain words) behind a "~"."""
    from django.db import connection

    cursor.execute(
        "CREATE TABLE bench_texts (kind text, place integer, text text, words text, PRIMARY KEY (kind, place))"
    )
    for kind, seed, shortest, longest in (("story", 3, 40, 160), ("reply", 4, 8, 40)):
        made = texts(random.Random(seed), TEXTS, shortest, longest)
        rows = [
            (kind, n, text, " ".join(f"~{word}" for word in dict.fromkeys(text[:-1].split(" "))))
            for n, text in enumerate(made)
        ]
        if connection.vendor == "sqlite":
            cursor.execute("BEGIN")
        cursor.executemany("INSERT INTO bench_texts VALUES (%s, %s, %s, %s)", rows)
        if connection.vendor == "sqlite":
            cursor.execute("COMMIT")
    cursor.execute("ANALYZE bench_texts")


def texts(rnd: random.Random, many: int, shortest: int, longest: int) -> list[str]:
    """Half of what people write are a few words that everyone uses; the rest falls off as 1/rank over eight thousand."""
    rare = [word(n) for n in range(8000)]
    weights = list(accumulate(1 / (n + 10) for n in range(8000)))
    made = []
    for _ in range(many):
        size = rnd.randint(shortest, longest)
        words = rnd.choices(COMMON, k=size // 2) + rnd.choices(rare, cum_weights=weights, k=size - size // 2)
        rnd.shuffle(words)
        made.append(" ".join(words) + ".")
    return made


def word(n: int) -> str:
    """A word that can be said, each another."""
    said = ""
    for _ in range(3):
        n, at = divmod(n, 70)
        said += "bdfghklmnprstv"[at % 14] + "aeiou"[at // 14]
    return said


def _people_and_groups() -> None:
    from kith.groups.models import Cupboard, Group, Membership
    from kith.people.models import Person

    groups = Group.objects.bulk_create((Group(name=f"Walking on {n}") for n in range(GROUPS)), batch_size=2000)
    people = [Person(sign_in=f"b{n}", password="!") for n in range(PEOPLE)]
    Person.objects.bulk_create(people, batch_size=5000)
    members = [
        Membership(
            group=groups[n // EACH],
            person=person,
            alias=f"A{n}",
            role="facilitator" if n % EACH == 0 else "member",
            joined_at=NOW - timedelta(days=400),
        )
        for n, person in enumerate(people)
    ]
    more = [  # one in fifty is in two more groups
        Membership(group=groups[(n // EACH + away) % GROUPS], person=people[n], alias=f"B{n}")
        for n in range(1, PEOPLE, 50)
        for away in (11, 23)
    ]
    Membership.objects.bulk_create([*members, *more], batch_size=5000)
    opened = [Cupboard(group=one, what=what) for one in groups for what in ("stories", "shelf")]
    Cupboard.objects.bulk_create(opened, batch_size=5000)
    first["group"], first["member"] = groups[0].pk, members[0].pk


def _small_things() -> None:
    """Who listens, what is left out, who is kept apart; a few books."""
    from kith.library import indexing
    from kith.library.models import Resource
    from kith.people.models import Apart, Person
    from kith.stories.models import Gentle, Listening

    members, until = range(first["member"], first["member"] + PEOPLE, 8), NOW + timedelta(days=3)
    Listening.objects.bulk_create([Listening(membership_id=key, until=until) for key in members], batch_size=5000)
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    Gentle.objects.bulk_create([Gentle(person_id=key, leave_out=["death"]) for key in people[::9]], batch_size=5000)
    pairs = [Apart(by_id=people[n], of_id=people[n + 1], kind="block") for n in range(0, PEOPLE - 1, 20)]
    Apart.objects.bulk_create(pairs, batch_size=5000)
    made = [
        Resource(group_id=first["group"] + n // 2, by_id=first["member"] + n * 5, name=f"{word(n % 8000)} {n}")
        for n in range(0, 2 * GROUPS, 3)
    ]
    for one in Resource.objects.bulk_create(made, batch_size=2000)[:2000]:
        indexing.keep(one)
