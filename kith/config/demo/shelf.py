"""The format that a group has written for itself: taken as a copy, changed, varied, and shared with other groups here."""

from dataclasses import replace
from datetime import datetime

from kith.config.demo.written import Cast, Told
from kith.meetings import formats, varying, writing
from kith.meetings.formats import Format, Part
from kith.meetings.models import WrittenFormat

USUAL = "guided-discussion"


def first_format(cast: Cast) -> Format:
    """What the series began with."""
    told = cast.told.get("format", {})
    return formats.shelf()[told.get("from", USUAL)]


def later_format(cast: Cast) -> tuple[WrittenFormat | None, datetime]:
    """The group's own, and since when its evenings follow it."""
    told = cast.told.get("format")
    if told is None:
        return None, cast.now
    since, by = cast.ago(told["since"]), cast.members[told["by"]]
    with cast.then(since) as at:
        written = writing.copy(formats.shelf()[told["from"]], name=told["name"], by=by)
        writing.keep(written, to=_changed(written, told), by=by)
        if "vary" in told:
            writing.vary(written, to=_varied(told["vary"]), by=by)
        if not told.get("kept_to_itself"):
            writing.share(written, yes=True, by=by, now=at)
    written.refresh_from_db()
    return written, since


def _changed(written: WrittenFormat, told: Told) -> Format:
    said = {one["key"]: {name: words for name, words in one.items() if name != "key"} for one in told.get("say", [])}
    turning = told.get("rotating", [])
    form = formats.read(written)
    parts = [replace(one, **said.get(one.key, {})) for one in form.parts]
    parts = [replace(one, reader=formats.ROTATING) if one.key in turning else one for one in parts]
    words = {name: told[name] for name in ("name", "summary", "good_for")}
    return replace(form, parts=tuple(parts), **words)


def _varied(told: Told) -> varying.Varied[Part]:
    block = Part(
        key="",
        name=told["name"],
        mode=told["mode"],
        minutes=told["minutes"],
        share=1,
        prompt=told["prompt"],
        script=told["script"],
        first_time=told["first_time"],
    )
    return varying.Varied(told["on"], told["number"], None, varying.AFTER, told["after"], block)
