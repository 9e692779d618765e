from datetime import timedelta

from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "kith.finding"
    label = "finding"

    def ready(self) -> None:
        from kith.finding import indexing, listening
        from kith.finding.words import SAYINGS
        from kith.kit import rounds
        from kith.kit.refusal import teach

        teach(SAYINGS)
        listening.listen()
        rounds.add("finding.index", every=timedelta(hours=1), look=indexing.index_all)
