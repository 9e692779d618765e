"""This machine's Chromium for pytest-playwright. A page that asks any other host for anything fails its test (P1)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.harness import chromium

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
HERE = {"localhost", "127.0.0.1", "[::1]", "::1", ""}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": chromium(), "args": ARGS}


@pytest.fixture(scope="session")
def asked_elsewhere() -> list[str]:
    """Every address outside this machine that a page asked for since the test began."""
    return []


@pytest.fixture(scope="session")
def browser(browser: Any, asked_elsewhere: list[str]) -> Any:
    """The browser, with an eye on each context that is opened in it, however it is opened."""
    new_context = browser.new_context

    def watched(**wanted: Any) -> Any:
        context = new_context(**wanted)
        context.set_default_timeout(60_000)
        context.on("request", lambda request: note(request.url, asked_elsewhere))
        return context

    browser.new_context = watched
    return browser


def note(url: str, asked_elsewhere: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in HERE:
        asked_elsewhere.append(url)


@pytest.fixture(autouse=True)
def nobody_else_is_asked(request: pytest.FixtureRequest) -> Iterator[None]:
    """P1: no page of Kith asks another host for anything."""
    if "browser" not in request.fixturenames:
        yield
        return
    elsewhere: list[str] = request.getfixturevalue("asked_elsewhere")
    elsewhere.clear()
    yield
    assert not elsewhere, f"a page asked other hosts: {elsewhere}"


def sign_in(page: Any, server: Any, name: str) -> None:
    """Signs someone of the demo in, by the form."""
    who = next(one for one in server.people if one["sign_in"] == name)
    page.goto(f"{server.url}/sign-in/")
    page.fill("[name=login]", who["sign_in"])
    page.fill("[name=password]", who["passphrase"])
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
