"""Who may stand before stories: members of a group that has opened this cupboard. Everything a page shows is asked here."""

from django.db.models import Exists, OuterRef

from kith.groups.models import Cupboard, Group, Membership
from kith.groups.models.group import GroupSet
from kith.groups.models.membership import MembershipSet
from kith.people.models import Person
from kith.stories.models import Keepsake, Reply, Story
from kith.stories.models.keepsake import KeepsakeSet
from kith.stories.models.reply import ReplySet
from kith.stories.models.story import StorySet

CUPBOARD = "stories"


def with_stories() -> GroupSet:
    return Group.objects.filter(is_open("pk"))


def is_open(group: str = "group") -> Exists:
    """True of rows whose group has opened this cupboard. Asked of each row: a list of all open cupboards is long."""
    return Exists(Cupboard.objects.filter(group=OuterRef(group), what=CUPBOARD))


def me(person: Person) -> MembershipSet:
    """This person's memberships of groups that tell each other stories."""
    return Membership.objects.at_home(person).filter(is_open())


def stories(person: Person) -> StorySet:
    """Their own, drafts too, and what was shared with them."""
    return Story.objects.visible_to(person).filter(is_open(), withdrawn_at=None)


def readable(person: Person) -> StorySet:
    """What was shared with them, their own included; no drafts."""
    return stories(person).filter(shared_at__isnull=False).select_related("by", "group")


def mine(person: Person) -> StorySet:
    return stories(person).filter(by__person=person).select_related("by", "group")


def replies(person: Person) -> ReplySet:
    found = Reply.objects.visible_to(person).filter(is_open("story__group"), withdrawn_at=None)
    return found.select_related("by", "story__by")


def replies_left(person: Person) -> ReplySet:
    """Replies of theirs to stories that were taken back since: they alone still read them."""
    found = Reply.objects.of(person).filter(story__withdrawn_at__isnull=False, withdrawn_at=None)
    return found.filter(is_open("story__group")).select_related("story__group")


def keepsakes(person: Person) -> KeepsakeSet:
    """Their own, and what was shown to a group of theirs."""
    return Keepsake.objects.visible_to(person).filter(is_open()).select_related("by", "group")


def my_keepsakes(person: Person) -> KeepsakeSet:
    return keepsakes(person).filter(by__person=person)


def keepsakes_to_take_back(person: Person) -> KeepsakeSet:
    """Their own, wherever they are now, and whether or not the cupboard is open."""
    return Keepsake.objects.ever_of(person).select_related("by", "group")
