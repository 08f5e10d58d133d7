"""Files that lie beside the checkout and are never copied into it: tests without them skip."""

from pathlib import Path

import pytest

HERE = Path(__file__).resolve()


def shared(name: str) -> Path:
    """Return a file of the ``shared`` folder beside the checkout, or skip the test."""
    for above in HERE.parents:
        file = above / "shared" / name
        if file.exists():
            return file
    pytest.skip(f"{name} is not beside this checkout (../shared)")
