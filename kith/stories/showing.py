"""What a story's page shows to one member, asked with a few questions that do not grow with its replies."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, QuerySet, Value, When
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from kith.groups import cupboards, known, lines, places
from kith.groups.models import Group, Membership
from kith.kit import by_heart, markup
from kith.people.models import Person
from kith.stories import asking, bylines, folding, home, in_words, notes, putting, replying, unheard
from kith.stories.models import Acknowledgement, Gentle, Listening, Need, PutBefore, Reply, Story
from kith.stories.models.reply import ReplySet
from kith.stories.models.story import StorySet

A_PAGE = 50  # replies
WAITING = "stories_waiting"
Kind = Acknowledgement.Kind


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply as it is shown. `writer` where the one who wrote the story without their alias answers in it."""

    reply: Reply
    html: str
    mine: bool
    writer: bool
    heard: bool
    quietly: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def fold_why(self) -> str | None:
        """Why it is folded for everyone, for whoever wrote it; None: it is not."""
        why: str | None = self.reply.__dict__.get("fold_why") if self.mine else None
        return why


def page(me: Membership, story: Story) -> dict[str, Any]:
    mine = story.is_by(me.person)
    said = replying.heard(story, by=me)
    quietly = in_words.for_me(story, person=me.person)
    return {
        "me": me,
        "group": me.group,
        "story": story,
        "byline": bylines.byline(story, mine=mine),
        "html": markup.html(story.text),
        "mine": mine,
        "fold": folding.standing_fold(story) if mine else None,
        "notes": notes.names(story),
        "kinds": [] if mine else [(kind, (None, kind) in said) for kind in kinds(story)],
        "quietly": quietly.get(None, []),
        "answers": answers(me, story, said, quietly),
    }


def kinds(story: Story) -> list[str]:
    """What may be said quietly; "me too" is not offered to someone who asked to be just listened to."""
    return [Kind.HEAR, *([] if story.need == Need.JUST_LISTEN else [Kind.ME_TOO]), Kind.THANK_YOU]


def answers(
    me: Membership, story: Story, said: set[tuple[int | None, str]], quietly: dict[int | None, list[str]]
) -> list[Answer]:
    found = answers_to(me.person, story)
    noted = any(reply.notes and reply.by_id != me.pk for reply in found)
    wishes = notes.gentle(me.person) if noted else Gentle(person=me.person)
    return [
        Answer(
            reply=reply,
            html=markup.html(reply.text),
            mine=reply.by_id == me.pk,
            writer=story.without_alias and reply.by_id == story.by_id,
            heard=(reply.pk, Kind.THANK_YOU) in said,
            quietly=quietly.get(reply.pk, []),
            notes=notes.names(reply),
        )
        for reply in found
        if reply.by_id == me.pk or not notes.is_left_out(reply, wishes)
    ]


@by_heart.question
def answers_to(person: Person, story: Story) -> ReplySet:
    found = asking.said(asking.replies(person)).annotate(fold_why=folding.why())
    return found.filter(story=story).order_by("at")[:A_PAGE]


def reading_home(me: Membership) -> dict[str, Any]:
    now, wishes = timezone.now(), Gentle(person=me.person, leave_out=me.__dict__["leave_out"] or [])
    line = home.since(me, now=now)
    came = home.new(me, wishes, line=line)
    return {
        "me": me,
        "group": me.group,
        "line": line,
        "stories": came[: home.NEW_AT_MOST],
        "earlier_than": came[home.NEW_AT_MOST - 1].story.shared_at if len(came) > home.NEW_AT_MOST else line,
        "drafts": (drafts := home.drafts(me.person, me.group)),
        "listens": me.__dict__["listens"],
        "has_something": bool(drafts) or me.__dict__["has_something"],
        **put_before(me, wishes),
    }


