from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "kith.meetings"
    label = "meetings"

    def ready(self) -> None:
        from datetime import timedelta

        from kith.groups import closing
        from kith.groups.signals import group_ended, membership_ended, name_returned
        from kith.kit import rounds
        from kith.kit.refusal import teach
        from kith.meetings import cohorts, coming_wiring, eight_weeks, erasing, farewells, showing, showing_series
        from kith.meetings.words import SAYINGS
        from kith.people.signals import person_erasing

        teach(SAYINGS)
        coming_wiring.wire()  # fills its places before and after those of showing
        showing.fill_places()
        showing_series.fill_places()
        closing.ask(cohorts.cohort_closed)
        rounds.add("meetings.eight_weeks", every=timedelta(hours=1), look=eight_weeks.look)
        person_erasing.connect(erasing.on_person_erasing, dispatch_uid="meetings")
        group_ended.connect(farewells.on_group_ended, dispatch_uid="meetings")
        name_returned.connect(farewells.on_name_returned, dispatch_uid="meetings")
        membership_ended.connect(erasing.on_membership_ended, dispatch_uid="meetings")
