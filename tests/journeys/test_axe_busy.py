"""A group's page and a meeting's on the busiest night (tests/busiest_night.py): axe finds nothing, nothing sticks out."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page

from tests.busiest_night import busy, newcomer
from tests.cast import Cast
from tests.depth import pick
from tests.journeys.test_axe import LOOKS, told


@pytest.fixture(scope="session", autouse=True)
def beside_a_loop() -> Iterator[None]:
    """Playwright runs a loop in this thread; the database is asked in it all the same, also when the test is put away."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.mark.deep
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_busiest_night_is_calm_to_look_at(cast: Cast, live_server: Any, page: Page) -> None:
    nights, nia = busy(cast), newcomer(cast)
    paths = [cast.group.get_absolute_url(), *(one.get_absolute_url() for one in nights.values())]
    every = list(product([nia.person, cast.ben, cast.ana], paths, LOOKS))
    for who, path, (width, scheme) in pick(every[:: len(LOOKS) + 1], every, every):
        client = Client()
        client.force_login(who)
        page.context.add_cookies(
            [{"name": name, "value": one.value, "url": live_server.url} for name, one in client.cookies.items()]
        )
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.goto(live_server.url + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        where = f"{who.sign_in} at {path}, {width} px, {scheme}"
        assert not found, f"{where}: " + "; ".join(map(told, found))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{where} sticks out to the side"