def on_the_groups_page(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """A card beside the next meeting: how many came is never said, only whether something did."""
    if me is None or not cupboards.is_open(group, asking.CUPBOARD):
        return ""
    wishes = Gentle(person=me.person, leave_out=known.says(me, "leave_out", unasked=None) or [])
    newest, unheard_ones = (
        [one for one in map(_as_found, lines.of(me, kind)) if not notes.is_left_out(one, wishes)]
        for kind in ("newest_story", "unheard_story")
    )
    before = unheard_ones[0] if unheard_ones else None
    facts = {
        "group": group,
        "newest": newest[0] if newest else None,
        "unheard": before,
        "unheard_notes": notes.names(before) if before else [],
    }
    return render_to_string("stories/card.html", facts, request)


def _as_found(row: lines.Row) -> Story:
    """What a card says of a story: not its words, nor whose it is."""
    told = json.loads(row.more)
    told["notes"] = (
        json.loads(told["notes"]) if isinstance(told["notes"], str) else told["notes"]
    )  # SQLite: text in text
    return Story(title=row.name, ref=row.ref, shared_at=row.at, **told)


def _opened(me: Membership) -> bool:
    return bool(known.says(me, "cupboard_stories"))


def _newest(me: Membership, now: datetime) -> lines.Rows:
    return _for_cards(lines.first(asking.readable(me.person).filter(group=me.group_id).newest(), 1), "newest_story")


def _unheard(me: Membership, now: datetime) -> lines.Rows:
    return _for_cards(lines.first(putting.put_before_me(me, now=now)), "unheard_story")


def _some_wait(me: Membership) -> bool:
    return me.runs and _opened(me) and bool(known.says(me, "stories_wait"))


def _waiting(me: Membership, now: datetime) -> lines.Rows:
    alias = Case(When(without_alias=True, then=Value("")), default=F("by__alias"))
    return lines.rows(
        lines.first(putting.waiting_where(me, now=now), putting.SHOWN),
        WAITING,
        name="title",
        at="shared_at",
        more=alias,
    )


def _for_cards(found: QuerySet[Story], kind: str) -> lines.Rows:
    told = JSONObject(need="need", notes="notes", note_words="note_words")
    return lines.rows(found, kind, name="title", at="shared_at", more=told)


def put_before(me: Membership, wishes: Gentle) -> dict[str, Any]:
    """The story that nobody has answered, if one is put before this member: what it speaks of, before all else."""
    story = putting.before(me, wishes, now=timezone.now())
    return {"unheard": story, "unheard_notes": notes.names(story) if story else []}


def who_waits(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """For those who run it: the stories that have waited for a day; their writers only where they show themselves."""
    waiting = lines.of(me, WAITING) if me else []
    return render_to_string("stories/waiting.html", {"stories": waiting}, request) if waiting else ""


def way_to_listen(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """Among the ways to give: the first of them, and where to practise it."""
    opened = me is not None and cupboards.is_open(group, asking.CUPBOARD)
    listens = opened and Listening.objects.filter(membership=me, until__gt=timezone.now()).exists()
    return render_to_string("stories/way.html", {"group": group, "opened": opened, "listens": listens}, request)


def ask() -> None:
    """What the group's page has to know before it looks for a story: mostly there is none to look for."""
    known.ask("leave_out", lambda now: notes.left_out_by())
    known.ask("put_before", lambda now: Exists(PutBefore.objects.filter(membership=known.OWN, passed_at=None)))
    known.ask("stories_wait", lambda now: Exists(_wait_here(now)))


def _wait_here(now: datetime) -> StorySet:
    return putting.unanswered(Story.objects.filter(group=known.GROUP, shared_at__lte=now - unheard.AFTER))


def fill_places() -> None:
    ask()
    lines.look_for("newest_story", _newest, when=_opened)
    lines.look_for("unheard_story", _unheard, when=lambda me: _opened(me) and bool(known.says(me, "put_before")))
    lines.look_for(WAITING, _waiting, when=_some_wait)
    places.beside.fill(on_the_groups_page)
    places.needs.fill(who_waits)
    places.ways.fill(way_to_listen)
