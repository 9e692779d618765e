from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "kith.interop"
    label = "interop"

    def ready(self) -> None:
        from kith.groups.signals import membership_ended
        from kith.interop import ending
        from kith.people.signals import everything_ended, person_suspended

        everything_ended.connect(ending.on_everything_ended, dispatch_uid="interop")
        person_suspended.connect(ending.on_everything_ended, dispatch_uid="interop.suspended")
        membership_ended.connect(ending.on_membership_ended, dispatch_uid="interop")
