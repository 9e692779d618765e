"""What every command stands on: data folder, Django, database, port. What is wrong is said in one sentence."""

import argparse
import errno
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SHORTEST_SECRET = 32
FEWEST_LETTERS = 10  # different ones, in a secret


class Stop(Exception):  # noqa: N818 - an answer, not an error
    """Something stands in the way. `str()` is one sentence that says what to do; `code` is what the shell sees."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def data_argument(one: argparse.ArgumentParser, default: str | None = None) -> None:
    """`--data DIR`; without it KITH_DATA, else `default`, else `data`."""
    one.add_argument("--data", metavar="DIR", default=None, help="the folder that holds everything")
    one.set_defaults(data_default=default or "data")


def port_arguments(one: argparse.ArgumentParser) -> None:
    one.add_argument("--port", type=int, default=8000, help="0 takes any free one (default: 8000)")
    one.add_argument("--host", default="127.0.0.1", help="0.0.0.0 to be reachable from other machines")
    one.add_argument("--json", action="store_true", help="print one line of JSON when it serves")


def chosen_folder(args: argparse.Namespace) -> Path:
    return Path(args.data or os.environ.get("KITH_DATA") or args.data_default).expanduser().resolve()


def data_folder(args: argparse.Namespace) -> Path:
    """The data folder, made if need be and known to be writable; Django's settings will read it from KITH_DATA."""
    folder = chosen_folder(args)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        why = error.strerror or "it is not usable"
        raise Stop(
            f"Kith cannot write to {folder} ({why}). Choose another folder with --data (make demo DATA=folder)."
        ) from None
    os.environ["KITH_DATA"] = str(folder)
    return folder


def load_django() -> None:
    """Settings and apps; a setting that cannot be understood is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from environs import EnvError

    try:
        django.setup()
    except (EnvError, ImproperlyConfigured, ValueError) as error:
        raise Stop(
            f"A setting could not be understood: {_first_line(error)} (docs/settings.md tells them all)."
        ) from None


def good_secret() -> None:
    """Outside the demo nobody serves with a secret that others know or could guess."""
    from django.conf import settings

    if settings.DEMO:
        return
    if settings.SECRET_KEY == settings.NO_SECRET:
        raise Stop("KITH_SECRET is not set, so anyone could forge a sign-in. `kith init` makes one.")
    if len(settings.SECRET_KEY) < SHORTEST_SECRET:
        raise Stop(f"KITH_SECRET is shorter than {SHORTEST_SECRET} letters. `kith init` makes a good one.")
    if len(set(settings.SECRET_KEY)) < FEWEST_LETTERS:
        raise Stop("KITH_SECRET could be guessed: it has few different letters. `kith init` makes a good one.")


def database_answers() -> None:
    """One question to the database, with a few seconds to answer."""
    from django.conf import settings
    from django.db import connection

    try:
        if settings.DATABASE:
            _ask_postgres()
        else:
            connection.ensure_connection()
            may_write_sqlite()
    except Stop:
        raise
    except Exception as error:
        where = "KITH_DATABASE" if settings.DATABASE else settings.DATABASES["default"]["NAME"]
        raise Stop(f"The database does not answer ({where}): {_first_line(error)}.") from None


def may_write_sqlite() -> None:
    """SQLite opens a file that it may only read, and says so at the first press."""
    from django.conf import settings

    file = str(settings.DATABASES["default"]["NAME"])
    for path in (file, f"{file}-wal", f"{file}-shm"):
        if not os.access(path, os.W_OK) and os.path.exists(path):  # in this order: they come and go
            raise Stop(
                f"Kith may not write to {path}. Run it as the user whom that file belongs to, or give the file to that user."
            )


def _ask_postgres() -> None:
    # Not through the pool: its own patience is longer and it logs each try.
    import psycopg
    from django.conf import settings

    db = settings.DATABASES["default"]
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    psycopg.connect(**{mine: db[theirs] for mine, theirs in names.items() if db.get(theirs)}, connect_timeout=4).close()


def redis_answers() -> None:
    """Where KITH_REDIS is set, it has to be there at the start; later it may come and go."""
    from django.conf import settings

    if not settings.REDIS:
        return
    import redis

    try:
        redis.Redis.from_url(settings.REDIS, socket_connect_timeout=4, socket_timeout=4).ping()
    except (redis.RedisError, ValueError) as error:
        raise Stop(f"Redis does not answer (KITH_REDIS): {_first_line(error)}.") from None


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there, or a sentence. Taken before the slow work, so a busy port is known at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    one = socket.socket(family, socket.SOCK_STREAM)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        one.bind((host, port))
        one.listen(2048)
    except (OSError, OverflowError) as error:
        one.close()
        taken = getattr(error, "errno", None) == errno.EADDRINUSE
        why = "is taken" if taken else f"cannot be used ({_first_line(error)})"
        raise Stop(f"Port {port} on {host} {why}. Choose another with --port 8001 (make demo PORT=8001).") from None
    return one


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time migrates and lays out static files; the others wait."""
    import fcntl

    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare(folder: Path) -> None:
    """Secret, database, Redis, migrations and static files, in that order."""
    load_django()
    good_secret()
    redis_answers()
    database_answers()
    with alone(folder):
        migrate()
        lay_out_statics()
    close_connections()


def close_connections() -> None:
    """The main thread is done with the database; the pages' threads open their own."""
    from django.db import connections

    connections.close_all()


def migrate() -> None:
    """Brings the database up to this version; quick when it is."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from kith.config.commands import from_nothing

    laid = from_nothing.lay_tables()
    executor = MigrationExecutor(connection)
    if unknown := newer(executor):
        raise Stop(
            f"This database was written by a newer Kith ({unknown}). Update Kith, or put the backup from before the update back."
        )
    if laid or executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def newer(executor: Any) -> str:
    """A step of ours that the database has been through and this version does not know; empty if there is none."""
    known = executor.loader.disk_migrations
    ours = {app for (app, _), step in known.items() if step.__module__.startswith("kith.")}
    unknown = sorted(set(executor.loader.applied_migrations) - set(known))
    return next((f"{app} {name}" for app, name in unknown if app in ours), "")


def lay_out_statics() -> None:
    """Static files under hashed names, again only when one has changed. Old names stay: pages may be open."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    now = _statics_now()
    if stamp.is_file() and stamp.read_text() == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(now)


def _statics_now() -> str:
    import hashlib

    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def stands_in_the_way(error: BaseException) -> str:
    """What no code of ours can help, in a sentence: a full disk, a file of someone else. Empty for a mistake of ours."""
    full = getattr(error, "errno", None) == errno.ENOSPC or "disk is full" in str(error)
    if full:
        return "The disk is full. Make room, and start again."
    if isinstance(error, PermissionError) and error.filename:
        whose = "Run it as the user whom that file belongs to (docs/hosting.md uses `runuser -u kith`)."
        return f"Kith may not use {error.filename}. {whose}"
    return ""


def _first_line(error: BaseException) -> str:
    words = str(error).strip().splitlines()
    return (words[0] if words else type(error).__name__).rstrip(".")


def say(line: str) -> None:
    """One line to whoever reads the terminal or the pipe, at once."""
    print(line, flush=True)


def say_json(facts: dict[str, Any]) -> None:
    import json

    say(json.dumps(facts))


def warn(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
