"""A spot on an outing's page that apps above fill: what was kept of it afterwards."""

from collections.abc import Callable

from django.http import HttpRequest

from kith.companions.models import Outing
from kith.groups.models import Membership

Fill = Callable[[HttpRequest, Outing, Membership], str]


class Place:
    """Pieces of ready HTML, in the order their apps were started."""

    def __init__(self) -> None:
        self._fills: list[Fill] = []

    def fill(self, piece: Fill) -> None:
        """Called in `apps.ready()`."""
        if piece not in self._fills:
            self._fills.append(piece)

    def show(self, request: HttpRequest, outing: Outing, me: Membership) -> list[str]:
        return [html for piece in self._fills if (html := piece(request, outing, me))]


afterwards = Place()  # once it is over
