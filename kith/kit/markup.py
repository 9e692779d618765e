"""Light Markdown: what people write in a calm editor becomes safe HTML.

Two fences: nothing but a handful of tags is made, and nothing else is let through. Paragraphs, line breaks, emphasis, lists,
quotes, a rule, and links. No headings (a story has one title), no pictures (nothing is fetched), no HTML of one's own, no tables.
"""

import re
from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "hr", "a"}
SCHEMES = {"http", "https", "mailto", "tel"}


@cache
def _maker() -> MarkdownIt:
    rules = [
        "list",
        "blockquote",
        "hr",
        "emphasis",
        "link",
        "escape",
        "newline",
        "balance_pairs",
        "fragments_join",
        "entity",
    ]
    return MarkdownIt("zero", {"breaks": True}).enable([rule for rule in rules if rule in _known()])


@cache
def _known() -> frozenset[str]:
    rules = MarkdownIt().get_all_rules()
    return frozenset(name for part in rules.values() for name in part)


# What could mean anything at all: a sign that is not among these, or a line that begins like one of a list.
SIGN = re.compile(r"""[^\w \n.,;:!?'"’‘“”…–—()/%-]|_|^ *[-\d]""", re.MULTILINE)
BETWEEN = re.compile(r"\n(?: *\n)+")


def html(text: str) -> SafeString:
    """The text as HTML with a handful of tags. Any text is taken; what is not understood stays as it was typed."""
    return _marked(text) if SIGN.search(text) else _unmarked(text)


def _unmarked(text: str) -> SafeString:
    """Letters and plain signs only, as most of what people write: paragraphs and lines, in a tenth of the time."""
    parts = [part for part in BETWEEN.split(text.strip()) if part]
    made = ("<br>\n".join(line.strip() for line in part.split("\n")) for part in parts)
    return mark_safe("".join(f"<p>{part}</p>\n" for part in made))  # noqa: S308 - there is no sign in it


def _marked(text: str) -> SafeString:
    made = _maker().render(text.replace("\x00", ""))
    clean = nh3.clean(
        made,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean)  # noqa: S308 - nh3 is the fence


def plain(text: str, *, words: int = 0) -> str:
    """Without any marks, for a preview or a search index; at most so many words."""
    bare = _bare(text) if SIGN.search(text) else text
    parts = bare.split()
    return " ".join(parts[:words]) + " …" if words and len(parts) > words else " ".join(parts)


def _bare(text: str) -> str:
    bare = nh3.clean(_maker().render(text.replace("\x00", "")).replace("</p>", "</p> "), tags=set())
    return (
        bare.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&nbsp;", " ")
    )
