"""How allauth is bent to Kith's words and limits."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kith.kit.refusal import Refused, sentence

from . import limits
from .addresses import NOWHERE
from .models import Person

AGAIN = _("That did not work. Please try once more.")


class Adapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "That sign-in name and passphrase do not go together. Please look at both once more."
        ),
        "incorrect_password": _("That is not your passphrase. Please try again."),
        "incorrect_code": _(
            "That code does not fit. Codes change every half minute; please try the one that shows now."
        ),
        "too_many_login_attempts": AGAIN,
        "rate_limited": AGAIN,
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Count tries Kith's way. A suspended person is answered like a stranger (S1)."""
        name = str(credentials.get("username", ""))
        try:
            limits.check("sign-in", name, request)
        except Refused as refused:
            raise ValidationError(sentence(refused), code=refused.reason) from refused
        person = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        (limits.succeeded if person else limits.failed)("sign-in", name, request)
        return person

    def reauthenticate(self, user: Any, password: str) -> bool:
        person = self.authenticate(self.request, username=user.sign_in, password=password)
        return person is not None and person.pk == user.pk

    def get_client_ip(self, request: HttpRequest) -> str:
        """The list of devices holds no address: where somebody signed in from is not kept."""
        return NOWHERE

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_login"))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # people come in by /welcome/

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth's messages name people; Kith's pages say what happened themselves."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """allauth sends no mail here: every note leaves by kith.people.mail."""


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": Adapter.error_messages["incorrect_code"]}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's word
        return gettext("My device")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.HOST_NAME}
