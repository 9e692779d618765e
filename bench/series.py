"""Eight weeks of meetings for ten thousand series: how long it takes, on SQLite and, where the tests' is running, on PostgreSQL."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from typing import Any

from bench.report import Figure
from bench.serving import ROOT

MANY = 10_000
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "America/Sao_Paulo")
MORE_ZONES = ("Africa/Johannesburg", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland")
RULES = ("FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TH", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "FREQ=MONTHLY;BYDAY=2TU")


def figures() -> list[Figure]:
    return [*of("sqlite", ""), *(of("postgres", _database()) if os.environ.get("KITH_TEST_POSTGRES") else [])]


def _database() -> str:
    from tests.serving import new_database

    return new_database()


def of(backend: str, address: str) -> list[Figure]:
    """In a process of its own, on a database of its own."""
    try:
        with tempfile.TemporaryDirectory(prefix="kith-bench-") as data:
            env = {"KITH_SECRET": secrets.token_urlsafe(48), "KITH_DATA": data, "KITH_DATABASE": address}
            command = [sys.executable, "-m", "bench.series"]
            told = subprocess.run(
                command, cwd=ROOT, env=os.environ | env, check=True, stdout=subprocess.PIPE, text=True
            )
    finally:
        if address:
            from tests.serving import drop_database

            drop_database(address)
    seen = json.loads(told.stdout)
    return [Figure(f"series.{backend}.{name}", value, unit) for name, (value, unit) in seen.items()]


def measure(many: int = MANY) -> dict[str, tuple[float, str]]:
    """What `kith work` does in its round, whoever listens included; then a day later, and when nothing is missing."""
    from kith.meetings import eight_weeks

    fill(many)
    cpu = time.process_time()
    first, made = _timed(eight_weeks.look, NOW)
    cpu = time.process_time() - cpu
    again, _ = _timed(eight_weeks.look, NOW)
    next_day, _ = _timed(eight_weeks.look, NOW + timedelta(days=1))
    longest, queries = _one_round()
    return {
        "eight_weeks": (first, "s"),
        "eight_weeks.cpu": (cpu, "s"),
        "eight_weeks.meetings": (made, ""),
        "eight_weeks.per_series": (first / many * 1000, "ms"),
        "nothing_missing": (again, "s"),
        "next_day": (next_day, "s"),
        "one_transaction": (longest * 1000, "ms"),
        "one_transaction.queries": (queries, ""),
    }


def _timed(do: Any, now: datetime) -> tuple[float, int]:
    began = time.perf_counter()
    made = do(now)
    return time.perf_counter() - began, made


def _one_round() -> tuple[float, int]:
    """As many series as the round takes at once: as long as anyone else who writes may wait on SQLite. And its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from kith.meetings import eight_weeks
    from kith.meetings.models import Meeting, Series

    some = list(Series.objects.order_by("pk").values_list("pk", flat=True)[: 2 * eight_weeks.AT_ONCE])
    Meeting.objects.filter(series__in=some).delete()
    Series.objects.filter(pk__in=some).update(made_until=None)
    took, _ = _timed(lambda now: eight_weeks.make(some[: eight_weeks.AT_ONCE], now=now), NOW)
    with CaptureQueriesContext(connection) as asked:
        eight_weeks.make(some[eight_weeks.AT_ONCE :], now=NOW)
    return took, len(asked)


def fill(many: int) -> None:
    """Groups in ten zones that each have met for half a year, with a question each week, and have a series."""
    from kith.groups.models import Group
    from kith.meetings import prompts
    from kith.meetings.models import Meeting, Series

    zones, keys = ZONES + MORE_ZONES, list(prompts.library())
    groups = Group.objects.bulk_create(Group(name=f"Bench {n}", zone=zones[n % 10]) for n in range(many))
    begun = date(2025, 3, 4)
    Series.objects.bulk_create(
        Series(
            group=one,
            zone=one.zone,
            rule=RULES[n % len(RULES)],
            starts_on=begun + timedelta(days=[0, 2, 2, 7][n % len(RULES)]),
            clock=clock(17 + n % 4),
            format="council",
        )
        for n, one in enumerate(groups)
    )
    for start in range(0, many, 500):
        Meeting.objects.bulk_create(
            Meeting(
                group=one,
                starts_at=NOW - timedelta(weeks=week),
                format="council",
                prompt_key=keys[(week + one.pk) % len(keys)],
            )
            for one in groups[start : start + 500]
            for week in range(1, 26)
        )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(measure(int(sys.argv[1]) if sys.argv[1:] else MANY)))
