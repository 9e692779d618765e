"""Who may no longer see: asked of everyone at once, and each is refused for their own reason."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.circle import looking
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
