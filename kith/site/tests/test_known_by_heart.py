"""What pages ask by heart is what the querysets say: for everyone, with everything that keeps someone from a story."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kith.companions import beginning
from kith.goals import bringing
from kith.goals.models import Goal
from kith.groups import cupboards
from kith.groups.models import Cupboard, Membership, Proposal, Standing
from kith.kit import by_heart
from kith.library import shelving
from kith.library.models import Resource
from kith.meetings.models import Attendance, Meeting, PieceAsked
from kith.people import apart
from kith.people.models import Person, QuietDay
from kith.stories import drafting, folding, home, notes, putting, replying, writing
from kith.stories.models import Keepsake, Story
from tests.cast import Cast, group, meeting, member

pytestmark = pytest.mark.django_db
NOW = timezone.now
asked: dict[str, int] = {}


@pytest.fixture(autouse=True)
def both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each question is put together anew as well, and the two answers are held against each other, row by row."""
    known: Any = by_heart.Question.__call__

    def compared(self: Any, *args: Any, **more: Any) -> list[Any]:
        found, anew = known(self, *args, **more), list(self.anew(*args, **more))
        assert found == anew and [facts(one) for one in found] == [facts(one) for one in anew]
        asked[self.anew.__qualname__] = asked.get(self.anew.__qualname__, 0) + bool(found)
        return list(found)

    monkeypatch.setattr(by_heart.Question, "__call__", compared)
    asked.clear()


def facts(one: Any, *, deep: int = 3) -> Any:
    """Every value of an object, and of those that came with it."""
    if not hasattr(one, "_state") or not deep:
        return one
    came = {name: facts(other, deep=deep - 1) for name, other in one._state.fields_cache.items()}
    return {name: value for name, value in vars(one).items() if name != "_state"} | came


def told(by: Membership, title: str, **more: Any) -> Story:
    return writing.share(writing.begin(by=by, now=NOW(), title=title, text=f"{title} and the", **more), now=NOW())


@pytest.fixture
def here(cast: Cast) -> list[Person]:
    """A group in which much is kept from someone, and a neighbour's."""
    opened = [Cupboard(group=cast.group, what=what) for what in ("stories", "shelf", "companions")]
    other = group("Another")
    Cupboard.objects.bulk_create([*opened, Cupboard(group=other, what="stories")])
    dee, em, there = member(cast.group, "Dee"), member(cast.group, "Em"), member(other, "Elsewhere", cast.ben)
    beginning.begin(cast.as_ana, cast.as_ben, now=NOW())
    coat, bread = told(cast.as_ana, "The coat"), told(cast.as_ben, "Bread", notes=["death"], without_alias=True)
    told(cast.as_ana, "Between us", readers="companion")
    told(dee, "Mine alone", readers="me")
    told(there, "Over there")
    writing.begin(by=cast.as_ana, now=NOW(), title="Not yet", text="the")
    folding.fold(told(em, "Folded"), why="Let us talk", by=cast.ana, now=NOW())
    for by in (cast.as_ben, dee, em):
        replying.reply(
            coat, text=f"I see the coat, says {by.alias}", by=by, now=NOW(), notes=["illness"] if by == em else []
        )
    folding.fold(replying.reply(bread, text="the crust", by=dee, now=NOW()), why="Later", by=cast.ana, now=NOW())
    replying.hear(coat, kind="hear", by=dee)
    drafting.keep(coat, text="the sleeve", by=cast.as_ben, now=NOW())
    apart.keep_apart(of=em.person, by=dee.person, kind="block")
    notes.be_gentle(em.person, leave_out=["death"])
    Keepsake.objects.create(group=cast.group, by=cast.as_ana, described="The tin", folder="x", shared_at=NOW())
    shelving.put(Resource(group=cast.group, name="The book", why="the"), by=dee)
    home.listen(dee, yes=True, now=NOW())
    Story.objects.filter(title="Bread").update(shared_at=NOW() - timedelta(days=2))
    putting.look(NOW())
    return [cast.ana, cast.ben, dee.person, em.person, cast.charlie]


@pytest.mark.deep
def test_every_page_finds_what_its_queryset_says(here: list[Person]) -> None:
    for who in here:
        client = Client()
        client.force_login(who)
        for one in Story.objects.all():
            client.get(f"/stories/{one.ref}/")
            for path in ("", "earlier/"):
                client.get(f"/groups/{one.group.ref}/stories/{path}")
        for words in ("the", "coat", "xylofoon"):
            client.get(f"/search/?words={words}")
    missing = {name for name, found in asked.items() if not found}
    assert not missing and len(asked) >= 14, (missing, sorted(asked))


@pytest.mark.deep
def test_a_groups_pages_find_what_their_querysets_say(cast: Cast) -> None:
    """The group, its meeting, that meeting's circle and the first page: with lines, roles, a hello that is wanted, a quiet day."""
    now = NOW()
    for what in cupboards.offered():
        Cupboard.objects.get_or_create(group=cast.group, what=what.key)
    dee = member(cast.group, "Dee")
    group("Another")
    soon, past = meeting(cast.group), meeting(cast.group, starts_in=-540)
    Meeting.objects.filter(pk=past.pk).update(facilitator=cast.as_ana)
    for one in (cast.as_ana, cast.as_ben, dee):
        Attendance.objects.create(meeting=past, membership=one, minutes=60, came_at=past.starts_at)
    PieceAsked.objects.create(meeting=soon, of=cast.as_ana, by=cast.as_ana)
    Proposal.objects.create(group=cast.group, by=cast.as_ben, text="We begin with a minute of quiet.")
    Standing.objects.create(membership=dee, what="paused", told="rest", at=now)
    Membership.objects.filter(pk=dee.pk).update(state="paused")
    goal = Goal.objects.create(by=cast.as_ben, group=cast.group, words="Call my brother")
    bringing.bring(goal, to=soon, by=cast.as_ben)
    QuietDay.objects.create(person=cast.ben, day=now.date() + timedelta(days=2))
    apart.keep_apart(of=cast.ana, by=cast.ben, kind="block")
    for who in (cast.ana, cast.ben, dee.person, cast.charlie):
        client = Client()
        client.force_login(who)
        for path in ("/", cast.group.get_absolute_url(), *(one.get_absolute_url() for one in (soon, past))):
            client.get(path)
        client.get(f"/circle/{soon.ref}/")
    found = {name for name, some in asked.items() if some}
    assert found >= {
        "_standing",
        "_standing_beside",
        "_to_be_named",
        "_found",
        "_ahead",
        "_shown",
        "_memberships",
        "_coming",
        "_at",
        "_whole",
    }, sorted(asked.items())
