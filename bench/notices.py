"""Ten thousand reminders by `kith work` to a real mail server on this machine, once as it is and once with kill -9 in between."""

import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.report import Figure
from bench.serving import ROOT, free_port, fsync_ms

LETTERS = 10_000
KILLS = 10
LAY_OUT = """
import sys, django; django.setup()
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from kith.notices import outbox, sorts
from kith.notices.models import Notice, Wishes
from kith.people.models import Mailbox, Person
call_command("migrate", verbosity=0, interactive=False)
how = {sort.key: "mail" for sort in sorts.SORTS}
now = timezone.now()
people = Person.objects.bulk_create([Person(sign_in=f"p{n}", password="!", zone="Europe/Dublin") for n in range(int(sys.argv[1]))])
Mailbox.objects.bulk_create([Mailbox(person=one, address=f"{one.sign_in}@example.org") for one in people])
Wishes.objects.bulk_create([Wishes(person=one, how=how, discreet="hour", quiet_from=None, quiet_until=None) for one in people])
outbox.put(*(
    outbox.Telling(one, Notice.Kind.REMINDER_DAY, key="meeting:x:day", path="/", when=now + timedelta(days=1)) for one in people
))
"""
COUNT = """
import django; django.setup()
from kith.notices.models import Letter, Notice
doubt = Letter.objects.filter(outcome="unsure").count() + Letter.objects.filter(outcome="", handed_at__isnull=False).count()
print(Notice.objects.count(), Letter.objects.filter(outcome="sent").count(), doubt)
"""


@dataclass
class Post:
    """A community whose reminders are due, and the mail server's book."""

    env: dict[str, str]
    book: Path

    def took(self) -> list[str]:
        return self.book.read_text().splitlines()

    def python(self, code: str, *told: str) -> str:
        asked = [sys.executable, "-c", code, *told]
        return subprocess.run(asked, env=self.env, cwd=ROOT, check=True, capture_output=True, text=True).stdout

    @contextmanager
    def worker(self) -> Iterator["subprocess.Popen[bytes]"]:
        with subprocess.Popen([sys.executable, "-m", "kith.config.command", "work"], env=self.env, cwd=ROOT) as process:
            try:
                yield process
            finally:
                process.send_signal(signal.SIGTERM)

    def until(self, true: Callable[[list[str]], bool]) -> None:
        """Until the book says so; half an hour at most."""
        last = time.monotonic() + 1800
        while not true(self.took()):
            if time.monotonic() > last:
                raise SystemExit("the letters did not go out")
            time.sleep(0.05)


@contextmanager
def post(database: str = "") -> Iterator[Post]:
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as data:
        port, book = free_port(), Path(data) / "book"
        env = (
            os.environ
            | {
                "KITH_SECRET": secrets.token_urlsafe(48),
                "KITH_DATA": data,
                "KITH_DATABASE": database,
                "KITH_REDIS": "",
                "KITH_MAIL": f"smtp://127.0.0.1:{port}",
                "KITH_FAULTS_ALLOWED": "1",
                "KITH_PATIENCE": "breath=1",  # a killed worker is taken for dead after a second, so that the bench need not wait
                "DJANGO_SETTINGS_MODULE": "kith.config.settings",
            }
        )
        told = [sys.executable, "-m", "bench.post", str(port), str(book)]
        with subprocess.Popen(told, cwd=ROOT, stdout=subprocess.PIPE) as server:
            try:
                assert server.stdout
                server.stdout.readline()
                one = Post(env, book)
                one.python(LAY_OUT, str(LETTERS))
                yield one
            finally:
                server.terminate()


def figures() -> list[Figure]:
    return [Figure("notices.fsync", fsync_ms(), "ms"), *at_full_speed(), *with_kills()]


def at_full_speed() -> list[Figure]:
    with post() as one, one.worker():
        one.until(bool)
        began = time.monotonic()
        one.until(lambda took: len(took) >= LETTERS)
        rate = LETTERS / (time.monotonic() - began)
    return [Figure("notices.letters_a_second", rate, "/s"), Figure("notices.ten_thousand", LETTERS / rate, "s")]


def with_kills() -> list[Figure]:
    """kill -9 again and again, at any moment; then whatever is left."""
    dice = random.Random(20261122)
    with post() as one:
        for number in range(1, KILLS + 1):
            goal = number * LETTERS // (KILLS + 1) + dice.randint(0, LETTERS // 50)
            with one.worker() as process:
                one.until(lambda took, goal=goal: len(took) >= goal)  # type: ignore[misc]
                process.kill()
        with one.worker():
            one.until(lambda took: one_by_one(took) >= LETTERS - KILLS and settled(one))
        told, sent, doubt = (int(word) for word in one.python(COUNT).split())
        took = one.took()
    return [
        Figure("notices.killed", KILLS, "times"),
        Figure("notices.killed.sent_twice", len(took) - one_by_one(took), "", 0),
        Figure("notices.killed.neither_sent_nor_told_as_unsure", LETTERS - sent - doubt, "", 0),
        Figure("notices.killed.unsure", doubt, "", KILLS),
        Figure("notices.killed.unsure_and_not_arrived", LETTERS - one_by_one(took), "", KILLS),
        Figure("notices.killed.not_in_kith", LETTERS - told, "", 0),
    ]


def one_by_one(took: list[str]) -> int:
    return len(Counter(took))


def settled(one: Post) -> bool:
    _, sent, doubt = (int(word) for word in one.python(COUNT).split())
    return sent + doubt == LETTERS
