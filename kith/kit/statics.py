"""Static files under hashed names, compressed once, imports between modules included."""

from functools import cached_property

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Hashed(CompressedManifestStaticFilesStorage):
    """A missing semicolon after an import leaves it unhashed without a word; a test looks for that."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    @cached_property
    def _addresses(self) -> dict[tuple[str | None, bool], str]:
        return {}

    def url(self, name: str | None, force: bool = False) -> str:
        """Under its hashed name, which is looked for once: each page asks for some eight."""
        key = (name, force or not settings.DEBUG)
        if key not in self._addresses:
            self._addresses[key] = str(super().url(name or "", force))
        return self._addresses[key]

    def save_manifest(self) -> None:
        self._addresses.clear()
        super().save_manifest()
