"""What is said and shared out of the next evening, and what those who held one wrote down for themselves."""

from datetime import timedelta

from kith.config.demo.written import Cast
from kith.meetings import answering, debriefing, holding

SAID = timedelta(hours=26)  # ago


def plan(cast: Cast) -> None:
    _answers(cast)
    _asks(cast)
    for one in cast.told.get("debriefs", []):
        meeting = cast.past[-one["ago"]]
        said = {name: one.get(name, "") for name in ("how", "took", "leave", "next")}
        debriefing.keep(meeting, by=cast.members[one["by"]], now=meeting.ends_at + timedelta(hours=1), **said)


def _answers(cast: Cast) -> None:
    """To the next evening of the series; a hard week asks its greeter for a hello."""
    for place, (name, what) in enumerate(cast.told.get("answers", {}).items()):
        with cast.then(cast.now - SAID + timedelta(hours=2 * place)) as at:
            hello = answering.HELLO if what == answering.HARD else ""
            answering.answer(cast.ahead[0], what=what, hello=hello, by=cast.members[name], now=at)


def _asks(cast: Cast) -> None:
    """ "Would you hold the piece that evening?" Nobody has answered yet."""
    if ask := cast.told.get("meets", {}).get("ask"):
        with cast.then(cast.now - SAID) as at:
            holding.ask(cast.ahead[0], of=cast.members[ask["of"]], by=cast.members[ask["by"]], now=at)
