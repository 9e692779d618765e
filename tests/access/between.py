"""Things that stand behind doors between meetings: for world.py."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from kith.care import pieces
from kith.care.telling import tell
from kith.companions import jar
from kith.companions.models import Pact
from kith.groups.models import Cupboard
from kith.insights.models import CUPBOARD as AFTER
from kith.insights.models import Month
from kith.journey import how_am_i
from kith.journey.models.how_am_i import CUPBOARD as HOW_ARE_WE
from kith.journey.models.how_am_i import HowAreWe
from kith.library.models import Resource, Strategy
from kith.meetings.models import Attendance
from kith.stories import replying, writing
from kith.stories.models import Story
from tests.access import companions
from tests.cast import meeting

if TYPE_CHECKING:
    from tests.access.world import World


def a_shelf(world: "World", state: str) -> None:
    """A book that Ben put there, and a way of coping; `shut`: the cupboard is closed again."""
    ben = world.theirs.memberships.get(alias="Ben")
    book = Resource.objects.create(group=world.theirs, by=ben, name="The coat")
    walk = Strategy.objects.create(group=world.theirs, by=ben, name="A walk", how="Ten minutes.")
    world.more |= {"resource": book.ref, "strategy": walk.ref}
    world.meeting = meeting(world.theirs, starts_in=60)
    if state == "open":
        for what in ("shelf", "kindness"):
            Cupboard.objects.get_or_create(group=world.theirs, what=what, defaults={"opened_by": ben})
        glad_of_ideas(world)


def glad_of_ideas(world: "World") -> None:
    """Cy is, and has been in a circle with everyone."""
    one = meeting(world.theirs, starts_in=-60 * 48)
    there = world.theirs.memberships.here()
    Attendance.objects.bulk_create(Attendance(meeting=one, membership=who, came_at=one.starts_at) for who in there)
    jar.welcome_ideas(by=world.cy, yes=True)


def a_story(world: "World", state: str) -> None:
    """Ben's; where it is shared the newest member has answered. `shut`: shared, and the cupboard is closed again."""
    ben, new = (world.theirs.memberships.get(alias=alias) for alias in ("Ben", "New"))
    story = writing.begin(by=ben, now=timezone.now(), text="The coat is still on the hook.", need="ideas")
    world.more |= {"story": story.ref, "reply": "none"}
    if state != "draft":
        writing.share(story, now=timezone.now())
        world.more["reply"] = replying.reply(story, text="I see it hang.", by=new, now=timezone.now()).ref
    if state == "taken-back":
        writing.take_back(story, now=timezone.now())
    if state != "shut":
        Cupboard.objects.get_or_create(group=world.theirs, what="stories", defaults={"opened_by": ben})


def a_story_for_a_companion(world: "World", state: str) -> None:
    """Ben's, for the newest member, who keeps him company."""
    ben = companions.keep_company(world)
    Cupboard.objects.get_or_create(group=world.theirs, what="stories", defaults={"opened_by": ben})
    story = writing.begin(by=ben, now=timezone.now(), text="Between us.", readers="companion")
    world.more["story"] = writing.share(story, now=timezone.now()).ref
    if state == "rests":
        Pact.objects.update(paused_at=timezone.now())


def a_telling_of_a_story(world: "World", state: str) -> None:
    """By the newest member, about a story that Ben told without his alias."""
    a_story(world, "shared")
    story, new = Story.objects.get(), world.theirs.memberships.get(alias="New")
    Story.objects.update(without_alias=True)
    told = pieces.piece(new.person, story=story.ref)
    world.telling = tell(
        by=new.person, wish="facilitators", group=world.theirs, about=story.by, where="story", words="x", piece=told
    )


def an_answer(world: "World", state: str) -> None:
    """Ben's answer, counted in the group; a month of it told before. `shut`: the cupboard is closed again."""
    ben = world.theirs.memberships.get(alias="Ben")
    items = {"companionship": 1, "left_out": 2, "isolated": 3}
    one = how_am_i.answer(by=ben.person, now=timezone.now(), count_in=[ben], **items)
    HowAreWe.objects.create(group=world.theirs, month=date(2026, 1, 1), word="some")
    world.more |= {"how_am_i": one.ref}
    if state == "open":
        Cupboard.objects.get_or_create(group=world.theirs, what=HOW_ARE_WE, defaults={"opened_by": ben})


def an_evening_to_answer(world: "World", state: str) -> None:
    """Over since a minute; nobody wrote down who came. `shut`: the cupboard is closed."""
    ana = world.theirs.memberships.get(alias="Ana")
    world.meeting = meeting(world.theirs, starts_in=-76, facilitator=ana, planned_by=ana)
    Month.objects.create(group=world.theirs, month=date(2026, 1, 1), heard="most", myself="")
    if state == "open":
        Cupboard.objects.get_or_create(group=world.theirs, what=AFTER, defaults={"opened_by": ana})
