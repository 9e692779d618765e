"""How am I?, and after a meeting, without script on a small screen: pressed, changed, taken away, and told in a word a month."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.place import Place, fits, found
from tests.journeys.sitting import picture
from tests.serving import Serve

pytestmark = [pytest.mark.browser, pytest.mark.deep]
OPENED = """
theirs = Group.objects.get(ref=given["group"])
ana = theirs.memberships.get(alias="Ana")
long_ago = now - timedelta(days=70)
for n in range(5):
    cast.member(theirs, f"M{n}")
theirs.memberships.update(joined_at=long_ago)
over = cast.meeting(theirs, starts_in=-76)
for what in ("after", "how_are_we"):
    Cupboard.objects.create(group=theirs, what=what, opened_by=ana, at=over.starts_at)
for one in theirs.memberships.all():
    Attendance.objects.create(meeting=over, membership=one, came_at=over.starts_at, by_hand=True)
out["meeting"] = over.ref
"""
OTHERS = """
from kith.insights import months, saying
from kith.insights.models import Month
from kith.journey import how_am_i, how_am_i_months
from kith.kit import together
theirs, over = Group.objects.get(ref=given["group"]), Meeting.objects.get(ref=given["meeting"])
for one in theirs.memberships.filter(alias__startswith="M").select_related("person", "group"):
    saying.say(over, by=one, now=now, heard=True, myself=one.alias != "M0")
    how_am_i.answer(by=one.person, now=over.starts_at, count_in=[one], companionship=2, left_out=2, isolated=1)
later = together.decided_at(together.month_of(over.starts_at, theirs.tz), theirs.tz) + timedelta(hours=1)
months.look(later)
how_am_i_months.look(later)
out["told"] = list(Month.objects.values_list("heard", "myself"))
"""


@pytest.fixture
def place(serve: Serve) -> Place:
    return found(serve)


def test_after_a_meeting_from_the_press_to_the_word(browser: Browser, place: Place) -> None:
    meeting = place.do(OPENED)["meeting"]
    ben, ana = place.someone(browser, "ben"), place.someone(browser, "ana")
    ben.goto(f"{place.server.url}/meetings/{meeting}/")
    presses(ben, "I felt heard", "Yes")
    presses(ben, "I could be myself", "Not really")
    fits(ben)
    picture(ben, "after-meeting-page")
    presses(ben, "I could be myself", "Yes")
    ben.get_by_role("link", name="More about this").click()
    expect(ben.get_by_role("heading", name="What becomes of it")).to_be_visible()
    fits(ben)
    picture(ben, "after")
    ana.goto(place.at())
    ana.get_by_role("link", name="How is the group?").click()
    expect(ana.get_by_text("No month has been told yet.")).to_be_visible()
    fits(ana)
    ben.get_by_role("button", name="Take back what I said").click()
    expect(ben.get_by_text("It is taken back.")).to_be_visible()
    assert place.do(OTHERS, meeting=meeting)["told"] == [["most", "most"]]
    ana.reload()
    expect(ana.get_by_text("Most felt heard. Most could be themselves.")).to_be_visible()
    fits(ana)
    picture(ana, "how-is-the-group-first")
    for page in (ben, ana):
        page.context.close()


def presses(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_role("button", name=answer, exact=True).click()
    pressed = page.get_by_role("group", name=question).get_by_role("button", name=answer, exact=True)
    expect(pressed).to_have_attribute("aria-pressed", "true")


def test_how_am_i_from_the_first_answer_to_the_groups_word(browser: Browser, place: Place) -> None:
    meeting = place.do(OPENED)["meeting"]
    ben = place.someone(browser, "ben")
    ben.goto(f"{place.server.url}/me/")
    ben.get_by_role("link", name="See it how am I").click()
    expect(ben.get_by_text("Nothing stands here yet.")).to_be_visible()
    fits(ben)
    ben.get_by_role("link", name="Answer for today").click()
    fits(ben)
    picture(ben, "how-am-i-answer")
    for question in ("lack companionship", "feel left out", "isolated from others"):
        ben.get_by_role("group", name=question).get_by_label("Often").check()
    ben.get_by_label("Walking with grief").check()
    ben.get_by_role("button", name="Keep it, for me").click()
    expect(ben.get_by_text("That is hard to carry.")).to_be_visible()
    expect(ben.get_by_text("Counts in Walking with grief")).to_be_visible()
    ben.get_by_role("link", name="Someone to talk to").click()
    expect(ben).to_have_url(f"{place.server.url}/help/")
    ben.go_back()
    fits(ben)
    ben.get_by_role("button", name="Not count it").click()
    expect(ben.get_by_text("It counts in no group any more.")).to_be_visible()
    place.do(OTHERS, meeting=meeting)
    ben.goto(place.at("how-are-we/"))
    expect(ben.get_by_text("On the whole, people here felt alone some of the time.")).to_be_visible()
    fits(ben)
    picture(ben, "how-are-we")
    ben.get_by_role("link", name="What this is, and what it is not").click()
    fits(ben)
    ben.get_by_role("link", name="Back to How am I?").click()
    ben.get_by_role("button", name="Take away the answer").click()
    expect(ben.get_by_text("It is gone.")).to_be_visible()
    expect(ben.get_by_text("Nothing stands here yet.")).to_be_visible()
    ben.context.close()
