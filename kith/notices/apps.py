from datetime import timedelta

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kith.notices"
    label = "notices"

    def ready(self) -> None:
        from kith.kit import rounds
        from kith.notices import tidying

        rounds.add("notices.old", every=timedelta(hours=6), look=tidying.clear_old)
        rounds.add("notices.unsure", every=timedelta(minutes=1), look=tidying.tell_unsure)
        rounds.add("notices.tasks", every=timedelta(minutes=1), look=tidying.put_back_tasks)
