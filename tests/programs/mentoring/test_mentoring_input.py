"""What people paste, type and try: goals, entries, comments and notes (v5.0.0-1.2.1, 2.2.1)."""

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from common.forms import PlainTextField
from programs.mentoring.goals.forms.goal import GoalForm
from programs.mentoring.goals.models import Goal, GoalComment, GoalEntry
from programs.mentoring.meetings.forms.check_in import CheckInForm
from programs.mentoring.meetings.models import CheckInNote
from tests.factories import NOON, CheckInFactory, GoalFactory, GoalShareFactory, LearnerFactory

MARKUP = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7|add:7 }}'
ARABIC = "التحدث مع رئيسة القسم"
PASTED = "x" * 100_000


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def share(db):
    return GoalShareFactory(goal__owner__name=f"نور {MARKUP}"[:120])


@pytest.fixture
def mentee(client, share):
    client.force_login(share.goal.owner)
    return client


def url(name, row):
    return reverse(f"programs:{name}", args=[row.pk])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a  b \t c ", "a b c"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("e\u0301", "é"),
        (ARABIC, ARABIC),
        ("👩‍⚕️", "👩‍⚕️"),
    ],
)
def test_plain_text_of_one_line(typed, kept):
    assert PlainTextField().clean(typed) == kept


def test_plain_text_keeps_its_lines():
    assert PlainTextField(rows=3).clean("one\r\n\r\ntwo\rthree") == "one\n\ntwo\nthree"


def test_plain_text_is_as_long_as_the_browser_counts_it():
    """Browsers count a line break as one character and send two."""
    assert PlainTextField(rows=3, max_length=3).clean("a\r\nb") == "a\nb"


@given(st.text())
def test_plain_text_never_holds_a_control_character(typed):
    kept = PlainTextField(rows=3, required=False).clean(typed)

    assert not [letter for letter in kept if ord(letter) < 32 and letter not in "\n\t"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["title", "reason", "measure_text"])
def test_goal_create_keeps_what_was_pasted_and_says_how_long_it_may_be(client, name):
    client.force_login(LearnerFactory().person)
    fields = {"area": "skills", "title": "A", "measure": "yes_no", "audience": "only_me"}

    response = client.post(reverse("programs:goal-create"), fields | {name: PASTED})

    page = response.content.decode()
    assert not Goal.objects.exists()
    assert PASTED in page
    assert "it has 100000" in page


@pytest.mark.parametrize(
    ("address", "fields", "model"),
    [
        ("goal-log", {"text": PASTED, "audience": "only_me"}, GoalEntry),
        ("goal-comment", {"text": PASTED}, GoalComment),
    ],
)
def test_goal_pages_refuse_what_is_too_long(mentee, share, address, fields, model):
    response = mentee.post(url(address, share.goal), fields | {"readers": share.pk})

    assert response.status_code == 200
    assert not model.objects.exists()


def test_check_in_note_refuses_what_is_too_long(mentee, share):
    check_in = CheckInFactory(mentorship=share.mentorship)

    response = mentee.post(url("check-in-note", check_in), {"text": PASTED, "audience": "both"})

    assert "it has 100000" in response.content.decode()
    assert not CheckInNote.objects.exists()


def test_markup_is_shown_as_it_was_typed(mentee, share):
    goal = share.goal
    fields = {"text": MARKUP, "audience": str(share.pk)}
    mentee.post(url("goal-log", goal), fields)
    mentee.post(url("goal-comment", goal), {"text": MARKUP, "readers": share.pk})
    mentee.post(url("milestone-add", goal), {"step-title": MARKUP, "step-readers": share.pk})
    Goal.objects.update(title=MARKUP, reason=MARKUP, measure_text=MARKUP)

    for address in ("goal-detail", "goal-update", "goal-log", "goal-audience"):
        page = mentee.get(url(address, goal)).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page


def test_words_from_right_to_left_run_their_way(mentee, share):
    Goal.objects.update(title=ARABIC)
    mentee.post(url("goal-log", share.goal), {"text": ARABIC, "audience": str(share.pk)})

    page = mentee.get(url("goal-detail", share.goal)).content.decode()

    assert f'<h1 dir="auto">{ARABIC}</h1>' in page
    assert f'<p class="user-text" dir="auto">{ARABIC}</p>' in page


@pytest.mark.parametrize(
    "progress", ["101", "-1", "33", "1e3", "٥٠", "fifty", "50 OR 1=1", "9" * 400]
)
def test_goal_log_takes_only_the_offered_progress(mentee, share, progress):
    mentee.post(url("goal-log", share.goal), {"progress": progress, "audience": "only_me"})

    assert not GoalEntry.objects.exists()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e99", "12345678901", "1.234", "six"])
def test_goal_log_takes_only_numbers_it_can_keep(client, db, number):
    goal = GoalFactory(measure="number")
    client.force_login(goal.owner)

    response = client.post(url("goal-log", goal), {"number": number, "audience": "only_me"})

    assert response.status_code == 200
    assert not GoalEntry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["x", "=", "bnVsbA", "%00", "WyJhIl0", "9" * 5000])
def test_lists_start_at_the_beginning_for_a_cursor_that_means_nothing(client, cursor):
    goal = GoalFactory()
    client.force_login(goal.owner)

    response = client.get(reverse("programs:goal-list"), {"cursor": cursor, "show": cursor})

    assert goal.title in response.content.decode()


@given(day=st.text(max_size=20), clock=st.text(max_size=20), minutes=st.text(max_size=5))
def test_check_in_form_never_breaks(day, clock, minutes):
    data = {"day": day, "clock": clock, "minutes": minutes, "medium": "phone"}

    form = CheckInForm(data, zone=NOON.tzinfo, label="Book")

    assert form.is_valid() == ("moment" in form.cleaned_data and not form.errors)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_check_in_form_takes_the_ends_of_time(day):
    data = {"day": day, "clock": "23:59", "minutes": "30", "medium": "phone"}

    assert CheckInForm(data, zone=NOON.tzinfo, label="Book").is_valid()


def test_goal_form_forgets_a_number_of_another_measure():
    data = {
        "area": "skills",
        "title": "A",
        "measure": "yes_no",
        "target_number": "7",
        "audience": "only_me",
    }

    form = GoalForm(data)

    assert form.is_valid()
    assert form.words()["target_number"] is None
