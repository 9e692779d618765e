"""Places on the page of two companions that apps above fill. A pact knows where they are, not who fills them or with what."""

from collections.abc import Callable

from django.http import HttpRequest

from kith.companions.showing import Seen

Fill = Callable[[HttpRequest, Seen], str]


class Place:
    """One spot on the page: pieces of ready HTML, in the order their apps were started."""

    def __init__(self) -> None:
        self._fills: list[Fill] = []

    def fill(self, piece: Fill) -> None:
        """Called in `apps.ready()`."""
        if piece not in self._fills:
            self._fills.append(piece)

    def show(self, request: HttpRequest, seen: Seen) -> list[str]:
        """Only while it lasts and both are there: else nothing of the other's is on the page."""
        if seen.how != "lasting":
            return []
        return [html for piece in self._fills if (html := piece(request, seen))]


week = Place()  # under this week's check-in: what may be shown to both
