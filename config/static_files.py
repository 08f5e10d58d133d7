"""How static files are stored and addressed."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Works each address out once: a page has twenty, and a release's files do not change."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._address = cache(super().url)

    def url(self, name, force=False):
        # Forced while files are collected, when their names are still being found.
        return super().url(name, force) if force else self._address(name)
