from allauth.account.signals import user_logged_in
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out


class PeopleConfig(AppConfig):
    name = "kith.people"
    label = "people"

    def ready(self) -> None:
        from allauth.usersessions import signals as usersessions

        from kith.kit.refusal import teach

        from . import signing_out, words

        user_logged_in.disconnect(usersessions.on_user_logged_in)
        user_logged_in.connect(signing_out.on_signed_in, dispatch_uid="people.signed_in")
        user_logged_out.connect(signing_out.on_signed_out, dispatch_uid="people.signed_out")
        teach(words.SAYS)
