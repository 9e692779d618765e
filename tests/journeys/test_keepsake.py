"""A keepsake: uploaded, described, brought to a circle, shown while its owner speaks, and gone after."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from tests.browsing import sign_in
from tests.journeys.sitting import Sitter, at_the_circle, picture
from tests.journeys.test_ordinary import has_it, to_the_question
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
TIN = "A green button tin with a scratch on its side"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A tin, as a phone would take it: lying on its side, with a note of where it was."""
    scene = Image.new("RGB", (1600, 1200), "#d8c7a8")
    draw = ImageDraw.Draw(scene)
    draw.rounded_rectangle((350, 350, 1250, 950), 60, fill="#2f5f9a", outline="#173657", width=18)
    draw.ellipse((600, 480, 1000, 760), fill="#3f74b5")
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "Secret Street 5", 6
    to = io.BytesIO()
    scene.save(to, "JPEG", exif=exif)
    file = tmp_path / "IMG_0001.jpg"
    file.write_bytes(to.getvalue())
    return file


def test_a_keepsake_from_the_phone_to_the_circle_and_back(browser: Browser, server: Server, photo: Path) -> None:
    with at_the_circle(browser, server, "rowan", "marisol", "teo") as sitters:
        rowan, marisol, teo = sitters
        before = pictures(server)
        address = keeps_it(marisol, photo)
        assert pictures(server) > before
        is_seen_in_the_group(teo, address)
        rowan.come_in()
        for one in (marisol, teo):
            one.sit()
        to_the_question(rowan)
        has_it(marisol)
        source = is_shown(marisol, teo)
        at_the_hall(teo)
        rowan.sees(f"Marisol shows this: {TIN}")
        marisol.press("I've finished, pass it on")
        is_gone(teo, source)
        takes_it_back(marisol, teo, address)
        assert pictures(server) == before


def pictures(server: Server) -> set[str]:
    """The picture files on the disk; the demo brings some of its own."""
    return {str(path) for path in (server.data / "pictures").rglob("*") if path.is_file()}


def keeps_it(marisol: Sitter, photo: Path) -> str:
    page = marisol.page
    sign_in(page, marisol.server, marisol.name)
    to_the_group(page, marisol.server)
    page.get_by_role("link", name="Keepsakes", exact=True).first.click()
    page.get_by_role("link", name="Keep something here").click()
    picture(page, "keepsake-new")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="Keep something here")).to_be_visible()  # without words it is not sent
    page.get_by_label("A picture of it").set_input_files(photo)
    page.get_by_label("What is on the picture?").fill(TIN)
    page.get_by_label("Its story, if you like").fill("She kept her buttons in it.\nI keep them still.")
    page.get_by_role("button", name="Keep it").click()
    image = page.get_by_role("img", name=TIN)
    expect(image).to_be_visible()
    assert loaded(image) == [750, 1000]  # upright again
    page.get_by_role("button", name="Bring it").first.click()
    expect(page.get_by_text("It comes along.")).to_be_visible()
    picture(page, "keepsake")
    return page.url


def to_the_group(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/")
    page.get_by_role("link", name="Walking with grief", exact=True).first.click()


def loaded(image: Any) -> list[int]:
    """Its own width and height, once it is there."""
    handle = image.element_handle()
    image.page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=handle)
    return list(handle.evaluate("image => [image.naturalWidth, image.naturalHeight]"))


def is_seen_in_the_group(teo: Sitter, address: str) -> None:
    page = teo.page
    sign_in(page, teo.server, teo.name)
    page.goto(address)
    expect(page.get_by_role("img", name=TIN)).to_be_visible()
    expect(page.get_by_text("Kept here by Marisol.")).to_be_visible()
    page.get_by_role("link", name="Back to the keepsakes").click()
    expect(page.get_by_role("link", name=TIN)).to_be_visible()


def is_shown(marisol: Sitter, teo: Sitter) -> str:
    expect(teo.page.locator("figure.shown")).to_be_hidden()
    marisol.press_under("More", f"Show “{TIN}”")
    marisol.sees(f"They see it now: {TIN}")
    image = teo.page.locator("figure.shown img")
    expect(image).to_be_visible()
    expect(image).to_have_attribute("alt", TIN)
    assert loaded(image) == [750, 1000]
    picture(teo.page, "keepsake-shown")
    picture(marisol.page, "keepsake-showing")
    return str(image.get_attribute("src"))


def at_the_hall(teo: Sitter) -> None:
    """A projector, opened by who sits here."""
    hall = teo.page.context.new_page()
    hall.goto(teo.circle.rstrip("/") + "/hall/")
    image = hall.locator("figure.shown img")
    assert loaded(image) == [1200, 1600]
    picture(hall, "keepsake-hall")
    hall.close()


def is_gone(teo: Sitter, source: str) -> None:
    expect(teo.page.locator("figure.shown")).to_be_hidden()
    expect(teo.page.locator("figure.shown img")).not_to_have_attribute("src", re.compile("."))
    assert teo.page.request.get(teo.server.url + source).status == 404


def takes_it_back(marisol: Sitter, teo: Sitter, address: str) -> None:
    page = marisol.page
    page.goto(address)
    image = page.get_by_role("img", name=TIN).get_attribute("src")
    assert teo.page.request.get(f"{marisol.server.url}{image}").status == 200
    page.get_by_role("link", name="Take it back").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("It is gone, and its picture with it.")).to_be_visible()
    assert teo.page.request.get(f"{marisol.server.url}{image}").status == 404
