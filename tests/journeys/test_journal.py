"""The sealed journal in real browsers: two devices, two locks, and that no word or key of it ever leaves the browser."""

import json
import sqlite3
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect

from tests.browsing import ARGS, sign_in
from tests.harness import chromium
from tests.journeys.sitting import Sitter, at_the_circle, picture
from tests.journeys.test_axe import LOOKS, Eyes
from tests.privacy.test_journal_format import documented
from tests.serving import Serve, Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
PHRASE, NEXT, LAST = "four kraanvogel plain words", "another four plain words", "a third one, from paper"
WORD = "zwaluwenlied"  # in no page of Kith
KEPT = "Sealed and kept."
ROWS = "select n.id, p.sign_in, n.ref, n.version, n.iv, n.sealed from journey_note n join journey_journal j on j.id = n.journal_id"
ROWS += " join people_person p on p.id = j.of_id where p.sign_in = ? order by n.id"


class Desk:
    """Someone at their own journal, on one device."""

    def __init__(self, context: BrowserContext, server: Server, who: str) -> None:
        self.context, self.server, self.who = context, server, who
        self.page: Page = context.new_page()
        sign_in(self.page, server, who)
        self.comes()

    def comes(self) -> "Desk":
        self.page.goto(f"{self.server.url}/journal/")
        return self

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def types(self, **fields: str) -> None:
        for at, said in fields.items():
            self.page.locator(f"#journal-{at}").fill(said)

    def begins(self, phrase: str = PHRASE) -> str:
        """And gives what is on the sheet."""
        self.types(new=phrase, again=phrase)
        code = self.sheet()
        self.sees("Nothing is in it yet.")
        return code

    def sheet(self) -> str:
        self.presses("On to the sheet")
        expect(self.page.locator("#journal-sheet span")).to_have_count(8)
        code = self.page.locator("#journal-sheet").inner_text()
        self.presses("I have it on paper")
        return code

    def opens(self, phrase: str = PHRASE) -> "Desk":
        self.types(passphrase=phrase)
        self.presses("Open it")
        expect(self.page.get_by_role("button", name="Write a note")).to_be_visible()
        return self

    def cannot_open(self, phrase: str) -> None:
        self.types(passphrase=phrase)
        self.presses("Open it")
        self.sees("That does not open it.")

    def writes(self, words: str) -> None:
        self.presses("Write a note")
        self.goes_on(words)

    def goes_on(self, words: str) -> None:
        self.page.locator("#journal-text").press_sequentially(words)
        expect(self.page.locator("#journal-stands")).to_have_text(KEPT)

    def chooses(self, line: str) -> str:
        """Opens that note; gives its words."""
        self.page.locator("#journal-notes button", has_text=line).first.click()
        return self.page.locator("#journal-text").input_value()

    def goes_back(self) -> None:
        self.presses("All notes")
        expect(self.page.get_by_role("button", name="Write a note")).to_be_visible()

    def lines(self) -> list[str]:
        return self.page.locator("#journal-notes .title").all_inner_texts()

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).locator("visible=true").first).to_be_visible()

    def is_locked(self) -> None:
        expect(self.page.locator("#journal-passphrase")).to_be_visible()
        assert (
            self.page.evaluate(
                "document.querySelector('#journal-text').value + document.querySelector('#journal-notes').textContent"
            )
            == ""
        )

    def put_by(self) -> str:
        """What this browser keeps of Kith by itself."""
        return str(self.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})"))


@pytest.fixture
def desks(browser: Browser, server: Server) -> Iterator[Any]:
    """`desks("june")`: june on one more device."""
    opened: list[BrowserContext] = []

    def one(who: str, **more: Any) -> Desk:
        opened.append(browser.new_context(accept_downloads=True, **more))
        return Desk(opened[-1], server, who)

    yield one
    for context in opened:
        context.close()


