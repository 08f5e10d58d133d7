"""A mail server that fails. Models are imported late: settings come after this file."""

import pytest


@pytest.fixture
def faults(settings, monkeypatch):
    from tests.people.notices import post

    settings.EMAIL_BACKEND = post.BACKEND
    monkeypatch.setattr(post.FaultyBackend, "errors", [])
    monkeypatch.setattr(post.FaultyBackend, "open_errors", [])
    return post.FaultyBackend
