"""`kith demo`: a living community to try everything with, in a folder of its own."""

import argparse
import json
import os
import secrets
from pathlib import Path
from typing import Any

from kith.config.commands import beside, ground, serve
from kith.people import names

HELP = "serve a made-up community, to see how an evening goes"
NOTE = "demo.json"


def add_arguments(one: argparse.ArgumentParser) -> None:
    ground.port_arguments(one)
    ground.data_argument(one, "demo-data")
    beside.argument(one)


def run(args: argparse.Namespace) -> int:
    folder = ground.data_folder(args)
    listening = ground.bound(args.host, args.port)
    note = keep_note(folder)
    where = serve.address(args.host, listening)
    os.environ |= {"KITH_DEMO": "1", "KITH_SECRET": note["secret"], "KITH_URL": where}
    if args.host not in {"127.0.0.1", "localhost", "::1"}:
        os.environ.setdefault("KITH_HOSTS", "*")  # so that phones in the hall find it
    ground.prepare(folder)
    facts = community(note["passphrase"])
    with beside.worker(folder, args) as worker:
        ready = serve.announce({"url": where, **facts}, args.json, lines(where, facts), worker)
        serve.serve(listening, "kith.config.asgi:application", ready=ready)
    return 0


def keep_note(folder: Path) -> dict[str, str]:
    """The demo's secret and shared passphrase, made once. A folder with a real community in it is left alone."""
    note = folder / NOTE
    if note.is_file():
        return read_note(note)
    if (folder / "kith.sqlite3").exists() or (folder / "settings.env").exists():
        raise ground.Stop(f"{folder} holds a real community, so the demo stays out of it. Choose another with --data.")
    made = {"secret": secrets.token_urlsafe(48), "passphrase": three_words()}
    with os.fdopen(os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(made, file)
    return made


def read_note(note: Path) -> dict[str, str]:
    try:
        kept = json.loads(note.read_text())
        return {"secret": str(kept["secret"]), "passphrase": str(kept["passphrase"])}
    except (ValueError, KeyError, TypeError):
        raise ground.Stop(
            f"{note} cannot be understood. Choose another folder with --data, or take this one away."
        ) from None


def three_words() -> str:
    """Short, because it may be typed on eight phones; nobody's life depends on a demo."""
    return " ".join(secrets.choice(names.words("words")) for _ in range(3))


def community(passphrase: str) -> dict[str, Any]:
    """Makes what is missing; says where the open circle is and who may be tried out."""
    from django.utils import timezone

    from kith.config import demo

    now = timezone.now()
    if demo.is_empty():
        demo.make(passphrase, now=now)
    group = demo.first_group()
    if group is None:
        raise ground.Stop("This database holds a real community, so the demo stays out of it.")
    meeting = demo.open_meeting(group, now=now)
    people = demo.told(group, passphrase)
    ground.close_connections()
    return {"circle": f"/circle/{meeting.ref}/", "people": people, "journal": demo.JOURNAL}


def lines(where: str, facts: dict[str, Any]) -> list[str]:
    """The same for a person at a terminal."""
    people = facts["people"]
    who = [f"  {one['sign_in']:<10}{one['alias']:<10}{one['role'].replace('_', '-')}" for one in people]
    return [
        f"Kith is at {where}",
        f"The circle that is open: {where}{facts['circle']}",
        "",
        f"Sign in as any of these, with the passphrase {people[0]['passphrase']}",
        *who,
        "",
        "{sign_in} keeps a sealed journal; it opens with: {passphrase}".format(**facts["journal"]),
        "Use a private window for each person. Ctrl+C ends it; what happened stays in the folder.",
    ]
