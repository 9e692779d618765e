"""The few marks by which a template says what is shown when. The server follows them, and leaves them for the script (`draw.js`).

{% when "can.accept scene=offered|turn !you.away" %}   shown only while all of it is so
{% say _("Bring it to {next}") %}                      a sentence with facts in it
{% word "now" "line" %}                                the sentence of `sentences` named by a fact
{% text "it.alias" %}                                  a fact as it is
{% sets "value=piece.turn data-away=it.dim" %}         attributes from facts
{% each "seats" %}...{% endeach %}                     once for each, as `it`; and once empty, for the script
{% fields "accept" %}  {% press "accept" _("Yes") %}   what every form sends; a whole form of one button
"""

import re
from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString

from kith.circle import core

register = template.Library()
PLACE = re.compile(r"\{([\w.]+)\}")
FIRST_TAG = re.compile(r"^<(\w+)")
NAMES_TURN = {"pass_on", "not_now", "come_back_to_me", "accept", "take", "undo", "need", "said_back"}
NAMES_TURN |= {"rest_in_middle", "gift_minutes", "say", "acknowledge", "show", "put_away"}
NAMES_PART = {"next_part", "set_prompt"}


def find(context: Context, path: str) -> Any:
    """The fact at `it.alias` or `piece.turn`; None where there is none."""
    first, *rest = path.split(".")
    found = context.get("it") if first == "it" else context["facts"].get(first)
    for name in rest:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def holds(context: Context, expression: str) -> bool:
    return all(_term(context, term) for term in expression.split())


def _term(context: Context, term: str) -> bool:
    path, _, wanted = term.removeprefix("!").partition("=")
    found = find(context, path)
    so = found in wanted.split("|") if wanted else bool(found)
    return so != term.startswith("!")


def as_text(found: Any) -> str:
    return "" if found is None or found is False else str(found)


# Sixty forms stand on a page, so these write plain text, escaped by hand: `format_html` would take three times as long.


@register.simple_tag(takes_context=True)
def when(context: Context, expression: str) -> SafeString:
    return shown(context, expression)


def shown(context: Context, expression: str) -> SafeString:
    hidden = "" if holds(context, expression) else " hidden"
    return SafeString(f'data-when="{escape(expression)}"{hidden}')


@register.simple_tag(takes_context=True)
def text(context: Context, path: str) -> SafeString:
    return SafeString(f'<bdi data-text="{path}">{escape(as_text(find(context, path)))}</bdi>')


@register.simple_tag(takes_context=True)
def say(context: Context, pattern: str) -> SafeString:
    return SafeString(f'<span data-say="{escape(str(pattern))}">{filled(context, pattern)}</span>')


@register.simple_tag(takes_context=True)
def word(context: Context, family: str, path: str) -> SafeString:
    pattern = context["words"].get(f"{family}.{as_text(find(context, path))}", "")
    return SafeString(f'<span data-word="{family}:{path}">{filled(context, pattern)}</span>')


def filled(context: Context, pattern: str) -> str:
    """The sentence, each fact in a <bdi> of its own: an alias may be written from right to left."""
    parts = PLACE.split(str(pattern))
    return "".join(_fact(context, part) if place % 2 else escape(part) for place, part in enumerate(parts))


def _fact(context: Context, path: str) -> str:
    return f'<bdi class="the-{path.replace(".", "-")}">{escape(as_text(find(context, path)))}</bdi>'


@register.simple_tag(takes_context=True)
def sets(context: Context, pairs: str) -> SafeString:
    return SafeString(f'data-sets="{pairs}"{_attributes(context, pairs)}')


def _attributes(context: Context, pairs: str) -> str:
    given = ((name, as_value(find(context, path))) for name, path in (pair.split("=") for pair in pairs.split()))
    return "".join(f' {name}="{escape(value)}"' for name, value in given if value is not None)


def as_value(found: Any) -> str | None:
    """An attribute's value; None where it should not be there at all."""
    return None if found is None or found is False or found == "" else "" if found is True else str(found)


class Each(Node):
    def __init__(self, path: str, inside: NodeList) -> None:
        self.path, self.inside = path, inside

    def render(self, context: Context) -> SafeString:
        items: Iterable[dict[str, Any]] = find(context, self.path) or ()
        drawn = [
            self._one(context, item, f"{item.get('kind') or ''}{item.get('ref') or place}")
            for place, item in enumerate(items)
        ]
        drawn.append(f'<template data-each="{self.path}">{self._one(context, {}, "")}</template>')
        return SafeString("".join(drawn))

    def _one(self, context: Context, item: dict[str, Any], key: str) -> str:
        with context.push(it=item):
            drawn = self.inside.render(context).strip()
        named = f' data-of="{self.path}" data-key="{escape(key)}"'
        return FIRST_TAG.sub(lambda tag: tag[0] + named, drawn, count=1)


@register.tag
def each(parser: Parser, token: Token) -> Each:
    path = token.split_contents()[1].strip("\"'")
    inside = parser.parse(("endeach",))
    parser.delete_first_token()
    return Each(path, inside)


@register.simple_tag(takes_context=True)
def fields(context: Context, does: str, **more: str) -> SafeString:
    """The token, a name for this press, and which turn or part is meant. `more`: what else is sent; a fact when it has a dot."""
    op = f"{context.get('op') or 'page'}-{next(context['ops'])}"
    facts = {"turn": "piece.turn"} if does in NAMES_TURN else {"part": "part"} if does in NAMES_PART else {}
    sent = {"csrfmiddlewaretoken": str(context.get("csrf_token") or ""), "op": op}
    out = [_hidden(name, f'value="{escape(value)}"') for name, value in sent.items()]
    for name, value in (facts | more).items():
        is_fact = "." in value or name == "part"
        out.append(_hidden(name, sets(context, f"value={value}") if is_fact else f'value="{escape(value)}"'))
    return SafeString("".join(out))


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" {value}>'


@register.simple_tag(takes_context=True)
def press(context: Context, does: str, label: str, look: str = "quiet", when: str = "", **more: str) -> SafeString:
    """A form of one button, shown while it may be pressed. The label is a sentence, and may have facts in it."""
    opening = f'<form method="post" action="{context["doing"]}{does}/" {shown(context, when or f"can.{does}")}>'
    label = str(label)  # it may be a lazy translation
    words = say(context, label) if PLACE.search(label) else escape(label)
    return SafeString(f'{opening}{fields(context, does, **more)}<button class="button {look}">{words}</button></form>')


@register.simple_tag
def longest(does: str, field: str) -> int:
    return core.SHAPES[does][field].limit


@register.simple_tag(takes_context=True)
def kept(context: Context, does: str, field: str) -> str:
    """What someone had typed, when sending it did not work."""
    found: str = (context.get("kept") or {}).get(does, {}).get(field, "")
    return found
