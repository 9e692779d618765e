"""H: nothing that changes anything can be sent from another site."""

import pytest
from django.test import Client
from django.utils import timezone

from kith.circle import opening
from tests.cast import Cast
from tests.depth import some
from tests.privacy.walking import Route, routes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("route", some(routes(), one_in=3), ids=str)
def test_without_its_token_nothing_is_taken(route: Route, cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(cast.ana)
    given = {"ref": cast.group.ref, "member": cast.as_ben.ref}
    if route.name.startswith("circle:"):
        opening.open_room(cast.meeting, timezone.now())
        given = {"ref": cast.meeting.ref, "command": "knock"}
    form = {"content_type": "application/x-www-form-urlencoded"}
    assert client.post(route.path(**given), {"x": "y"}, **form).status_code == 403
    for method in (client.put, client.patch, client.delete):
        assert method(route.path(**given), {"x": "y"}, **form).status_code in {403, 405}


def test_with_its_token_it_is(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ben)
    client.get("/tell/")
    token = client.cookies["kith_csrf"].value
    sent = client.post("/tell/", {"to": cast.group.ref, "csrfmiddlewaretoken": token})
    assert sent.status_code == 302


def test_the_page_for_it_says_what_to_do(cast: Cast) -> None:
    answer = Client(enforce_csrf_checks=True).post("/tell/", {"words": "x"})
    assert answer.status_code == 403
    assert "send it once more" in answer.content.decode()
