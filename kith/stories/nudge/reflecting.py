"""Two ways to say what was heard, made from the writer's own words: nothing is added, nothing is explained."""

import re

from kith.stories.nudge.reading import sentences

FEELING = re.compile(
    r"\b(?:afraid|alone|angry|ashamed|cry|cried|crying|empty|exhausted|feel|felt|guilty|heavy|hurt|hurts|lonely|lost|love|miss|"
    r"missed|numb|sad|scared|silence|sleep|still|stuck|tired|waiting|weight|wish|worried|can't|cannot|couldn't|never|nobody|no one|"
    r"hard)\b",
    re.IGNORECASE,
)
SHORTEST, LONGEST = 3, 18  # words: a whole thought, and no more than can be said in a breath
TURNED = dict(
    line.split()
    for line in """
i you
me you
we you
us you
my your
our your
mine yours
ours yours
myself yourself
ourselves yourselves
i'm you're
im you're
we're you're
i've you've
ive you've
we've you've
i'd you'd
we'd you'd
i'll you'll
we'll you'll
""".strip().splitlines()
)
AGREES = {"am": "are", "was": "were", "wasn't": "weren't"}
OPENING = re.compile(r"^(?:and|but|so|because|then|well|or|also|anyway|yes|no),?\ ", re.IGNORECASE)


def reflections(story: str) -> tuple[str, ...]:
    """At most two sentences that give the writer's own words back. None where the story has nothing short enough to turn."""
    found = [
        (weight, at, turned)
        for at, (_, one) in enumerate(sentences(story))
        if (weight := _weight(one)) and (turned := turn(one))
    ]
    best = sorted(sorted(found, key=lambda one: (-one[0], one[1]))[:2], key=lambda one: one[1])
    said = [turned for *_, turned in best]
    first, second = said[:1], said[1:]
    return (*(f"I hear that {one}." for one in first), *(f"{one[:1].upper()}{one[1:]}." for one in second))


def _weight(sentence: str) -> int:
    """More for a feeling, more for a sentence about oneself; nothing for a question or one that is too short or long."""
    words = sentence.split()
    if not SHORTEST <= len(words) <= LONGEST or sentence.endswith("?") or "   " in sentence:
        return 0
    mine = bool(re.search(r"\b(?:i|my|me|we|i'm|i've)\b", sentence, re.IGNORECASE))
    return 2 * len(FEELING.findall(sentence)) + 3 * mine


def turn(sentence: str) -> str:
    """ "I still reach past it for mine." -> "you still reach past it for yours". Empty where it speaks to "you" already."""
    plain = OPENING.sub("", re.sub(r"[\W_]+$", "", sentence.strip()))
    if re.search(r"\b(?:you|your|you're|yours)\b", plain, re.IGNORECASE):
        return ""
    words = re.split(r"(\s+|[,:;()])", plain)
    turned: list[str] = []
    before = ""
    for word in words:
        low = word.lower()
        if low in TURNED:
            new = TURNED[low]
        elif low in AGREES and before in {"i", "we"}:
            new = AGREES[low]
        else:
            new = word
        turned.append(new)
        before = low if low.strip() else before
    said = "".join(turned)
    first = words[0].lower() if words else ""
    return said if first in TURNED or first == "i" or _is_name(words[0]) else said[:1].lower() + said[1:]


def _is_name(word: str) -> bool:
    """A word with a capital that does not only stand at the head of a sentence cannot be told; short common words are none."""
    return word[:1].isupper() and word.lower() not in COMMON and not word.isupper()


COMMON = frozenset(
    [
        "a",
        "an",
        "the",
        "it",
        "it's",
        "this",
        "that",
        "these",
        "those",
        "there",
        "here",
        "he",
        "she",
        "they",
        "his",
        "her",
        "their",
        "my",
        "our",
        "some",
        "every",
        "everyone",
        "everything",
        "nobody",
        "no",
        "nothing",
        "what",
        "when",
        "where",
        "who",
        "how",
        "why",
        "if",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "to",
        "with",
        "without",
        "after",
        "before",
        "since",
        "until",
        "while",
        "all",
        "most",
        "many",
        "much",
        "more",
        "people",
        "sometimes",
        "today",
        "yesterday",
        "tonight",
        "tomorrow",
        "now",
        "then",
        "last",
        "next",
        "first",
        "one",
        "two",
        "three",
        "still",
        "even",
        "only",
        "just",
        "maybe",
        "work",
        "home",
        "being",
        "having",
        "getting",
        "going",
        "sleep",
        "mornings",
        "nights",
        "evenings",
        "weekends",
        "days",
        "friends",
        "family",
        "mum",
        "dad",
        "mother",
        "father",
    ]
)
