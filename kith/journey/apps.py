from django.apps import AppConfig


class JourneyConfig(AppConfig):
    name = "kith.journey"
    label = "journey"

    def ready(self) -> None:
        from kith.journey import how_am_i_wiring, journal_wiring, wiring

        wiring.wire()
        how_am_i_wiring.wire()
        journal_wiring.wire()
