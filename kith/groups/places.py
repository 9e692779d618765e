"""Places on a group's pages that apps above fill. A group knows where they are, not who fills them or with what."""

from collections.abc import Callable

from django.http import HttpRequest

from kith.groups.models import Group, Membership

Fill = Callable[[HttpRequest, Group, Membership | None], str]


class Place:
    """One spot on a page: pieces of ready HTML, in the order their apps were started."""

    def __init__(self) -> None:
        self._fills: list[Fill] = []

    def fill(self, piece: Fill) -> None:
        """Called in `apps.ready()`."""
        if piece not in self._fills:
            self._fills.append(piece)

    def show(self, request: HttpRequest, group: Group, me: Membership | None = None) -> list[str]:
        return [html for piece in self._fills if (html := piece(request, group, me))]


today = Place()  # under the group's name: what members chose to tell it on this day
next_meeting = Place()  # on the group's page
ahead = Place()  # under it: what else is to come
beside = Place()  # beside it: what is in the group's open cupboards
first_evening = Place()  # on the page an invitation leads to; the viewer may be signed out
needs = Place()  # on the group's page, for those who run it: what waits for them, each an <li>
next_day = Place()  # not HTML: when the next meeting is, as it stands after "Come"; the viewer may be signed out
ways = Place()  # on the page of ways to give: what an app above has of them
proof = Place()  # on a listed group's public page: that it still meets; never a name
