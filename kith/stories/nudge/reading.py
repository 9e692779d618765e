"""How a reply is read: sentence by sentence, quotes left out, each rule at most once a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, Protocol, cast

Kind = Literal["advice", "hint", "own_story"]
LONGEST_SHOWN = 9  # words of a reply that are shown back


@dataclass(frozen=True, slots=True)
class Sign:
    """`words` are the writer's own, as they stand in the reply from `start` to `end`."""

    kind: Kind
    words: str
    start: int
    end: int


class Language(Protocol):
    """What a language's file has."""

    ADVICE: tuple[re.Pattern[str], ...]  # says what to do
    HINT: tuple[re.Pattern[str], ...]  # says it softly: counted apart
    OWN_STORY: tuple[re.Pattern[str], ...]  # turns to the one who replies
    FREE: tuple[re.Pattern[str], ...]  # a sentence with this in it is no advice, whatever else it has
    CUT: tuple[re.Pattern[str], ...]  # pieces that are no advice: cut out before a sentence is read


def known(language: str) -> Language | None:
    """The rules of a language, or None: then there is no nudge."""
    if not re.fullmatch(r"[a-z]{2,3}", language):
        return None
    try:
        return cast(Language, import_module(f"kith.stories.nudge.{NAMES.get(language, language)}"))
    except ModuleNotFoundError:
        return None


NAMES = {"en": "english"}


def look(reply: str, *, language: str = "en") -> tuple[Sign, ...]:
    """Everything in a reply that may sound like advice, or turns to one's own story, in the order it stands there."""
    rules = known(language)
    if rules is None:
        return ()
    found = (sign for start, sentence in sentences(reply) for sign in _read(reply, start, sentence, rules))
    return tuple(sorted(found, key=lambda sign: sign.start))


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with where it begins. What is quoted is blanked out, so that its place stays and its words do not count."""
    plain = _unquoted(text.replace("’", "'").replace("‘", "'"))
    for found in re.finditer(r"[^.!?\n;]+[.!?;]*", plain):
        if found.group().strip():
            lead = len(found.group()) - len(found.group().lstrip())
            yield found.start() + lead, found.group().strip()


def _unquoted(text: str) -> str:
    quoted = r"(?<!\w)'[^'\n]+(?:\w'\w[^'\n]*)*'(?!\w)|“[^”\n]*”|\"[^\"\n]*\"|«[^»\n]*»|^>[^\n]*$"
    return re.sub(quoted, lambda found: " " * len(found.group()), text, flags=re.MULTILINE)


def _read(reply: str, start: int, sentence: str, rules: Language) -> Iterator[Sign]:
    for rule in rules.OWN_STORY:
        if found := rule.search(sentence):
            yield _sign(reply, "own_story", start, sentence, found.start())
            break
    if any(rule.search(sentence) for rule in rules.FREE):
        return
    left = sentence
    for piece in rules.CUT:
        left = piece.sub(lambda found: "_" * len(found.group()), left)
    kinds: tuple[tuple[Kind, tuple[re.Pattern[str], ...]], ...] = (("advice", rules.ADVICE), ("hint", rules.HINT))
    for kind, of in kinds:
        if hits := [found.start() for rule in of if (found := rule.search(left))]:
            yield _sign(reply, kind, start, sentence, min(hits))
            return


def _sign(reply: str, kind: Kind, start: int, sentence: str, at: int) -> Sign:
    """From the word that set it off to the end of that piece of the sentence, at most nine words."""
    piece = re.match(r"[^,:—–]*", sentence[at:])
    words = list(re.finditer(r"\S+", piece.group() if piece else ""))[:LONGEST_SHOWN]
    length = words[-1].end() if words else 0
    begins = start + at
    shown = reply[begins : begins + length].rstrip(".!?;")
    return Sign(kind, shown, begins, begins + len(shown))
