"""Whether a group takes nobody new for a while: asked of the apps above, which know when a closed circle is under way."""

from collections.abc import Callable
from datetime import datetime

from kith.groups.models import Group

Ask = Callable[[Group, datetime], datetime | None]
_asks: list[Ask] = []


def ask(one: Ask) -> None:
    """Called in `apps.ready()`. `one(group, now)` is the moment since when nobody joins, or None."""
    if one not in _asks:
        _asks.append(one)


def closed_since(group: Group, now: datetime) -> datetime | None:
    """Since when nobody joins unless a facilitator lets them: by a link made later than this, or by answering them."""
    return max((since for one in _asks if (since := one(group, now))), default=None)
