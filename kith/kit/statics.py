"""Static files under hashed names, compressed once, imports between modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Hashed(CompressedManifestStaticFilesStorage):
    """A missing semicolon after an import leaves it unhashed without a word; a test looks for that."""

    support_js_module_import_aggregation = True
    manifest_strict = False
