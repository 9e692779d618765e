from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "kith.site"
    label = "site"
