"""A community of its own whose letters wait, a real mail server, and `kith work` as a process that can be killed."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from aiosmtpd.controller import Controller

from tests.serving import HANG, ROOT, free_port

SECRET = "a4Zq8-rT2mXw9_Lk6Vb3Nd7Hs5Jf1Gp0YcUeQ"
MAKE = """
import sys, django; django.setup()
from django.core.management import call_command
from django.utils import timezone
from kith.notices import outbox, sorts
from kith.notices.models import Notice, Wishes
from kith.people.models import Mailbox, Person
call_command("migrate", verbosity=0, interactive=False)  # PostgreSQL's is empty
count = int(sys.argv[1])
how = {sort.key: "mail" for sort in sorts.SORTS}
people = Person.objects.bulk_create([Person(sign_in=f"p{n}", password="!") for n in range(count)])
Mailbox.objects.bulk_create([Mailbox(person=one, address=f"{one.sign_in}@example.org") for one in people])
Wishes.objects.bulk_create([Wishes(person=one, how=how, quiet_from=None, quiet_until=None) for one in people])
outbox.put(*(outbox.Telling(one, Notice.Kind.MOVED, key="meeting:x:moved", path="/", when=timezone.now()) for one in people))
"""
PATIENCE = "breath=0.3"  # a killed worker is dead for the next one as soon as that has started


class Sink:
    """Keeps the Message-ID of each mail it took."""

    def __init__(self) -> None:
        self.took: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        head = envelope.content.decode().split("\r\n\r\n")[0]
        self.took.append(next(line for line in head.splitlines() if line.lower().startswith("message-id:")))
        return "250 OK"


@dataclass
class Place:
    """A data folder with so many letters to send; `database` is empty for SQLite."""

    folder: Path
    letters: int
    database: str = ""
    sink: Sink = field(default_factory=Sink)

    def __enter__(self) -> "Place":
        self.server = Controller(self.sink, hostname="127.0.0.1", port=free_port())
        self.server.start()
        lay_ground(self.folder)
        self.python(MAKE, str(self.letters))
        return self

    def __exit__(self, *_: object) -> None:
        self.server.stop()

    def env(self, **more: str) -> dict[str, str]:
        ours = {
            "KITH_DATA": str(self.folder),
            "KITH_SECRET": SECRET,
            "KITH_DATABASE": self.database,
            "KITH_REDIS": "",
            "KITH_MAIL": f"smtp://127.0.0.1:{self.server.port}",
            "KITH_FAULTS_ALLOWED": "1",
            "KITH_PATIENCE": PATIENCE,
            "DJANGO_SETTINGS_MODULE": "kith.config.settings",
        }
        return os.environ | ours | more

    def python(self, code: str, *told: str) -> str:
        asked = [sys.executable, "-c", code, *told]
        return subprocess.run(asked, env=self.env(), cwd=ROOT, check=True, capture_output=True, text=True).stdout

    def begin(self, *told: str, **more: str) -> "subprocess.Popen[str]":
        asked = [sys.executable, "-m", "kith.config.command", "work", "--data", str(self.folder), *told]
        return subprocess.Popen(asked, env=self.env(**more), cwd=ROOT, stderr=subprocess.PIPE, text=True)

    def work(self, **more: str) -> int:
        """`kith work --once`; its exit code."""
        with self.begin("--once", **more) as process:
            return process.wait(5 * HANG)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        if self.database:
            with psycopg.connect(self.database) as there:
                return there.execute(sql).fetchall()
        with closing(sqlite3.connect(self.folder / "kith.sqlite3")) as here:
            return here.execute(sql).fetchall()

    def outcomes(self) -> dict[str, int]:
        return dict(self.rows("select outcome, count(*) from notices_letter group by outcome"))

    def told(self) -> int:
        """How many may be read in Kith."""
        return int(self.rows("select count(*) from notices_notice where withdrawn_at is null")[0][0])


@cache
def _ground() -> bytes:
    """An empty database of this version, made once: bringing one up takes longer than all else here."""
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"KITH_DATA": folder, "KITH_DATABASE": "", "DJANGO_SETTINGS_MODULE": "kith.config.settings"}
        told = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
        subprocess.run(told, env=env, cwd=ROOT, check=True)
        return (Path(folder) / "kith.sqlite3").read_bytes()


def lay_ground(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kith.sqlite3").write_bytes(_ground())
