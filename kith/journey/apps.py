from django.apps import AppConfig


class JourneyConfig(AppConfig):
    name = "kith.journey"
    label = "journey"

    def ready(self) -> None:
        from kith.journey import journal_wiring, wiring

        wiring.wire()
        journal_wiring.wire()
