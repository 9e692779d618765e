"""`{% url %}` and `{% translate %}` as Django has them, but quicker: a third of what an empty page took was putting the same few
addresses and words together again. What they can not know by heart is left to Django. `{{ at|moment }}` is a day as an element.
"""

from typing import Any

from django import template
from django.template import Context, Node
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.translation import get_language

from kith.kit import addresses, moments

register = template.Library()
register.filter("moment", moments.shown)


class Address(URLNode):
    def render(self, context: Context) -> str:
        refs = tuple(arg.resolve(context) for arg in self.args)
        return addresses.by_heart(self.view_name.resolve(context), refs) or str(super().render(context))


@register.tag
def url(parser: Parser, token: Token) -> Node:
    made: Any = django_url(parser, token)
    if made.kwargs or made.asvar:
        return made  # type: ignore[no-any-return]
    return Address(made.view_name, made.args, made.kwargs, made.asvar)


class Said(Node):
    """A sentence that never changes but with the language."""

    def __init__(self, says: TranslateNode) -> None:
        self._says = says
        self._said: dict[str, str] = {}

    def render(self, context: Context) -> str:
        language = get_language() or ""
        if language not in self._said:
            self._said[language] = self._says.render(context)
        return self._said[language]


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    made: Any = do_translate(parser, token)
    said: Any = made.filter_expression
    always = isinstance(said.var.literal, str) and not said.filters
    return made if made.asvar or made.noop or made.message_context or not always else Said(made)
