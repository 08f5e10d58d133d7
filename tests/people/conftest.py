import pytest

from people.registry import notice_kinds
from tests.people.notices import kinds as test_kinds


@pytest.fixture
def kinds(monkeypatch):
    """A duty, an urgent duty and a nudge, known to the registry for one test."""
    for kind in test_kinds.ALL:
        monkeypatch.setitem(notice_kinds, kind.code, kind)
    return test_kinds
