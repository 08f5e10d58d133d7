from datetime import date

import pytest
from django.utils.translation import ngettext_lazy

from people.models import Credential
from people.notices.models import Notice
from people.notices.wording import on_one_line, word
from people.registry import NoticeKind, notice_kinds


def words(monkeypatch, data, zone="UTC", **changes):
    fields = {
        "code": "test",
        "label": "Test",
        "subject": "%(what)s",
        "line": "Line",
        "why": "Because",
        "act": "Act",
        "facts": tuple(data) or ("what",),
    }
    monkeypatch.setitem(notice_kinds, "test", NoticeKind(**fields | changes))
    return word(Notice(kind="test", data=data, occurs_on=date(2026, 11, 23)), zone=zone)


def test_a_date_is_written_so_that_it_cannot_be_misread(monkeypatch):
    wording = words(monkeypatch, {"due_on": "2026-12-01"}, subject="By %(due_on)s")

    assert wording.subject == "By 1 Dec 2026"


def test_a_moment_is_written_in_the_time_zone_of_its_reader(monkeypatch):
    data = {"meets_at": "2026-11-23T23:30:00+00:00"}

    wording = words(monkeypatch, data, zone="Asia/Tokyo", subject="At %(meets_at)s")

    assert wording.subject == "At 24 Nov 2026, 08:30"


def test_a_choice_is_written_by_its_label(monkeypatch):
    labels = {"what": Credential.Kind}

    wording = words(monkeypatch, {"what": "licence"}, labels=labels)

    assert wording.subject == "Professional licence"


@pytest.mark.parametrize("data", [{"what": "no choice"}, {"what": ""}])
def test_a_choice_that_is_gone_is_written_as_it_was_stored(monkeypatch, data):
    assert words(monkeypatch, data, labels={"what": Credential.Kind}).subject == data["what"]


@pytest.mark.parametrize(("count", "text"), [(1, "1 review waits"), (2, "2 reviews wait")])
def test_a_number_is_written_in_its_plural(monkeypatch, count, text):
    subject = ngettext_lazy("%(count)d review waits", "%(count)d reviews wait", "count")

    assert words(monkeypatch, {"count": count}, subject=subject).subject == text


@pytest.mark.parametrize("name", ["due_on", "meets_at"])
def test_what_is_no_date_is_written_as_it_was_stored(monkeypatch, name):
    assert words(monkeypatch, {name: "soon"}, subject=f"%({name})s").subject == "soon"


def test_an_older_notice_may_lack_a_fact(monkeypatch):
    assert words(monkeypatch, {}, subject="Hello %(what)s").subject == "Hello"


def test_a_fact_that_looks_like_a_place_is_left_alone(monkeypatch):
    assert words(monkeypatch, {"what": "100 %(due_on)s"}).subject == "100 %(due_on)s"


@pytest.mark.parametrize("text", ["a\nb", "a\r\n b", "a\x00b", "a\u2028b", " a  b "])
def test_on_one_line_leaves_no_control_character(text):
    assert on_one_line(text) == "a b"
