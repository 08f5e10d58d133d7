"""Where a form may lead on to: a path of this site, and nothing that only looks like one."""

import pytest

from common.redirects import next_path


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("/people/?unit=1", "/people/?unit=1"),
        ("", "/"),
        ("NaN", "/"),
        ("people:today", "/"),
        ("../admin/", "/"),
        ("//elsewhere.example/", "/"),
        ("https://elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("\\\\elsewhere.example", "/"),
    ],
)
def test_next_path_is_a_path_of_this_site(rf, asked, leads):
    assert next_path(rf.post("/", {"next": asked})) == leads
