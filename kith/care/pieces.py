"""What a telling may be about besides a person: a story, a reply, a keepsake or a thing on the shelf that its teller may see."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kith.groups.models import Group, Membership
from kith.kit import markup
from kith.library import asking as library
from kith.library.models import Resource, Strategy
from kith.people.models import Person
from kith.stories import asking as stories
from kith.stories.models import Keepsake, Reply, Story

Thing = Story | Reply | Keepsake | Resource | Strategy
# Narrowest first: a reply names its story as well.
SEEN_BY: dict[str, Callable[[Person], Any]] = {
    "reply": lambda person: stories.replies(person).select_related("story__group"),
    "story": stories.readable,
    "keepsake": stories.keepsakes,
    "resource": library.resources,
    "strategy": library.strategies,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind` is how a link and a telling name it."""

    kind: str
    thing: Thing

    @property
    def by(self) -> Membership:
        return self.thing.by

    @property
    def group(self) -> Group:
        return self.thing.story.group if isinstance(self.thing, Reply) else self.thing.group

    @property
    def unnamed(self) -> bool:
        """Its writer chose that their name does not stand by it: the server knows it, nobody is shown it."""
        story = self.thing.story if isinstance(self.thing, Reply) else self.thing
        return isinstance(story, Story) and story.without_alias and self.by == story.by


def piece(person: Person | None, **refs: str) -> Piece | None:
    """By the refs in a link, each under its kind. One's own, and what one may not see, is as if it were not named."""
    kind = next((kind for kind in SEEN_BY if refs.get(kind)), None)
    if person is None or kind is None:
        return None
    thing = SEEN_BY[kind](person).exclude(by__person=person).filter(ref=refs[kind]).first()
    return Piece(kind, thing) if thing else None


def sees(person: Person, thing: Thing) -> bool:
    """Whether its own page is there for this person."""
    kind = type(thing).__name__.lower()
    return bool(SEEN_BY[kind](person).filter(pk=thing.pk).exists())


def of(row: Any) -> Thing | None:
    """The thing that a telling points at, if it is still there. A keepsake or a thing on the shelf that is taken back is not."""
    return next((thing for kind in SEEN_BY if (thing := getattr(row, kind))), None)


def words(thing: Thing) -> Mapping[str, Any]:
    """What it says: its title, its text, and where a picture of it is."""
    if isinstance(thing, Keepsake):
        return {"title": thing.described, "html": markup.html(thing.text), "keepsake": thing}
    if isinstance(thing, Resource):
        return {"title": thing.name, "html": markup.html("\n\n".join(filter(None, (thing.why, thing.where))))}
    if isinstance(thing, Strategy):
        return {"title": thing.name, "html": markup.html(thing.how)}
    return {"title": getattr(thing, "title", ""), "html": markup.html(thing.text)}
