from django.apps import AppConfig


class CircleConfig(AppConfig):
    name = "kith.circle"
    label = "circle"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        from kith.circle import endings, practice_drawer
        from kith.goals import signals as goals
        from kith.groups import signals as groups
        from kith.meetings import signals as meetings
        from kith.people import signals as people
        from kith.stories import signals as stories

        user_logged_out.connect(practice_drawer.on_signed_out, dispatch_uid="circle")
        people.sessions_ended.connect(endings.on_sessions_ended, dispatch_uid="circle")
        people.person_suspended.connect(endings.on_person_suspended, dispatch_uid="circle")
        people.person_erasing.connect(endings.on_person_erasing, dispatch_uid="circle")
        groups.membership_ended.connect(endings.on_membership_ended, dispatch_uid="circle")
        meetings.meeting_changed.connect(endings.on_meeting_changed, dispatch_uid="circle")
        groups.role_changed.connect(endings.on_role_changed, dispatch_uid="circle")
        groups.greeter_changed.connect(endings.on_greeter_changed, dispatch_uid="circle")
        stories.keepsake_gone.connect(endings.on_gone, dispatch_uid="circle")
        goals.goal_gone.connect(endings.on_gone, dispatch_uid="circle")
