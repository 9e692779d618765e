"""Two companions in the second week of their pact, two whose weeks are over with a thank-you, and one glad of anyone."""

from datetime import timedelta

from kith.companions import beginning, ending, talking, wishing
from kith.companions.models import Pact
from kith.companions.models.pact import CUPBOARD
from kith.config.demo.written import Cast
from kith.groups.models import Cupboard, Membership
from kith.notices.models import Notice

GROUP, ONE, OTHER, GLAD = "Walking with grief", "marisol", "teo", "dee"
SINCE, DAYS = 30, 10  # weeks the cupboard has been open; days the pact has lasted
SAID = (
    (9, ONE, "Hello Teo. I am glad it is you."),
    (9, OTHER, "Me too. I am no great writer, but I read."),
    (3, ONE, "I went as far as the bridge today. The lamp was on in the baker's window."),
    (2, OTHER, "I know that lamp. I went past it for a year and never went in."),
)
ANSWERS = (
    (ONE, "Slow. Two good mornings.", "The walk to the bridge.", "One evening with the radio off."),
    (OTHER, "Better than I thought.", "Your line about the lamp.", "Going into the baker's."),
)

EARLIER = ("june", "noor")
BEGAN, OVER = 24, 20  # weeks ago
SAID_THEN = (
    (167, "june", "Hello Noor. I talk too much when I am nervous. Do tell me."),
    (166, "noor", "I will. I say too little. It may come out even."),
    (158, "noor", "I sat in her chair today. Only for the news."),
    (157, "june", "The news is long enough."),
    (141, "june", "You were right about the long way home."),
)


def keep_company(cast: Cast) -> None:
    """In one group only: most have not opened this cupboard."""
    if cast.group.name != GROUP:
        return
    Cupboard.objects.create(group=cast.group, what=CUPBOARD, opened_by=cast.founder, at=cast.ago(SINCE))
    _earlier(cast)
    began = cast.now - timedelta(days=DAYS)
    with cast.then(began):
        pact = beginning.begin(cast.members[ONE], cast.members[OTHER], now=began)
    _talk(cast, pact)
    wishing.anyone_is_fine(by=cast.members[GLAD], now=cast.now - timedelta(days=1))


def _earlier(cast: Cast) -> None:
    """Its notices were read long ago. Neither has let go of what was said: each can still take a copy."""
    began = cast.ago(BEGAN)
    with cast.then(began):
        pact = beginning.begin(*(cast.members[name] for name in EARLIER), now=began)
    sides = {
        side.of.person.sign_in: side for side in pact.sides.select_related("of__person", "of__group", "pact__group")
    }
    for days, who, text in SAID_THEN:
        at = cast.now - timedelta(days=days)
        with cast.then(at):
            talking.say(text, by=sides[who], now=at)
    over = cast.ago(OVER) + timedelta(hours=1)
    with cast.then(over):
        ending.tend(pact, now=over)
    Notice.objects.filter(path=pact.get_absolute_url()).delete()


def _talk(cast: Cast, pact: Pact) -> None:
    pact.checks_from = (cast.now - timedelta(days=DAYS - 3)).astimezone(cast.group.tz).date()
    pact.save(update_fields=["checks_from"])
    sides = {side.of.pk: side for side in pact.sides.select_related("of__person", "of__group", "pact__group")}

    def of(name: str) -> Membership:
        return cast.members[name]

    for days, who, text in SAID:
        at = cast.now - timedelta(days=days)
        with cast.then(at):
            talking.say(text, by=sides[of(who).pk], now=at)
    at = cast.now - timedelta(days=DAYS - 4)
    with cast.then(at):
        for who, how, leaned, wish in ANSWERS:
            talking.check_in(by=sides[of(who).pk], now=at, how=how, leaned=leaned, wish=wish)
