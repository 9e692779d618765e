"""The second factor's own page. allauth's views do the rest, under Kith's templates and addresses."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from .. import factors
from .asking import PersonRequest


def is_post(request: HttpRequest) -> bool:
    return request.method == "POST"


@login_required
@require_safe
def second_factor(request: PersonRequest) -> HttpResponse:
    found = [(factors.factor_ref(factor), factor) for factor in factors.factors(request.user)]
    kinds = {factor.type for _, factor in found}
    return render(request, "people/second_factor.html", {"factors": found, "kinds": kinds})


@login_required
@reauthentication_required(app="allauth.mfa", enabled=is_post)  # type: ignore[untyped-decorator]
@require_POST
def remove(request: PersonRequest) -> HttpResponse:
    factors.remove_factor(request.user, ref=request.POST.get("factor", ""), by=request.user)
    return redirect("people:second_factor")


class Back:
    """allauth goes back to pages that Kith does not have."""

    def get_success_url(self) -> str:
        return str(reverse("people:second_factor"))


class RemoveApp(Back, DeactivateTOTPView):
    template_name = "people/remove_app.html"


class AddApp(Back, ActivateTOTPView):
    template_name = "people/add_app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts: dict[str, Any] = super().get_context_data(**kwargs)
        secret = facts["form"].secret
        return facts | {"secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))}


class AddPasskey(Back, AddWebAuthnView):
    template_name = "people/add_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth leaves the posted form out, and with it what was typed and why it was refused."""
        facts: dict[str, Any] = super().get_context_data(**kwargs)
        return facts | ({"form": kwargs["form"]} if "form" in kwargs else {})
