"""allauth's routes that Kith uses, one by one, under allauth's own names (it reverses them); everything else of it has no address.

An include of allauth.urls would leave a second door open beside each of ours.
"""

from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib.auth.decorators import login_required
from django.urls import path

from .views import second

urlpatterns = [
    path("sign-in/", LoginView.as_view(template_name="people/sign_in.html"), name="account_login"),
    path("sign-in/second/", AuthenticateView.as_view(template_name="people/second_step.html"), name="mfa_authenticate"),
    path("me/sure/", ReauthenticateView.as_view(template_name="people/sure.html"), name="account_reauthenticate"),
    path("me/sure/code/", CodeAgainView.as_view(template_name="people/sure_code.html"), name="mfa_reauthenticate"),
    path(
        "me/sure/passkey/",
        ReauthenticateWebAuthnView.as_view(template_name="people/sure_passkey.html"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("me/second-factor/app/", login_required(second.AddApp.as_view()), name="mfa_activate_totp"),
    path("me/second-factor/app/remove/", login_required(second.RemoveApp.as_view()), name="mfa_deactivate_totp"),
    path("me/second-factor/passkey/", login_required(second.AddPasskey.as_view()), name="mfa_add_webauthn"),
]
