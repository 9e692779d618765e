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
