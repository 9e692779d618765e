"""Places on a meeting's page that apps above fill. A meeting knows where they are, not who fills them or with what."""

from collections.abc import Callable

from django.http import HttpRequest

from kith.groups.models import Membership
from kith.meetings.models import Meeting

Fill = Callable[[HttpRequest, Meeting, Membership], str]


class Place:
    """One spot on the page: pieces of ready HTML, in the order their apps were started."""

    def __init__(self) -> None:
        self._fills: list[Fill] = []

    def fill(self, piece: Fill) -> None:
        """Called in `apps.ready()`."""
        if piece not in self._fills:
            self._fills.append(piece)

    def show(self, request: HttpRequest, meeting: Meeting, me: Membership) -> list[str]:
        return [html for piece in self._fills if (html := piece(request, meeting, me))]


bringing = Place()  # while it can still be come to: what I bring
afterwards = Place()  # once it is over, there and on the circle's last page: how it was for me
