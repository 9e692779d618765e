"""Jars with a year of kind words in one group, someone glad of ideas, someone given nothing for long, and who would be willing."""

from datetime import timedelta

from django.db.models import F

from kith.companions import giving, jar, minding
from kith.companions.kindness import CUPBOARD
from kith.companions.models import Encouragement
from kith.config.demo.written import Cast
from kith.groups import being_willing
from kith.groups.models import Cupboard
from kith.library.models import Strategy
from kith.notices.models import Notice

GROUP, SINCE, GLAD, FORGOTTEN = "Walking with grief", 40, "teo", "sam"
GIVEN = (  # weeks ago, from, to, words
    (39, "rowan", "marisol", "You stayed when it got quiet. I would not have known how, at the start."),
    (33, "marisol", "june", "You asked after my week and then you waited for the answer."),
    (30, "june", "teo", "I think of your line about the two cups whenever I lay the table."),
    (26, "teo", "marisol", "You laughed tonight. It was good to hear it come back."),
    (21, "dee", "june", "Thank you for keeping the door for me. I nearly went home."),
    (18, "noor", "teo", "You never hurry anyone. I notice it every time."),
    (14, "olu", "rowan", "You hold it all so lightly that I forgot someone was holding it."),
    (11, "june", "noor", "You do not say much, and the room is warmer when you are in it."),
    (7, "kit", "marisol", "You remembered the name of my dog. Nobody remembers the name of my dog."),
    (5, "marisol", "dee", "The way you spoke of your father made me ring mine."),
    (3, "rowan", "kit", "Eleven weeks, and you came to nine of them. I am glad each time."),
    (2, "teo", "june", "I rang my brother. You said I would know when. I did."),
    (1, "marisol", "teo", "You read so well tonight. I could have listened on."),
)
WILLING = (("marisol", "greet"), ("noor", "read"), ("dee", "co_facilitate"))


def be_kind(cast: Cast) -> None:
    if cast.group.name != GROUP:
        return
    Cupboard.objects.create(group=cast.group, what=CUPBOARD, opened_by=cast.founder, at=cast.ago(SINCE))
    for weeks, by, to, text in GIVEN:
        at = cast.ago(weeks) - timedelta(hours=3)
        with cast.then(at):
            giving.give(text, to=cast.members[to], by=cast.members[by], now=at)
    Notice.objects.filter(key__startswith="jar:", due_at__lt=cast.ago(2)).update(seen_at=F("due_at"))
    jar.welcome_ideas(by=cast.members[GLAD], yes=True)
    _a_card(cast)
    minding.remind_of(cast.members[FORGOTTEN].pk, now=cast.now - timedelta(days=1))
    for name, what in WILLING:
        being_willing.would(what, by=cast.members[name], now=cast.ago(6))


def _a_card(cast: Cast) -> None:
    """From the shelf of the group, to the one who is glad of ideas."""
    card, by, at = Strategy.objects.filter(group=cast.group).first(), cast.members["june"], cast.ago(9)
    if card and card.by_id != cast.members[GLAD].pk and not Encouragement.objects.filter(card=card.ref).exists():
        with cast.then(at):
            giving.give("This one made me think of your mornings.", to=cast.members[GLAD], by=by, now=at, card=card.ref)
