"""allauth's forms in Kith's words, with Kith's limits; whatever a browser sends, they answer with a sentence."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as Reauthenticate
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kith.kit.refusal import Refused, sentence

from . import codes, limits
from .adapter import AGAIN
from .forms import PLAIN, PassphraseField

NUMBERS = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class SignIn(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = forms.TextInput(attrs={"autocomplete": "username", **PLAIN})
        self.fields["login"] = forms.CharField(label=_("Sign-in name"), max_length=40, widget=widget)
        self.fields["password"] = PassphraseField(label=_("Passphrase"))
        self.order_fields(["login", "password"])


class SureAgain(Reauthenticate):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = PassphraseField()


def code_field(label: Any, *, limit: int = 40) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, widget=forms.TextInput(attrs=NUMBERS))


class Counted:
    """Tries at a code are counted like tries at a passphrase."""

    user: Any

    def clean_code(self) -> str:
        name = str(self.user.pk)
        try:
            limits.check("factor", name, context.request)
            return str(super().clean_code())  # type: ignore[misc]
        except Refused as refused:
            raise ValidationError(sentence(refused), code=refused.reason) from refused
        except ValidationError:
            limits.failed("factor", name, context.request)
            raise


class Factor(Counted, AuthenticateForm):
    """The second step of signing in: the app's code, or one of the printed ones when the app is lost."""

    code = code_field(_("Code"))
    printed = False

    def clean_code(self) -> str:
        typed = str(self.cleaned_data["code"])
        if len(typed) > 8 and self.take_printed(typed):
            self.printed = True
            return typed
        return super().clean_code()

    def take_printed(self, typed: str) -> bool:
        try:
            limits.check("factor", str(self.user.pk), context.request)
        except Refused:
            return False
        return codes.take_code(self.user, code=typed)

    def save(self) -> None:
        if self.printed:
            record_authentication(context.request, self.user, "mfa", type="printed_code")
        else:
            super().save()


class FactorAgain(Counted, ReauthenticateForm):
    code = code_field(_("Code from your app"))


class AddApp(ActivateTOTPForm):
    code = code_field(_("The code your app shows now"), limit=12)


class Careful:
    """A browser may send anything as a passkey: what cannot be read is refused, kindly."""

    def clean(self) -> Any:
        return self.carefully(super().clean)  # type: ignore[misc]

    def carefully(self, check: Any) -> Any:
        try:
            return check()
        except ValidationError:
            raise
        except Exception as error:
            raise ValidationError(AGAIN) from error


class AddPasskey(Careful, AddWebAuthnForm):
    name = forms.CharField(label=_("What to call it"), max_length=40, required=False)


class UsePasskey(Careful, AuthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        return self.carefully(super().clean_credential)


class UsePasskeyAgain(Careful, ReauthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        return self.carefully(super().clean_credential)
