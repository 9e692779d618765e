"""`python -m bench.community DATA CIRCLES`: circles of eight in the middle of a round, and who may press in them, as JSON.

Runs in a process of its own before the server starts; fills the database by the same doors the server uses.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

SEATS = 8


def main(data: str, circles: int) -> None:
    os.environ["KITH_DATA"] = data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    made = [_circle(number) for number in range(circles)]
    (Path(data) / "bench.json").write_text(json.dumps(made))


def _circle(number: int) -> dict[str, Any]:
    from datetime import timedelta

    from django.utils import timezone

    from bench.core import AGENDA, ALIASES
    from kith.circle import entering, opening, room
    from kith.groups.models import Agreement, Group
    from kith.meetings.models import Meeting

    group = Group.objects.create(name=f"Bench {number}")
    Agreement.objects.create(group=group, version=1, text="I may pass.")
    now = timezone.now()
    meeting = Meeting.objects.create(
        group=group,
        starts_at=now - timedelta(minutes=1),
        minutes=60,
        format="council",
        agenda=AGENDA | {"empty_seat": False},
    )
    past = _past(meeting)
    seats = [_seat(group, past, number, place, ALIASES[place]) for place in range(SEATS)]
    opening.open_room(meeting, now)
    for place, (membership, _) in enumerate(seats):
        room.act(
            meeting, actor=membership.ref, kind="sit", op=f"sit{place}", data={}, facts=entering.facts_of(membership)
        )
    for kind in ("begin", "accept"):
        room.act(meeting, actor=seats[0][0].ref, kind=kind, op=kind, data={})
    return {"ref": meeting.ref, "seats": [{"ref": m.ref, "session": session} for m, session in seats]}


def _seat(group: Any, past: Any, number: int, place: int, alias: str) -> tuple[Any, str]:
    from kith.groups.models import Acceptance, Membership
    from kith.meetings.models import Attendance
    from kith.people.models import Person

    person = Person.objects.create(sign_in=f"b{number}-{place}", password="argon2$unusable")
    role = "facilitator" if place == 0 else "member"
    membership = Membership.objects.create(group=group, person=person, alias=alias, seed=place, role=role)
    Acceptance.objects.create(membership=membership, agreement=group.agreements.all()[0])
    Attendance.objects.create(meeting=past, membership=membership, came_at=past.starts_at)
    return membership, session_of(person)


def _past(meeting: Any) -> Any:
    from datetime import timedelta

    from kith.meetings.models import Meeting

    starts = meeting.starts_at - timedelta(days=7)
    return Meeting.objects.create(group=meeting.group, starts_at=starts, minutes=60, format="council")


def session_of(person: Any) -> str:
    """A signed-in session's key, as a browser would hold it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
