"""What the pages of this app share: a signed-in request, and a form that carries a verb's refusal back to the page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest

from kith.kit.refusal import Refused, sentence

from .. import confirming
from ..models import Person


class PersonRequest(HttpRequest):
    user: Person


def done(form: forms.Form, verb: Callable[[], Any], *, field: str | None = None) -> bool:
    """Do it; when it is refused, put the reason's sentence into the form and say False."""
    try:
        verb()
    except Refused as refused:
        form.add_error(field, sentence(refused))
        return False
    return True


def sure(form: forms.Form, request: PersonRequest) -> bool:
    """Whether the form is right and the passphrase in it is theirs."""
    if not form.is_valid():
        return False
    typed = form.cleaned_data["passphrase"]
    return done(form, lambda: confirming.make_sure(request.user, typed=typed, request=request), field="passphrase")
