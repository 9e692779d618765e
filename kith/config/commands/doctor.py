"""`kith doctor`: what is set up, what is not, and what to do about it."""

import argparse
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kith.config.commands import ground

HELP = "tell what is set up, what is not, and what to do"
WELL, NOTE, WRONG = "well", "note", "wrong"
LEAST_SPACE = 500_000_000  # bytes
OLDEST_SQLITE = (3, 37, 0)


@dataclass(frozen=True)
class Finding:
    """One thing looked at. A note is a choice with a price; wrong has to be put right before people come."""

    how: str
    what: str
    do: str = ""


def add_arguments(one: argparse.ArgumentParser) -> None:
    ground.data_argument(one)


def run(args: argparse.Namespace) -> int:
    folder = ground.data_folder(args)
    ground.load_django()
    findings = [finding for look in LOOKS for finding in look(folder)]
    for one in findings:
        ground.say(f"{one.how:<6} {one.what}")
        if one.do:
            ground.say(f"       {one.do}")
    wrong = sum(one.how == WRONG for one in findings)
    ground.say("Everything that has to be there is there." if not wrong else f"To put right: {wrong}.")
    return 1 if wrong else 0


def python(folder: Path) -> Iterator[Finding]:
    yield Finding(WELL, f"Python {sys.version_info[0]}.{sys.version_info[1]}")


def secret(folder: Path) -> Iterator[Finding]:
    try:
        ground.good_secret()
        yield Finding(WELL, "a secret of its own")
    except ground.Stop as stop:
        yield Finding(WRONG, str(stop), f"Run: kith init --data {folder}")


def permissions(folder: Path) -> Iterator[Finding]:
    for path in (folder / "settings.env", folder / "kith.sqlite3"):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077 and _reachable(folder):
            yield Finding(
                WRONG, f"others on this machine may read {path}", f"Run: chmod 600 {path}; chmod 700 {folder}"
            )
            return
    yield Finding(WELL, f"{folder} is private")


def _reachable(folder: Path) -> bool:
    return bool(stat.S_IMODE(folder.stat().st_mode) & 0o077)


def database(folder: Path) -> Iterator[Finding]:
    from django.conf import settings

    try:
        ground.database_answers()
    except ground.Stop as stop:
        do = "Start it, or look at KITH_DATABASE in docs/settings.md." if settings.DATABASE else ""
        yield Finding(WRONG, str(stop), do)
        return
    if settings.DATABASE:
        yield Finding(WELL, "PostgreSQL answers")
    else:
        yield from _sqlite()
    yield _migrated()


def _sqlite() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    if mode != "wal":
        yield Finding(
            WRONG,
            f"SQLite keeps its journal as {mode}, not wal",
            "Keep the folder on a local disk, not on a network share.",
        )
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield Finding(WRONG, f"SQLite {sqlite3.sqlite_version} is too old", "Use a newer Python or operating system.")
    else:
        yield Finding(WELL, f"SQLite {sqlite3.sqlite_version} in one file, journal {mode}")


def _migrated() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if unknown := ground.newer(executor):
        what = f"the database was written by a newer Kith ({unknown})"
        return Finding(WRONG, what, "Update Kith, or put the backup from before the update back.")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return Finding(NOTE, "the database is not up to this version yet", "`kith serve` brings it up when it starts.")
    return Finding(WELL, "the database is up to this version")


def static(folder: Path) -> Iterator[Finding]:
    if (folder / "static" / ".stamp").is_file():
        yield Finding(WELL, "pages have their styles and scripts")
    else:
        yield Finding(NOTE, "styles and scripts are not laid out yet", "`kith serve` does it when it starts.")


def host(folder: Path) -> Iterator[Finding]:
    from django.db import DatabaseError

    from kith.people.models import Person

    try:
        found = Person.objects.filter(is_host=True, suspended_at=None).exists()
    except DatabaseError:
        found = False
    if found:
        yield Finding(WELL, "there is a host")
    else:
        yield Finding(WRONG, "nobody is the host", f"Run: kith init --data {folder}")


def https(folder: Path) -> Iterator[Finding]:
    from django.conf import settings

    if settings.SECURE:
        yield Finding(WELL, f"HTTPS at {settings.URL}")
        return
    lost = "no passkeys, no screen kept awake, no sealed journal, no Secure cookies, and the network can read along"
    yield Finding(NOTE, f"no HTTPS: {lost}", "Give a domain to `kith init`; it writes a Caddy file.")


def mail(folder: Path) -> Iterator[Finding]:
    from django.conf import settings

    if settings.MAIL:
        yield Finding(WELL, "mail is set")
    else:
        yield Finding(
            NOTE,
            "no mail: everything reaches people in Kith, and printed codes help with a forgotten passphrase",
            "Set KITH_MAIL to change that.",
        )


def worker(folder: Path) -> Iterator[Finding]:
    from django.db import DatabaseError
    from django.utils import timezone

    from kith.notices import health

    try:
        told = list(health.look(timezone.now()))
    except DatabaseError:
        return  # before the first start there is nothing to look at
    yield from (Finding(WRONG if one.wrong else NOTE if one.do else WELL, one.what, one.do) for one in told)


def redis(folder: Path) -> Iterator[Finding]:
    from django.conf import settings

    if not settings.REDIS:
        yield Finding(WELL, "no Redis: right for one process")
        return
    try:
        ground.redis_answers()
        yield Finding(WELL, "Redis answers")
    except ground.Stop as stop:
        yield Finding(WRONG, str(stop), "Start it, or look at KITH_REDIS in docs/settings.md.")


def space(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    megabytes = free // 1_000_000
    if free < LEAST_SPACE:
        yield Finding(WRONG, f"only {megabytes} MB free on the disk", "Make room: a full disk stops every circle.")
    else:
        yield Finding(WELL, f"{megabytes} MB free on the disk")


def clock(folder: Path) -> Iterator[Finding]:
    now = datetime.now(UTC)
    local = now.astimezone()
    if now.year < 2025:
        yield Finding(WRONG, f"this machine thinks it is {now:%Y}", "Set its clock: meetings open by it.")
    else:
        yield Finding(WELL, f"the clock says {local:%Y-%m-%d %H:%M} {local.tzname()} ({now:%H:%M} UTC)")


LOOKS: tuple[Callable[[Path], Iterator[Finding]], ...] = (
    python,
    secret,
    permissions,
    database,
    static,
    host,
    https,
    mail,
    worker,
    redis,
    space,
    clock,
)
