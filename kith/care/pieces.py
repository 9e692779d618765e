"""What a telling may be about besides a person: a story or a reply that the one who tells may read."""

from dataclasses import dataclass

from kith.groups.models import Group, Membership
from kith.people.models import Person
from kith.stories import asking
from kith.stories.models import Reply, Story


@dataclass(frozen=True, slots=True)
class Piece:
    story: Story
    reply: Reply | None = None

    @property
    def by(self) -> Membership:
        return self.reply.by if self.reply else self.story.by

    @property
    def group(self) -> Group:
        return self.story.group

    @property
    def unnamed(self) -> bool:
        """Its writer chose that their name does not stand by it: the server knows it, nobody is shown it."""
        return self.story.without_alias and self.by == self.story.by


def piece(person: Person | None, *, story: str = "", reply: str = "") -> Piece | None:
    """By the refs in a link. One's own, and what one may not read, is as if it were not named."""
    if person is None:
        return None
    if reply:
        others = asking.replies(person).select_related("story__group").exclude(by__person=person)
        found = others.filter(ref=reply).first()
        return Piece(found.story, found) if found else None
    told = asking.readable(person).exclude(by__person=person).filter(ref=story).first() if story else None
    return Piece(told) if told else None
