"""What a group has between its meetings: stories with their replies, and a shelf. Told by the verbs that pages use."""

from datetime import datetime, timedelta

from kith.config.demo import drawn
from kith.config.demo.written import Cast, Told
from kith.config.demo.written import between as written
from kith.groups.models import Cupboard, Theme
from kith.kit.refs import new_ref
from kith.library import asking as library
from kith.library import shelving, trying
from kith.library.models import Resource, Strategy
from kith.stories import asking as stories
from kith.stories import home, keepsakes, replying, writing
from kith.stories.models import Story


def fill(cast: Cast) -> None:
    """Cupboards are opened when the group wants them: most groups have none."""
    told = written().get(cast.group.name)
    if told is None:
        return
    for what, weeks in ((stories.CUPBOARD, told["stories_since"]), (library.CUPBOARD, told["shelf_since"])):
        Cupboard.objects.create(group=cast.group, what=what, opened_by=cast.founder, at=cast.ago(weeks))
    for one in told["story"]:
        _story(cast, one)
    for one in told.get("resource", []):
        _put(cast, Resource(kind=one["kind"], where=one["where"], why=one["why"], **_common(one)), one)
    for one in told.get("strategy", []):
        _strategy(cast, one)
    for name in told.get("listening", []):
        home.listen(cast.members[name], yes=True, now=cast.now - timedelta(days=2))
    for one in told.get("keepsake", []):
        _keepsake(cast, one)


def _story(cast: Cast, one: Told) -> None:
    at = cast.now - timedelta(days=one["days"])
    said = {
        name: one[name] for name in ("kind", "title", "need", "notes", "note_words", "without_alias") if name in one
    }
    with cast.then(at):
        story = writing.begin(
            by=cast.members[one["by"]], now=at - timedelta(minutes=40), text=one["text"].strip(), **said
        )
        if one.get("draft"):
            return
        story = writing.share(story, now=at)
    for answer in one.get("replies", []):
        then = at + timedelta(hours=answer["after"])
        with cast.then(then):
            reply = replying.reply(story, text=answer["text"].strip(), by=cast.members[answer["by"]], now=then)
            if thanked := answer.get("thanked"):
                replying.hear(story, kind="thank_you", by=cast.members[thanked], one=reply)
    _heard(cast, story, one.get("heard", {}), at + timedelta(hours=20))


def _heard(cast: Cast, story: Story, told: dict[str, list[str]], at: datetime) -> None:
    with cast.then(min(at, cast.now - timedelta(minutes=30))):
        for kind, names in told.items():
            for name in names:
                replying.hear(story, kind=kind, by=cast.members[name])


def _keepsake(cast: Cast, one: Told) -> None:
    at = cast.now - timedelta(days=one["days"])
    said = {"described": one["described"], "text": one["text"].strip(), "readers": one.get("readers", "group")}
    with cast.then(at):
        keepsakes.make(picture=drawn.picture(one["drawn"]), ref=new_ref(), by=cast.members[one["by"]], now=at, **said)


def _common(one: Told) -> Told:
    return {"name": one["name"], "theme": Theme.objects.filter(name=one.get("theme", "")).first()}


def _put(cast: Cast, thing: shelving.Thing, one: Told) -> None:
    if "evening" in one:
        thing.meeting = cast.past[-one["evening"]]
    with cast.then(cast.ago(one["ago"])):
        shelving.put(thing, by=cast.members[one["by"]])


def _strategy(cast: Cast, one: Told) -> None:
    card = Strategy(how=one["how"], **_common(one))
    _put(cast, card, one)
    since, today = cast.ago(one["ago"]).date(), cast.now.date()
    for place, (name, how) in enumerate(one["tried"].items(), 1):
        on = min(today, since + timedelta(days=4 * place))
        trying.say(card, how=how, on=on, by=cast.members[name], today=today)
