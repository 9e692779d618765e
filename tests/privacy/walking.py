"""Every address Kith answers at, found by walking the URL resolver, with something real put where an address wants a name."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import get_converters


@dataclass(frozen=True)
class Route:
    """One address by its name, with what goes into it: {"ref": "str", "version": "int"}."""

    name: str
    takes: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.name

    def path(self, **given: object) -> str:
        """Where it is; what is not given is a name that nothing has."""
        nothing = {"str": "2" * 17, "int": 1, "slug": "nothing", "path": "nothing", "uuid": "0" * 32}
        return reverse(self.name, kwargs={key: given.get(key, nothing[kind]) for key, kind in self.takes})


def routes() -> list[Route]:
    return sorted(walk(get_resolver()), key=str)


def walk(resolver: URLResolver, space: str = "") -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (space, pattern.namespace) if part)
            yield from walk(pattern, inner)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name, so nobody can say who may open it"
            yield Route(":".join(part for part in (space, pattern.name) if part), tuple(takes(pattern)))


def takes(pattern: URLPattern) -> Iterator[tuple[str, str]]:
    kinds = {type(converter): kind for kind, converter in get_converters().items()}
    for name, converter in pattern.pattern.converters.items():
        yield name, kinds[type(converter)]
