"""What a person takes along of what they wrote: stories and drafts, replies, keepsakes. No word and no name of anyone else,
but the title of a story they answered, where they may still read it."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from kith.kit.along import Leaf, markdown
from kith.people.models import Person
from kith.stories import asking, keepsakes, notes
from kith.stories.models import Draft, Keepsake, Reply, Story

AT_ONCE = 100  # rows in memory
R = TypeVar("R", Reply, Draft)


def stories(person: Person) -> Iterator[Leaf]:
    for story in Story.objects.ever_of(person).select_related("group").order_by("pk").iterator(AT_ONCE):
        folder = "stories" if story.shared_at else "drafts"
        at = story.shared_at or story.saved_at
        yield Leaf(folder, story.title or "story", "md", markdown(front(story), story.text), at)


def front(story: Story) -> dict[str, object]:
    return {
        "title": story.title,
        "date": story.shared_at or story.saved_at,
        "changed": story.changed_at,
        "group": story.group.name,
        "kind": story.kind,
        "need": story.need,
        "speaks of": notes.names(story),
        "read by": "" if story.is_draft else story.readers,
        "without my alias": story.without_alias,
        "draft": story.is_draft,
    }


def replies(person: Person) -> Iterator[Leaf]:
    sent = Reply.objects.ever_of(person).select_related("story__group")
    begun = Draft.objects.filter(by__person=person, of="reply").select_related("story__group")
    for reply, title in _with_title(sent, person):
        yield _answer(reply, title, at=reply.at)
    for draft, title in _with_title(begun, person):
        yield _answer(draft, title, at=draft.saved_at)


def _with_title(found: "QuerySet[R]", person: Person) -> "Iterator[tuple[R, str]]":
    """Each with the title of its story, or nothing where this person may not read it now."""
    still = Exists(asking.readable(person).filter(pk=OuterRef("story")))
    for one in found.annotate(still=still).order_by("pk").iterator(AT_ONCE):
        yield one, one.story.title if getattr(one, "still", False) else ""


def _answer(one: Reply | Draft, title: str, *, at: datetime) -> Leaf:
    facts = {"reply to": title, "date": at, "group": one.story.group.name, "draft": isinstance(one, Draft)}
    facts |= {"speaks of": notes.names(one)} if isinstance(one, Reply) else {}
    return Leaf("replies", title or "reply", "md", markdown(facts, one.text), at)


def keepsakes_of(person: Person) -> Iterator[Leaf]:
    """Each as its picture and a page beside it, under one name."""
    for keepsake, picture in keepsakes.pictures_of(person):
        name = f"{keepsake.described[:30]} {keepsake.ref[:6]}"
        yield Leaf("keepsakes", name, "webp", picture, keepsake.made_at)
        yield Leaf("keepsakes", name, "md", markdown(_shown(keepsake), keepsake.text), keepsake.made_at)


def _shown(keepsake: Keepsake) -> dict[str, object]:
    facts = {"what it shows": keepsake.described, "date": keepsake.made_at, "group": keepsake.group.name}
    return facts | {"shown to the group": keepsake.shared_at}
