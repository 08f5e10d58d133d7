"""How many examples a property is tried on: few at each check, many at night."""

import os

from hypothesis import settings

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
# For `make test-all`.
LONG = 10


def examples(count: int, **options) -> settings:
    """Return settings for at most ``count`` examples; under the long profile, ten times that."""
    return settings(max_examples=count * (LONG if IS_LONG else 1), deadline=None, **options)
