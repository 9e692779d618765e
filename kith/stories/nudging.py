"""The listening nudge where a reply is sent. Nothing of it is kept, counted or told to anyone."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kith.groups.models import Membership
from kith.kit import markup
from kith.stories import nudge
from kith.stories.models import Story

HEARD = {False: _("They will find it with their story."), True: _("Taken back.")}


@dataclass(frozen=True, slots=True)
class Nudge:
    """What made the reply seem so, in its writer's own words; and ways to say what was heard."""

    advice: tuple[str, ...] = ()
    own_story: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    instead: str = ""  # one of the ways was pressed: it stands in the reply now, and is not sent yet

    @property
    def said(self) -> SafeString:
        """The words themselves, marked."""
        return format_html_join(", ", "“{}”", ((format_html("<mark>{}</mark>", words),) for words in self.advice))


def offered(story: Story) -> tuple[str, ...]:
    """For whom an unanswered story was put before: two ways to say what was heard, so that a first word is easy."""
    return tuple(nudge.reflections(markup.plain(story.text)))


def met(story: Story, typed: Mapping[str, str], *, by: Membership) -> Nudge | None:
    """What to say before this reply is sent; None: send it. "Send as it is" always sends."""
    ways = nudge.reflections(markup.plain(story.text))
    if instead := typed.get("instead"):
        return Nudge(ways=ways, instead=instead if instead in ways else "")
    if typed.get("do") == "as-it-is" or not story.wants_listening or story.is_by(by.person):
        return None
    return of(typed.get("text", ""), need=story.need, ways=ways)


def of(text: str, *, need: str, ways: tuple[str, ...]) -> Nudge | None:
    """What a reply to someone who asked to be listened to may sound like; None: it listens."""
    signs = nudge.look(text, language=(get_language() or "en")[:2])
    advice = tuple(sign.words for sign in signs if sign.kind != "own_story")[:2]
    own = tuple(sign.words for sign in signs if sign.kind == "own_story")[:1]
    own = own if need == "just_listen" else ()
    return Nudge(advice=advice, own_story=own, ways=ways) if advice or own else None
