"""Static files keep one address each for as long as a release runs."""

import json

import pytest

from config.static_files import StaticFilesStorage


@pytest.fixture
def release(tmp_path, settings):
    settings.DEBUG = False
    manifest = {"version": "1.1", "hash": "", "paths": {"a.css": "a.55e7cbb9ba48.css"}}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
    return StaticFilesStorage(location=tmp_path, base_url="/static/")


def test_an_address_is_that_of_the_manifest(release):
    assert [release.url("a.css") for _ in range(2)] == ["/static/a.55e7cbb9ba48.css"] * 2


def test_an_address_is_worked_out_once(release, monkeypatch):
    release.url("a.css")
    monkeypatch.setattr(release, "stored_name", None)

    assert release.url("a.css") == "/static/a.55e7cbb9ba48.css"


def test_a_file_that_is_not_in_the_release_is_an_error(release):
    for _ in range(2):
        with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
            release.url("b.css")


def test_files_that_one_user_collects_another_may_read(settings):
    options = settings.STORAGES["staticfiles"]["OPTIONS"]

    assert options == {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755}
