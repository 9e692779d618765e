from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "kith.site"
    label = "site"

    def ready(self) -> None:
        from kith.meetings.run_sheet import on_paper as place
        from kith.site import on_paper

        place.fill(on_paper.show)
