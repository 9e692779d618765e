"""The listening exercise: eight short stories, a reply to each, and what the nudge would say of it. Nothing of it is kept.

Practice with feedback helps, practice alone does not: of 94 beginners, those who were told after each reply what it did said back
more of what they had heard and asked more; those who only practised did not, and grew less warm (R. Louie, R. S. Shah, I. H. Orney,
J. P. Pacheco, E. Brunskill and D. Yang, "Can LLM-Simulated Practice and Feedback Upskill Human Counselors? A Randomized Study with
90+ Novice Counselors", 2025, revised 2026, arXiv 2505.02428). Their feedback came from a language model, on whole talks. Ours comes
from rules that can be read, on one reply; what it does for anyone has not been measured.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kith.stories import nudge, nudging
from kith.stories.models import Need
from kith.stories.nudging import Nudge

LISTENING = (Need.JUST_LISTEN, Need.NOT_ALONE)


@dataclass(frozen=True, slots=True)
class Exercise:
    """A made-up story, what its teller asked for, and replies to choose from. `shows`: what the rules find in each."""

    who: str
    need: str
    text: str
    replies: tuple[str, ...]
    shows: tuple[str, ...]

    @property
    def ways(self) -> tuple[str, ...]:
        return nudge.reflections(self.text)


@dataclass(frozen=True, slots=True)
class Feedback:
    """Of one reply: what the nudge would say (None: nothing), and two ways to say what was heard."""

    reply: str
    nudge: Nudge | None
    ways: tuple[str, ...]


@cache
def exercises() -> tuple[Exercise, ...]:
    """From simple to hard."""
    told = tomllib.loads(resources.files("kith.stories").joinpath("data", "listening.toml").read_text("utf-8"))["story"]
    return tuple(
        Exercise(
            who=one["who"],
            need=one["need"],
            text=one["text"].strip(),
            replies=tuple(reply["text"] for reply in one["replies"]),
            shows=tuple(reply["shows"] for reply in one["replies"]),
        )
        for one in told
    )


def exercise(number: int) -> Exercise | None:
    """The first is 1."""
    return exercises()[number - 1] if 1 <= number <= len(exercises()) else None


def feedback(reply: str, *, to: Exercise) -> Feedback:
    """From the very rules that read a real reply, and only where they would."""
    met = nudging.of(reply, need=to.need, ways=to.ways) if to.need in LISTENING else None
    return Feedback(reply, met, to.ways)
