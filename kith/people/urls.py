"""The addresses of one's own account."""

from django.urls import path

from .views import account, arriving, quiet, second

app_name = "people"
urlpatterns = [
    path("welcome/", arriving.welcome, name="welcome"),
    path("welcome/keep/", arriving.keep, name="keep"),
    path("sign-out/", arriving.sign_out, name="sign_out"),
    path("lost-passphrase/", arriving.lost, name="lost"),
    path("lost-passphrase/by-mail/", arriving.by_mail, name="by_mail"),
    path("new-passphrase/<str:token>/", arriving.new_passphrase, name="new_passphrase"),
    path("me/", account.me, name="me"),
    path("me/sign-in-name/", account.sign_in_name, name="sign_in_name"),
    path("me/passphrase/", account.passphrase, name="passphrase"),
    path("me/codes/", account.printed_codes, name="codes"),
    path("me/devices/", account.devices, name="devices"),
    path("me/email/", account.email, name="email"),
    path("prove/<str:token>/", account.prove, name="prove"),
    path("me/zone/", account.zone, name="zone"),
    path("me/quiet-days/", quiet.days, name="quiet_days"),
    path("me/second-factor/", second.second_factor, name="second_factor"),
    path("me/second-factor/remove/", second.remove, name="remove_factor"),
    path("me/delete/", account.delete, name="delete"),
    path("goodbye/", account.gone, name="gone"),
]
