"""How a signed-in person asks: the request with a person on it, and what they meet when a verb says no."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, QueryDict

from kith.kit.refusal import Refused, sentence
from kith.people.models import Person

T = TypeVar("T")
V = TypeVar("V", bound=Callable[..., HttpResponseBase])


class MemberRequest(HttpRequest):
    """A request of someone who is signed in."""

    user: Person


def signed_in(view: V) -> V:
    """To sign-in, before anything is looked up."""
    return login_required(view)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it was nothing; None when the page was only asked for."""
    return request.POST if request.method == "POST" else None


class KindForm(forms.Form):
    """A form that keeps what was typed when a verb refuses, and says why beside the field it is about."""

    def carry_out(self, verb: Callable[..., T], **facts: object) -> T | None:
        """The verb's answer when the form is whole and the verb agrees; else None, with the reason in the form."""
        if not self.is_valid():
            return None
        try:
            return verb(**self.cleaned_data, **facts)
        except Refused as no:
            field = no.facts.get("field")
            self.add_error(str(field) if field in self.fields else None, sentence(no))
            return None


def press(request: HttpRequest, verb: Callable[[], object], *, done: str) -> bool:
    """One press of a button: say that it is done, or kindly why not, on the next page."""
    try:
        verb()
    except Refused as no:
        messages.warning(request, sentence(no))
        return False
    messages.success(request, done)
    return True
