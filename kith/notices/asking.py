"""One question that a mail may ask: an upper app gives the link that answers it. The link signs nobody in."""

from collections.abc import Callable

from kith.notices.models import Notice

Ask = Callable[[Notice], str]
_asks: dict[str, Ask] = {}


def add(*kinds: Notice.Kind, ask: Ask) -> None:
    """Called in `apps.ready()`. `ask(notice)` gives a path with its own token, or "" when there is nothing to ask."""
    for kind in kinds:
        _asks[kind] = ask


def path(notice: Notice) -> str:
    ask = _asks.get(notice.kind)
    return ask(notice) if ask else ""
