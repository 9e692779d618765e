"""Who may stand before stories: members of a group that has opened this cupboard. Everything a page shows is asked here."""

from django.db.models import Exists, OuterRef, Q

from kith.groups.models import Cupboard, Group, Membership
from kith.groups.models.group import GroupSet
from kith.groups.models.membership import MembershipSet
from kith.kit import by_heart
from kith.people.models import Person
from kith.stories.models import Keepsake, Reply, Story
from kith.stories.models.keepsake import KeepsakeSet
from kith.stories.models.reply import ReplySet
from kith.stories.models.story import StorySet

CUPBOARD = "stories"
# What a list shows of each: to make whole objects of a page's rows takes longer than to find them.
TOLD = ("ref", "kind", "title", "text", "need", "notes", "note_words", "without_alias", "readers", "group")
WHEN = ("shared_at", "changed_at", "saved_at", "withdrawn_at")
SAID = ("ref", "text", "notes", "note_words", "at", "changed_at", "withdrawn_at", "story")
BY = ("by__ref", "by__alias", "by__person")


def with_stories() -> GroupSet:
    return Group.objects.filter(is_open("pk"))


def is_open(group: str = "group") -> Exists:
    """True of rows whose group has opened this cupboard. Asked of each row: a list of all open cupboards is long."""
    return Exists(Cupboard.objects.filter(group=OuterRef(group), what=CUPBOARD))


def me(person: Person) -> MembershipSet:
    """This person's memberships of groups that tell each other stories."""
    return Membership.objects.at_home(person).filter(is_open())


@by_heart.question
def me_in(person: Person, ref: str) -> MembershipSet:
    """Their membership of one group, by its ref."""
    return me(person).filter(group__ref=ref)[:1]


@by_heart.question
def me_beside(person: Person, group: Group) -> MembershipSet:
    """The same, for whoever has the group in hand."""
    return me(person).select_related(None).filter(group=group)[:1]


def me_at(story: Story, person: Person) -> Membership:
    """As whom this person stands before a story that they may read: in one small question."""
    found = by_heart.the_one(me_beside(person, story.group))
    found.person, found.group = person, story.group
    return found


def stories(person: Person) -> StorySet:
    """Their own, drafts too, and what was shared with them."""
    return Story.objects.visible_to(person).filter(is_open(), withdrawn_at=None)


def readable(person: Person) -> StorySet:
    """What was shared with them, their own included; no drafts."""
    return stories(person).filter(shared_at__isnull=False).select_related("by", "group")


@by_heart.question
def one_readable(person: Person, ref: str) -> StorySet:
    return readable(person).filter(ref=ref)[:1]


def mine(person: Person) -> StorySet:
    return stories(person).filter(by__person=person).select_related("by", "group")


def replies(person: Person) -> ReplySet:
    found = Reply.objects.visible_to(person).filter(is_open("story__group"), withdrawn_at=None)
    return found.select_related("by", "story__by")


def listed(found: StorySet) -> StorySet:
    """With as much as a list of them shows."""
    return found.select_related(None).select_related("by").only(*TOLD, *WHEN, *BY)


def said(found: ReplySet) -> ReplySet:
    """With as much as a story's page shows of the replies under it."""
    return found.select_related(None).select_related("by").only(*SAID, *BY)


def replies_left(person: Person) -> ReplySet:
    """Replies of theirs to stories that were taken back since, or were for a companion: they alone still read them."""
    over = Q(story__readers=Story.Readers.COMPANION) & ~Q(story__in=Story.objects.visible_to(person))
    found = Reply.objects.of(person).filter(Q(story__withdrawn_at__isnull=False) | over, withdrawn_at=None)
    return found.filter(is_open("story__group")).select_related("story__group")


def keepsakes(person: Person) -> KeepsakeSet:
    """Their own, and what was shown to a group of theirs."""
    return Keepsake.objects.visible_to(person).filter(is_open()).select_related("by", "group")


def my_keepsakes(person: Person) -> KeepsakeSet:
    return keepsakes(person).filter(by__person=person)


def keepsakes_to_take_back(person: Person) -> KeepsakeSet:
    """Their own, wherever they are now, and whether or not the cupboard is open."""
    return Keepsake.objects.ever_of(person).select_related("by", "group")
