"""Long lists to choose from, as options: four hundred time zones and some fifty themes are written once, not at each visit."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from kith.finding.themes import Tree
from kith.people.zones import known_zone, regions

Option = tuple[str, str]  # what is sent, what is read
INDENT = "\u00a0" * 3


def zones(chosen: str = "") -> SafeString:
    """By region, with the chosen one selected, if it is one."""
    return _selected(_zones(), known_zone(chosen))


def themes(tree: Tree, chosen: str = "") -> SafeString:
    """Broad ones, each with those within it, with the chosen one selected, if it is one."""
    found = tree.named(chosen)
    return _selected(_options(tuple(_steps(tree))), found.ref if found else "")


def some(named: Mapping[str, object], chosen: str) -> SafeString:
    """A short list, in the visitor's language."""
    return _selected(_options(tuple((key, str(name)) for key, name in named.items())), chosen)


def _steps(tree: Tree) -> Iterable[Option]:
    for branch in tree.branches:
        yield branch.theme.ref, branch.theme.name
        yield from ((theme.ref, INDENT + theme.name) for theme in branch.within)


def _selected(every: SafeString, name: str) -> SafeString:
    """`name` is one of ours, so it needs no escaping."""
    return mark_safe(every.replace(f'value="{name}"', f'value="{name}" selected', 1)) if name else every  # noqa: S308


@cache
def _zones() -> SafeString:
    each = ((name, _options(tuple(places))) for name, places in regions())
    return format_html_join("", '<optgroup label="{}">{}</optgroup>', each)


@lru_cache(maxsize=600)
def _options(some: tuple[Option, ...]) -> SafeString:
    return format_html_join("", '<option value="{}">{}</option>', some)
