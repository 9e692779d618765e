"""Two companions in the second week of their pact, and someone who would be glad of anyone. Told by the verbs that pages use."""

from datetime import timedelta

from kith.companions import beginning, talking, wishing
from kith.companions.models import Pact
from kith.companions.models.pact import CUPBOARD
from kith.config.demo.written import Cast
from kith.groups.models import Cupboard, Membership

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


def keep_company(cast: Cast) -> None:
    """In one group only: most have not opened this cupboard."""
    if cast.group.name != GROUP:
        return
    Cupboard.objects.create(group=cast.group, what=CUPBOARD, opened_by=cast.founder, at=cast.ago(SINCE))
    began = cast.now - timedelta(days=DAYS)
    with cast.then(began):
        pact = beginning.begin(cast.members[ONE], cast.members[OTHER], now=began)
    _talk(cast, pact)
    wishing.anyone_is_fine(by=cast.members[GLAD], now=cast.now - timedelta(days=1))


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
