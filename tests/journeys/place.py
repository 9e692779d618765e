"""A small server of a journey's own, and a hand behind it: what a journey begins with, and time, which nobody can wait for."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

from tests.serving import HANG, ROOT, Serve, Server

BEFORE = """
import json, os, sys
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from kith.groups.models import *
from kith.meetings.models import *
from kith.people.models import Person
from tests import cast
now, given, out = timezone.now(), json.loads(sys.argv[1]), {}
"""
AFTER = "\nprint(json.dumps(out))\n"
SMALL = {"width": 320, "height": 800}


@dataclass
class Place:
    server: Server
    group: str = ""

    def do(self, what: str, **given: Any) -> dict[str, Any]:
        """A few lines of Python in the server's own database; `given` goes in, what they put in `out` comes back."""
        env = os.environ | self.server.env
        env |= {"DJANGO_SETTINGS_MODULE": "kith.config.settings", "KITH_DATA": str(self.server.data)}
        told = [sys.executable, "-c", BEFORE + what + AFTER, json.dumps({"group": self.group} | given)]
        done = subprocess.run(told, env=env, cwd=ROOT, capture_output=True, text=True, timeout=HANG, check=False)
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    def at(self, path: str = "") -> str:
        return f"{self.server.url}/groups/{self.group}/{path}"

    def someone(self, browser: Browser, name: str = "", *, script: bool = False) -> Page:
        """A page of their own, signed in unless nobody is named; without script, on a small screen."""
        page: Page = browser.new_context(java_script_enabled=script, viewport=SMALL).new_page()
        if name:
            page.goto(f"{self.server.url}/sign-in/")
            page.fill("[name=login]", name)
            page.fill("[name=password]", "a long enough phrase")
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda url: "/sign-in" not in url)
        return page


def found(serve: Serve, **more: Any) -> Place:
    """A group with Ana, who facilitates and greets, Dee, who shares it, and Ben; Charlie and Fay are in no group."""
    place = Place(serve())
    made = place.do(
        """
theirs = cast.group("Walking with grief", **given["more"])
for name, role in (("Ana", "facilitator"), ("Dee", "co_facilitator"), ("Ben", "member")):
    one = cast.member(theirs, name, role=role)
    one.standings.create(what="member", by=one)
    if name == "Ana":
        theirs.greeter = one
theirs.save()
cast.person("charlie")
cast.person("fay")
out["group"] = theirs.ref
""",
        more=more,
    )
    place.group = made["group"]
    return place


WIDE = """(width) => [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > width + 0.5)
    .map((one) => one.tagName + "." + one.className + " " + one.textContent.trim().slice(0, 60)).slice(-3)"""


def fits(page: Page) -> None:
    """Nothing sticks out to the side."""
    page.wait_for_load_state()  # with its styles
    width = (page.viewport_size or SMALL)["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url}: {page.evaluate(WIDE, width)}"
