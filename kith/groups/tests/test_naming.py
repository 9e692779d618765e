"""A notice names a group only to who has a place in it."""

import pytest

from kith.groups import naming
from kith.groups.models import Membership
from tests.cast import Cast, group, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["banned", "removed"])
def test_who_was_asked_to_go_and_who_never_was_there_reads_no_name(cast: Cast, state: str) -> None:
    path, other = f"/groups/{cast.group.ref}/agreement/", f"/groups/{group('Elsewhere').ref}/"
    assert naming.names(person("stranger"), [path]) == {}
    assert naming.names(cast.ben, [path, other, "/me/"]) == {path: "Walking with grief"}
    Membership.objects.filter(pk=cast.as_ben.pk).update(state=state)
    assert naming.names(cast.ben, [path]) == {}
