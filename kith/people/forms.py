"""What people type about their account. What was typed is kept on the page when something is not right, but never a passphrase."""

import unicodedata
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import Person
from .names import tidy_wish
from .passphrases import LONGEST, tidy

NEW_PASSPHRASE = {
    "password_too_short": _("Please make it ten characters or more. Four or five plain words are easy to keep."),
    "password_too_common": _("Many people use that one, so it is easily guessed. Four or five plain words are better."),
}
PLAIN = {"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}


class PassphraseField(forms.CharField):
    """One that exists. Spaces too many do not matter."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": kwargs.pop("autocomplete", "current-password"), **PLAIN}
        kwargs.setdefault("label", _("Your passphrase"))
        super().__init__(max_length=LONGEST, strip=False, widget=forms.PasswordInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        return tidy(super().clean(value))


class NewPassphraseField(PassphraseField):
    """One to be: long enough and not a common one."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("Ten characters or more. Four or five plain words are easy to keep.")
        defaults = {"label": _("New passphrase"), "help_text": help_text, "autocomplete": "new-password"}
        super().__init__(**(defaults | kwargs))

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        try:
            validate_password(typed)
        except ValidationError as error:
            said = [NEW_PASSPHRASE.get(one.code or "", one.messages[0]) for one in error.error_list]
            raise ValidationError(said) from error
        return typed


def spoken(text: str) -> str:
    """A name people can say: without control characters and marks that turn the writing round."""
    return " ".join("".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs")).split())


class Welcome(forms.Form):
    COMES = [
        ("listen", _("I’ll just listen")),
        ("might_talk", _("I might talk")),
        ("unsure", _("I don’t know yet")),
    ]
    alias = forms.CharField(
        label=_("What shall we call you?"),
        help_text=_("Not your real name unless you want."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    comes = forms.ChoiceField(
        label=_("How would you like to come?"), choices=COMES, required=False, widget=forms.RadioSelect
    )
    zone = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput(attrs={"data-zone": ""}))

    def clean_alias(self) -> str:
        alias = spoken(self.cleaned_data["alias"])
        if not alias:
            raise ValidationError(_("Please choose something we can call you."))
        return alias

    def clean_comes(self) -> str:
        return str(self.cleaned_data["comes"] or "unsure")


class SignInName(forms.Form):
    wish = forms.CharField(
        label=_("A name you will remember"),
        help_text=_("Kith adds four digits of its own. Nobody else is shown this name."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", **PLAIN}),
    )

    def clean_wish(self) -> str:
        wish = tidy_wish(self.cleaned_data["wish"])
        if len(wish) < 3:
            raise ValidationError(_("Please use three letters or more."))
        return wish


class Sure(forms.Form):
    """Something that only the person themselves may do: they type their passphrase."""

    passphrase = PassphraseField()

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)


class ChangePassphrase(Sure):
    passphrase = PassphraseField(label=_("Your passphrase now"))
    new = NewPassphraseField()


class Email(Sure):
    address = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    field_order = ["address", "passphrase"]


class Zone(forms.Form):
    zone = forms.CharField(max_length=64, required=False)


class Lost(forms.Form):
    login = forms.CharField(
        label=_("Your sign-in name"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "username", **PLAIN})
    )
    code = forms.CharField(
        label=_("One of your printed codes"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", **PLAIN}),
    )
    new = NewPassphraseField()


class ByMail(forms.Form):
    address = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class New(forms.Form):
    new = NewPassphraseField()


class QuietDayForm(forms.Form):
    day = forms.DateField(label=_("The day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    yearly = forms.BooleanField(label=_("It comes back every year"), required=False, initial=True)
