"""H4: script in everything people can write, opened as a facilitator in a real browser, does nothing at all."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.browsing import sign_in
from tests.depth import pick
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
RUNS = "document.documentElement.dataset.ran=1;alert(1)"
PAYLOAD = (
    f'"><img src=x onerror="{RUNS}"><script>{RUNS}</script></textarea></title><svg onload="{RUNS}">'
    f"' onmouseover='{RUNS}' autofocus onfocus='{RUNS}' [x](javascript:alert(1)) <a href=\"javascript:alert(1)\">x</a>"
    '<iframe srcdoc="<script>top.alert(1)</script>"></iframe><link rel=stylesheet href=//evil.example/x.css>'
    "![x](//evil.example/x.png) [y](data:text/html,<script>alert(1)</script>) {{ 7|add:7 }} {% debug %} \u202etxt"
    '<meta http-equiv=refresh content="0;url=//evil.example/"><base href=//evil.example/>'
    '<form action=//evil.example/><input name=x><math><mi xlink:href="data:x,<script>alert(1)</script>">'
)
REGISTER = Path(__file__).parents[2] / "kith/site/data/register.toml"
APPS = ("groups", "meetings", "stories", "library", "care", "companions", "goals")
SHAPED = {"prompt", "lighter", "script", "first_time", "name"}  # in what is kept as JSON
LEAVES = re.compile(r"/(leave-quickly|sign-out|sign-in|blank|live)|\.ics|\.webp")
LOOKED_AT = """() => {
  const bad = new Set();
  const leads = ["href", "src", "action", "srcdoc"];
  for (const one of document.querySelectorAll("*")) {
    for (const {name, value} of one.attributes) {
      const asked = leads.includes(name);
      if (name.startsWith("on") || (asked && /^\\s*(javascript|data:text)/i.test(value))) bad.add(one);
      if (asked && value.includes("evil.example") && one.localName !== "a") bad.add(one);
    }
    if (["iframe", "object", "embed", "base", "math"].includes(one.localName)) bad.add(one);
    if (one.localName === "script" && !one.src && one.type !== "application/json") bad.add(one);
  }
  return [...bad].map((one) => one.outerHTML.slice(0, 80)).concat(document.documentElement.dataset.ran ? ["it ran"] : []);
}"""


def fields() -> list[tuple[str, str]]:
    """Table and column of everything people write, as the register knows them; and what they are called."""
    import tomllib

    shelves = tomllib.loads(REGISTER.read_text())["shelf"]
    named = {name for shelf in shelves for name, said in shelf["field"].items() if said["class"] == "words"}
    named |= {"groups.Membership.alias"}
    split = (name.split(".") for name in sorted(named) if name.startswith(APPS))
    return [(f"{app}_{model.lower()}", column) for app, model, column in split]


def poison(database: Path) -> dict[str, int]:
    """Everything that is written there holds the payload, past every check a form makes."""
    changed: dict[str, int] = {}
    with closing(sqlite3.connect(database, timeout=30)) as one:
        there = {row[0] for row in one.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table, column in fields():
            if table not in there:
                continue
            for pk, value in one.execute(f'SELECT rowid, "{column}" FROM "{table}"').fetchall():
                one.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (poisoned(value, pk), pk))
                changed[f"{table}.{column}"] = pk
        one.commit()
    return changed


def poisoned(value: Any, pk: int) -> Any:
    try:
        shape = json.loads(value)
    except (TypeError, ValueError):
        shape = None
    if isinstance(shape, dict | list):
        return json.dumps(in_shape(shape))
    return f"{pk} {PAYLOAD}"


def in_shape(shape: Any) -> Any:
    if isinstance(shape, list):
        return [in_shape(one) for one in shape]
    if isinstance(shape, dict):
        return {key: PAYLOAD if key in SHAPED and isinstance(one, str) else in_shape(one) for key, one in shape.items()}
    return shape


def crawl(page: Page, server: Server, starts: list[str], most: int, told: list[str]) -> list[str]:
    """Every page that can be reached from there, one of each kind first."""
    seen: dict[str, None] = {}
    kinds: dict[str, int] = {}
    due = [f"{server.url}{path}" for path in starts]
    while due and len(seen) < most:
        due.sort(key=lambda address: kinds.get(kind_of(address), 0))
        address = due.pop(0)
        seen[address] = None
        kinds[kind_of(address)] = kinds.get(kind_of(address), 0) + 1
        if not opens(page, address):
            continue
        assert not told, f"{address}: {told}"
        found = page.evaluate(LOOKED_AT)
        assert not found, f"{address}: {found}"
        for link in page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)"):
            whole = urljoin(address, link).split("#")[0]
            here = urlsplit(whole).netloc == urlsplit(server.url).netloc
            if here and whole not in seen and whole not in due and not LEAVES.search(whole):
                due.append(whole)
    return list(seen)


def opens(page: Page, address: str) -> bool:
    """No: it is a file to keep, which runs nowhere."""
    try:
        page.goto(address, wait_until="load")
    except Error as error:
        if "Download is starting" in error.message:
            return False
        raise
    return True


def kind_of(address: str) -> str:
    return re.sub(r"[0-9a-z]{17,}|\d+", "-", urlsplit(address).path)


@pytest.mark.parametrize("who", ["rowan", "teo"])
def test_nothing_that_people_wrote_runs(who: str, browser: Browser, server: Server) -> None:
    context = browser.new_context()
    page, told = context.new_page(), list[str]()
    page.on("dialog", lambda dialog: (told.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda said: told.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("popup", lambda other: told.append(f"a window: {other.url}"))
    sign_in(page, server, who)
    page.goto(f"{server.url}/")
    group = page.get_by_role("link", name="Walking with grief", exact=True).first.get_attribute("href")
    changed = poison(server.data / "kith.sqlite3")
    assert {"groups_group.name", "groups_agreement.text", "meetings_meeting.agenda"} <= changed.keys()
    starts = ["/", f"{group}", f"{group}stories/earlier/", f"{group}shelf/", f"{group}edit/", f"{group}agreement/edit/"]
    seen = crawl(page, server, starts, pick(40, 150, 400), told)
    kinds = {kind_of(address) for address in seen}
    page.goto(next(one for one in seen if kind_of(one) == "/groups/-/"))
    assert "evil.example" in page.content()  # it is there, as words
    assert {"/groups/-/", "/groups/-/stories/earlier/", "/groups/-/shelf/"} <= kinds, sorted(kinds)
    context.close()