def rows(server: Server, who: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(server.data / "kith.sqlite3") as base:
        return base.execute(ROWS, [who]).fetchall()


def put(server: Server, row: int, iv: str, sealed: str) -> None:
    with sqlite3.connect(server.data / "kith.sqlite3") as base:
        base.execute("update journey_note set iv = ?, sealed = ? where id = ?", [iv, sealed, row])


def test_no_word_and_no_key_leaves_the_browser(desks: Any, server: Server, tmp_path: Path) -> None:
    """D1: everything sent, every byte of the database, the server's log and what the browser keeps, swept for what was typed."""
    june, sent = desks("june"), []
    june.context.on("request", lambda one: sent.append(f"{one.method} {one.url} {one.headers} {one.post_data or ''}"))
    code = june.begins()
    june.writes(f"The {WORD} again, ")
    june.goes_on("and rain.")
    put_by = june.put_by()
    june.page.reload()
    june.cannot_open(f"{WORD} wrong")
    june.opens()
    fours = code.split()
    secrets = [WORD, PHRASE, "kraanvogel", *("".join(fours[at : at + 3]) for at in range(6)), " ".join(fours[:3])]
    sealed = [b64decode(row[5]) + b64decode(row[4]) for row in rows(server, "june")]
    held = b"".join(path.read_bytes() for path in server.data.glob("kith.sqlite3*")) + b"".join(sealed)
    assert june.lines() == [f"The {WORD} again, and rain."]  # it was there to be found
    assert len([one for one in sent if '"sealed"' in one and one.startswith("POST")]) >= 2
    assert rows(server, "june")[0][5].encode() in held
    for secret in secrets:
        assert [one for one in sent if secret in one] == []
        assert secret not in put_by + june.put_by() + server.log
        assert secret.encode() not in held
    picture(june.page, "journal-list")


def test_two_devices_open_it_and_what_both_write_at_once_is_kept_twice(
    desks: Any, server: Server, tmp_path: Path
) -> None:
    phone, desk = desks("june", viewport={"width": 320, "height": 800}), desks("june")
    code = phone.begins()
    phone.writes("A walk.")
    desk.comes().cannot_open("four kraanvogel plain word")
    desk.opens(f" {PHRASE} ")
    assert desk.chooses("A walk.") == "A walk."
    phone.goes_on(" To the bridge.")
    desk.goes_on(" Not far.")
    desk.sees("Both are kept")
    desk.goes_back()
    assert sorted(desk.lines()) == ["A walk. Not far.", "A walk. To the bridge."]
    phone.goes_back()
    assert sorted(phone.lines()) == sorted(desk.lines())
    phone.chooses("A walk. Not far.")
    phone.page.get_by_text("Take this note away").click()
    phone.presses("Take it away")
    expect(phone.page.locator("#journal-notes .title")).to_have_count(1)
    desk.chooses("A walk. Not far.")
    desk.goes_on(" And back.")
    desk.sees("taken away on another device")
    desk.goes_back()
    assert sorted(desk.lines()) == ["A walk. Not far. And back.", "A walk. To the bridge."]
    taken_along(desk, tmp_path, code)


def taken_along(desk: Desk, tmp_path: Path, code: str) -> None:
    """The sealed file is opened by the program in the docs, with the passphrase and with the sheet; the plain one is plain."""
    desk.page.get_by_text("Passphrase, sheet, and taking it along").click()
    with desk.page.expect_download() as sealed:
        desk.page.get_by_role("link", name="Take it along, sealed").click()
    sealed.value.save_as(tmp_path / "sealed.json")
    whole = json.loads((tmp_path / "sealed.json").read_text("utf-8"))
    opened = documented()["opened"]
    assert sorted(note["text"] for note in opened(whole, PHRASE)) == sorted(desk.lines())
    assert opened(whole, code.upper(), "sheet") == opened(whole, PHRASE)
    with desk.page.expect_download() as plain:
        desk.presses("Take it along, to read")
    plain.value.save_as(tmp_path / "plain.md")
    page = (tmp_path / "plain.md").read_text("utf-8")
    assert page.startswith("## ") and all(line in page for line in desk.lines())


def test_a_new_passphrase_and_the_sheet(desks: Any) -> None:
    phone, desk = desks("june"), desks("june")
    code = phone.begins()
    phone.writes("A walk.")
    phone.goes_back()
    phone.page.get_by_text("Passphrase, sheet, and taking it along").click()
    phone.presses("Change the passphrase")
    phone.types(now="not this one", next=NEXT, **{"next-again": NEXT})
    phone.presses("Change it")
    phone.sees("That does not open it.")
    phone.types(now=PHRASE, next=NEXT, **{"next-again": NEXT})
    phone.presses("Change it")
    phone.sees("From now on the new passphrase opens it")
    desk.comes().cannot_open(PHRASE)
    desk.opens(NEXT)
    assert desk.lines() == ["A walk."]
    desk.page.reload()
    desk.page.get_by_text("I have lost my passphrase").click()
    for said, opens in ((code[:-2] + "22", False), (code.upper(), True)):
        desk.types(code=said, **{"code-new": LAST, "code-again": LAST})
        desk.presses("Open it with my sheet")
        desk.sees("From now on the new passphrase opens it" if opens else "These letters do not open it.")
    phone.page.reload()
    phone.cannot_open(NEXT)
    phone.opens(LAST)
    phone.page.get_by_text("Passphrase, sheet, and taking it along").click()
    phone.presses("Make a new sheet")
    phone.types(sure=LAST)
    fresh = phone.sheet()
    phone.sees("Please tear up the old one.")
    desk.page.reload()
    desk.page.get_by_text("I have lost my passphrase").click()
    for said, opens in ((code, False), (fresh, True)):
        desk.types(code=said, **{"code-new": PHRASE, "code-again": PHRASE})
        desk.presses("Open it with my sheet")
        desk.sees("From now on the new passphrase opens it" if opens else "These letters do not open it.")
    assert desk.lines() == ["A walk."]


def test_a_note_in_anothers_place_does_not_open_and_the_page_says_so(desks: Any, server: Server) -> None:
    """D1: rows of one journal exchanged, and one put in from somebody else's."""
    june, teo = desks("june"), desks("teo")
    teo.begins()
    teo.writes("Mine.")
    june.begins()
    for words in ("The first.", "The second.", "The third."):
        june.writes(words)
        june.goes_back()
    (one, *_, iv1, sealed1), (two, *_, iv2, sealed2), _ = rows(server, "june")
    put(server, one, iv2, sealed2)
    put(server, two, iv1, sealed1)
    june.page.reload()
    june.opens()
    assert june.lines() == ["The third.", "A note that does not open", "A note that does not open"]
    june.page.get_by_role("button", name="A note that does not open").first.click()
    june.sees("it is not the one that was sealed here")
    put(server, one, *rows(server, "teo")[0][4:6])
    put(server, two, iv2, sealed2)
    june.page.reload()
    june.opens()
    assert june.lines() == ["The third.", "The second.", "A note that does not open"]
    put(server, one, iv1, sealed1)
    june.page.reload()
    assert june.opens().lines() == ["The third.", "The second.", "The first."]


def test_it_locks_itself_and_what_was_not_sent_waits_sealed(desks: Any, server: Server) -> None:
    june = desks("june")
    june.page.clock.install()
    june.comes().begins()
    june.writes("The kettle.")
    june.page.clock.fast_forward(4 * 60_000)
    june.goes_on(" Rain.")
    june.page.clock.fast_forward(5 * 60_000 + 16_000)
    june.sees("It locked itself after a quiet time.")
    june.is_locked()
    june.opens()
    assert june.lines() == ["The kettle. Rain."]
    june.chooses("The kettle.")
    june.page.evaluate(
        "() => { window.fetch = () => Promise.reject(new TypeError('away')); }"
    )  # also while the page goes away
    june.page.locator("#journal-text").press_sequentially(f" {WORD}")
    june.sees("waits in this browser, sealed")
    assert "sealed" in june.put_by() and WORD not in june.put_by()
    june.page.close()
    june.page = june.context.new_page()
    june.page.clock.install()
    june.comes().opens()
    june.sees("What could not be sent the last time is here again.")
    assert june.lines() == [f"The kettle. Rain. {WORD}"]
    assert "sealed" not in june.put_by()
    other = june.context.new_page()
    other.goto(f"{server.url}/me/")
    other.get_by_role("button", name="Sign out").click()
    june.page.clock.run_for(16_000)
    june.sees("You are signed out here, so it is locked.")
    june.is_locked()


def test_leaving_quickly_leaves_nothing_of_it(desks: Any, server: Server) -> None:
    june = desks("june")
    june.begins()
    june.writes(f"The {WORD}.")
    june.page.locator(".bar .leave").click()
    june.page.wait_for_url("**/blank/")
    june.page.go_back()
    june.page.wait_for_load_state()
    assert WORD not in june.page.content()
    sign_in(june.page, server, "june")
    june.comes().is_locked()
    june.opens()
    assert june.lines() == [f"The {WORD}."]


def test_beside_the_circle_it_is_written_without_leaving_and_the_room_never_has_it(
    browser: Browser, server: Server, desks: Any
) -> None:
    desks("june").begins()
    heard: list[str] = []
    with at_the_circle(browser, server, "rowan", "june", "teo") as (rowan, june, teo):
        for one in (rowan, teo):
            one.page.on("websocket", lambda line: line.on("framereceived", lambda said: heard.append(str(said))))
        june.page.on("request", lambda one: heard.append(one.post_data or "") if "/circle/" in one.url else None)
        for one in (rowan, june, teo):
            one.come_in()
        june.page.evaluate("document.querySelectorAll('details.more').forEach((one) => { one.open = true; })")
        june.page.get_by_role("link", name="A note for yourself").click()
        beside = june.page.locator("#beside")
        beside.get_by_label("The passphrase of your journal").fill(PHRASE)
        beside.get_by_role("button", name="Open it").click()
        expect(beside.locator("#journal-text")).to_be_visible()
        beside.locator("#journal-text").press_sequentially(f"I nearly spoke of the {WORD}.")
        expect(beside.locator("#journal-stands")).to_have_text(KEPT)
        june.picture("journal-beside")
        Eyes(LOOKS[:2]).on(june.page, "beside the circle")
        rowan.press("Begin")
        rowan.go_on()
        expect(beside.locator("#journal-text")).to_have_value(f"I nearly spoke of the {WORD}.")
        beside.get_by_role("button", name="Put it aside").click()
        expect(beside).to_be_hidden()
        assert heard and not [said for said in heard if WORD in said]
        assert WORD not in rowan.page.content() + teo.page.content()
        assert stays_seated(june)
    again = desks("june").opens()
    assert again.lines() == [f"I nearly spoke of the {WORD}."]
    again.sees("beside a circle")


def stays_seated(one: Sitter) -> bool:
    return one.page.url.rstrip("/") == one.circle.rstrip("/") and one.page.locator("#circle").is_visible()


def test_the_browser_opens_what_another_program_sealed(desks: Any, server: Server) -> None:
    told = server.facts["journal"]
    marisol = desks(told["sign_in"])
    marisol.opens(told["passphrase"])
    assert "Slept through." in marisol.lines() and len(marisol.lines()) == 6
    assert marisol.chooses("First evening tonight").endswith("Nobody minded.")
    picture(marisol.page, "journal-note")


def test_without_script_or_over_plain_http_there_is_no_box_and_the_page_says_why(
    browser: Browser, browser_type: BrowserType, serve: Serve
) -> None:
    server = serve(demo=True, env={"KITH_HOSTS": "localhost,127.0.0.1,hall.test"})
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, server, "june")
    for path in ("/journal/", "/journal/beside/"):
        page.goto(server.url + path)
        expect(page.get_by_text("paper is a good journal").locator("visible=true")).to_have_count(1)
        assert page.locator("main :is(input, textarea):visible").count() == 0
    page.context.close()
    hall = browser_type.launch(
        executable_path=chromium(), args=[*ARGS, "--host-resolver-rules=MAP hall.test 127.0.0.1"]
    )
    page = hall.new_page()
    server.facts["url"] = server.url.replace("127.0.0.1", "hall.test").replace("localhost", "hall.test")
    sign_in(page, server, "june")
    page.goto(f"{server.url}/journal/")
    assert page.evaluate("crypto.subtle === undefined")
    expect(page.get_by_text("Browsers seal only on pages that came over https")).to_be_visible()
    assert page.locator("main :is(input, textarea):visible").count() == 0
    hall.close()


def test_axe_finds_nothing_on_any_screen_of_it(desks: Any) -> None:
    june, eyes = desks("june"), Eyes(LOOKS)
    eyes.on(june.page, "before it begins")
    june.types(new=PHRASE, again=PHRASE)
    june.presses("On to the sheet")
    expect(june.page.locator("#journal-sheet span")).to_have_count(8)
    eyes.on(june.page, "the sheet")
    june.presses("I have it on paper")
    june.sees("Nothing is in it yet.")
    eyes.on(june.page, "empty")
    june.writes("A walk.")
    eyes.on(june.page, "a note")
    june.goes_back()
    june.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    eyes.on(june.page, "the list, all opened")
    for press in ("Change the passphrase", "Make a new sheet"):
        june.presses(press)
        eyes.on(june.page, press)
        june.presses("Not now")
        june.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    june.presses("Lock it")
    june.cannot_open("not this one")
    june.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    eyes.on(june.page, "locked, and wrong")
    june.page.goto(june.server.url + "/journal/let-go/")
    eyes.on(june.page, "letting it go")
