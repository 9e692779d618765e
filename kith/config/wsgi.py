"""Kith's pages as WSGI."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
application = get_wsgi_application()

from kith.config.settling import settle_memory  # noqa: E402 - the apps have to be loaded first

settle_memory()
