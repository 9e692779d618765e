"""Who may no longer see: asked of everyone at once, and each is refused for their own reason."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.circle import decoded, looking
from kith.circle.looking import NOT_HERE, SIGNED_OUT, Who
from kith.circle.tests.rooming import ALIASES, evening
from kith.groups.models import Membership

pytestmark = pytest.mark.django_db


def watching(membership: Membership) -> Who:
    """Someone with a screen open."""
    key = f'{membership.alias} O\'Hara: "quoted" and ünquoted'[:40]
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(hours=1))
    return Who(key, membership.person.password, membership.ref, membership.ref)


def test_each_who_may_not_see_is_named_with_their_reason_and_nobody_else_is() -> None:
    here = evening(*ALIASES[:7])
    who = {alias: watching(here[alias]) for alias in ALIASES[:7]}
    assert looking.refusals(who.values()) == looking.refusals([]) == {}
    Session.objects.filter(session_key=who["Ash"].session).delete()
    Session.objects.filter(session_key=who["Ben"].session).update(expire_date=timezone.now())
    Membership.objects.filter(ref=who["Cal"].membership).update(state="left")
    here["June"].person.suspended_at = timezone.now()
    here["June"].person.save()
    here["Kit"].person.set_password("quite another phrase")
    here["Kit"].person.save()
    here["Noor"].delete()
    with CaptureQueriesContext(connection) as asked:
        assert looking.refusals([*who.values(), *who.values()]) == {
            who["Ash"]: SIGNED_OUT,
            who["Ben"]: SIGNED_OUT,
            who["Cal"]: NOT_HERE,
            who["June"]: NOT_HERE,
            who["Kit"]: SIGNED_OUT,
            who["Noor"]: NOT_HERE,
        }
    assert len(asked) == 1


def test_who_is_asked_to_go_while_a_circle_is_being_read_does_not_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    here = evening("Ash", "Ben").sit()
    who = {alias: watching(here[alias]) for alias in ("Ash", "Ben")}
    asked = [looking.Watched(here.row.pk, here.meeting.ref, [(each, -1) for each in who.values()])]
    load = looking.core.load

    def meanwhile(state: str) -> object:
        Membership.objects.filter(ref=who["Ben"].membership).update(state="left")
        return load(state)

    monkeypatch.setattr(looking.core, "load", meanwhile)
    decoded.drop(here.meeting.ref)
    seen, refused = looking.look(asked)
    assert refused == {who["Ben"]: NOT_HERE}
    assert set(seen[here.row.pk].drawn) == {who["Ash"].viewer}


def test_a_circle_that_is_known_is_looked_at_in_one_question() -> None:
    here = evening("Ash", "Ben").sit()
    who = watching(here["Ash"])
    asked = [looking.Watched(here.row.pk, here.meeting.ref, [(who, -1)])]
    looking.look(asked)
    with CaptureQueriesContext(connection) as questions:
        seen, refused = looking.look(asked)
    assert len(questions) == 1
    assert not refused
    assert seen[here.row.pk].drawn[who.viewer].seated


def test_a_circle_that_a_poke_told_of_is_read_before_it_is_asked_who_may_see_it() -> None:
    here = evening("Ash", "Ben").sit()
    who, room, circle = watching(here["Ash"]), here.row, here.circle
    for known, told, questions in (
        (None, 0, 2),
        (room.seq - 1, room.seq, 2),
        (room.seq - 1, room.seq + 9, 2),  # made up
        (room.seq - 1, 0, 3),  # the poke was lost
        (room.seq, 0, 1),
    ):
        decoded.drop(here.meeting.ref)
        if known is not None:
            decoded.put(here.meeting.ref, known, circle)
        with CaptureQueriesContext(connection) as asked:
            seen, refused = looking.look([looking.Watched(room.pk, here.meeting.ref, [(who, -1)], told)])
        assert len(asked) == questions
        assert not refused
        assert seen[room.pk].seq == room.seq


def test_what_was_written_after_it_was_read_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    here = evening("Ash", "Ben").sit()
    who = watching(here["Ash"])
    standing = looking.rows.standing
    decoded.drop(here.meeting.ref)

    def meanwhile(*about: object) -> object:
        here.press("Ben", "just_listen")
        decoded.drop(here.meeting.ref)  # it was another process
        return standing(*about)  # type: ignore[arg-type]

    monkeypatch.setattr(looking.rows, "standing", meanwhile)
    before = here.row.seq
    seen, _ = looking.look([looking.Watched(here.row.pk, here.meeting.ref, [(who, -1)], before)])
    assert seen[here.row.pk].seq == before + 1
