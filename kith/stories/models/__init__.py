"""Stories, replies and keepsakes: what keeps a group alive from one meeting to the next."""

from kith.stories.models.from_outing import FromOuting
from kith.stories.models.keepsake import Brought, Keepsake
from kith.stories.models.listening import Gentle, LastHere, Listening, PutBefore
from kith.stories.models.reply import Acknowledgement, Reply
from kith.stories.models.story import Draft, Folded, Need, Story
from kith.stories.models.words import Words

__all__ = [
    "Acknowledgement",
    "Brought",
    "Draft",
    "Folded",
    "FromOuting",
    "Gentle",
    "Keepsake",
    "LastHere",
    "Listening",
    "Need",
    "PutBefore",
    "Reply",
    "Story",
    "Words",
]
