"""Ben has a goal, in a group that has goals and companions; Ana is in it, Charlie is not."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from kith.companions import beginning
from kith.companions.models import Pact
from kith.goals import asking, checking_in, working
from kith.goals.models import Goal
from kith.groups.models import Cupboard, Group
from kith.people.models import Person
from tests.cast import Cast

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
WORDS = "Go as far as the bridge"


@pytest.fixture
def here(cast: Cast) -> Cast:
    Group.objects.filter(pk=cast.group.pk).update(zone="UTC")
    cast.group.refresh_from_db()
    for what in ("goals", "companions"):
        Cupboard.objects.create(group=cast.group, what=what, opened_by=cast.as_ana)
    return cast


@pytest.fixture
def goal(here: Cast) -> Goal:
    """Ben's, with a step that he reached and one check-in."""
    one = of_ben(here, working.begin(words=WORDS, more="the river", by=here.as_ben, now=NOW))
    step = working.add_step(one, text="find my shoes", now=NOW)
    working.reach(one, of=step.ref, now=NOW)
    checking_in.check_in(one, how="not_yet", text="rain all day", now=NOW)
    return one


def of_ben(cast: Cast, goal: Goal) -> Goal:
    return asking.mine(cast.ben).get(pk=goal.pk)


def together(cast: Cast) -> Pact:
    return beginning.begin(cast.as_ana, cast.as_ben, now=NOW)


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def sees(who: Person, goal: Goal) -> bool:
    """By its address, and on the list; both say the same."""
    client = signed_in(who)
    by_address = client.get(goal.get_absolute_url()).status_code == 200
    page = client.get(f"/groups/{goal.group.ref}/goals/")
    assert (page.status_code == 200 and goal.words in page.content.decode()) == by_address
    return by_address
