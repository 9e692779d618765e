"""The line above a story: of whom, when, what they need back. As HTML, made here: a page of twenty took half its time with it."""

from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kith.kit import moments
from kith.stories.models import Need, Story

Readers = Story.Readers


def byline(story: Story, *, mine: bool) -> SafeString:
    """Every word of a person's in it is escaped: there is one, their alias."""
    when = moments.shown(story.shared_at) if story.shared_at else escape(_("a draft"))
    changed = f" <span>{escape(_('(changed)'))}</span>" if story.changed_at else ""
    chips = "".join(f' <span class="chip">{escape(words)}</span>' for words in _chips(story, mine=mine))
    need = f'<span class="chip need">{escape(_need(story.need))}</span>'
    who = f'<strong class="name">{escape(_who(story, mine=mine))}</strong>'
    return mark_safe(f'<div class="row gap-2 soft small">{who} {when}{changed} {need}{chips}</div>')  # noqa: S308


def _who(story: Story, *, mine: bool) -> str:
    if mine:
        return _("You, without your alias") if story.without_alias else _("You")
    return _("Someone in this group") if story.without_alias else story.by.alias


def _need(need: str) -> str:
    if need == Need.JUST_LISTEN:
        return _("just listen")
    if need == Need.NOT_ALONE:
        return _("hear that I’m not alone")
    return _("questions welcome") if need == Need.QUESTIONS else _("ideas welcome")


def _chips(story: Story, *, mine: bool) -> list[str]:
    chips = [_("a letter to the newcomer I was")] if story.kind == Story.Kind.LETTER else []
    if story.readers == Readers.COMPANION:
        chips.append(
            _("for your companion, while you are companions") if mine else _("for you, while you are companions")
        )
    elif story.readers == Readers.ME:
        chips.append(_("only you"))
    return chips
