"""What a journey knows of: the firsts in it, and what its two strands are made of, each in plain words."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

Words = str | Promise


@dataclass(frozen=True, slots=True)
class FirstKind:
    """`said` stands on the timeline; `title` is how a story about it may be called."""

    key: str
    said: Words
    title: Words
    glow: bool = False


FIRSTS = {
    one.key: one
    for one in (
        FirstKind("came", _("You came, and listened"), _("The first time I came")),
        FirstKind("held", _("You held the piece for the first time"), _("The first time I held the piece"), glow=True),
        FirstKind("story", _("You told your first story"), _("Telling my first story")),
        FirstKind(
            "reply", _("You answered someone’s story for the first time"), _("The first time I answered someone")
        ),
        FirstKind("reflected", _("You said back what you had heard"), _("The first time I said back what I heard")),
        FirstKind("greeted", _("You greeted someone new"), _("The first time I greeted someone"), glow=True),
        FirstKind("encouraged", _("You gave someone a few kind words"), _("The first kind words I gave")),
        FirstKind("facilitated", _("You held an evening for others"), _("The first evening I held")),
        FirstKind("goal", _("You got where you wanted to go"), _("The first goal I reached")),
        FirstKind("outing", _("You spent time with the others outside a meeting"), _("The first time out together")),
        FirstKind("companion", _("You and someone kept each other company"), _("My first companion")),
    )
}


@dataclass(frozen=True, slots=True)
class Fibre:
    """One thing that a strand is made of, and how a month's worth of it is said."""

    key: str
    said: Words


LEANED = (
    Fibre("story", ngettext_lazy("%(n)d story told", "%(n)d stories told", "n")),
    Fibre("turn", ngettext_lazy("%(n)d evening with the piece", "%(n)d evenings with the piece", "n")),
    Fibre("ask", ngettext_lazy("%(n)d hello asked for", "%(n)d hellos asked for", "n")),
)
LEANED_ON = (
    Fibre("reflection", ngettext_lazy("%(n)d reflection", "%(n)d reflections", "n")),
    Fibre("reply", ngettext_lazy("%(n)d reply", "%(n)d replies", "n")),
    Fibre("kind_words", ngettext_lazy("kind words given %(n)d time", "kind words given %(n)d times", "n")),
    Fibre("greeting", ngettext_lazy("%(n)d greeting", "%(n)d greetings", "n")),
    Fibre("facilitating", ngettext_lazy("%(n)d evening held for others", "%(n)d evenings held for others", "n")),
)
FIBRES = {one.key: one for one in (*LEANED, *LEANED_ON)}


@lru_cache(maxsize=1_000)
def in_words(key: str, number: int, _language: str) -> str:
    """So many of one fibre, in the language of now. They are the same few for everyone, so they are remembered, as days are."""
    return str(FIBRES[key].said % {"n": number})
