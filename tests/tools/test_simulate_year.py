"""A year of one intake, lived through the services: a small one always, the whole one at night."""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from django.test import override_settings

from assessments.certificates.models import Certificate
from assessments.ledger.models import LedgerSeal
from assessments.reviews.models import ReviewOutcome
from assessments.sign_offs.models import SignOff
from common.disclosure import K
from people.notices.models import Delivery
from programs.desk.rows import worklist_of
from programs.evaluation.models import EvaluationAnswer
from programs.preceptorships.models import Preceptorship
from programs.registry import worklist_kinds
from tests.access.visits import kept
from tools.demo.year.checks import faults
from tools.demo.year.coordinator import ACTS
from tools.demo.year.simulate import YearError, simulate
from tools.demo.year.story import Story

pytestmark = pytest.mark.django_db

SMALL = Story(learners=6, weeks=8)
# Half a year: a night on which the clocks change is in it.
MONDAY = date(2025, 9, 29)
Status = Preceptorship.Status


def live(story, folder):
    """Return the year, what it printed, and what is wrong with it."""
    printed = []
    mailbox = "django.core.mail.backends.locmem.EmailBackend"
    with override_settings(SEAL_FILE=folder / "seals.jsonl", EMAIL_BACKEND=mailbox):
        year = simulate(story=story, starts_on=MONDAY, say=printed.append)
        return year, printed, list(faults(year))


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker, tmp_path_factory):
    """Lived once for all of these."""
    folder = tmp_path_factory.mktemp("year")
    with kept(django_db_blocker, lambda: live(SMALL, folder)) as lived:
        yield lived


def states(year):
    return Counter(
        Preceptorship.objects.filter(program=year.program).values_list("status", flat=True)
    )


def test_year_ends_without_a_fault(small):
    """Final states, certificates, their public pages, the chains and the seals: see checks."""
    _year, _printed, found = small

    assert found == []


def test_year_leaves_everybody_in_the_state_of_the_story(small):
    year, _printed, _found = small

    assert states(year) == {Status.ACHIEVED: 5, Status.NOT_ACHIEVED: 1, Status.WITHDRAWN: 1}
    assert Certificate.objects.standing().count() == SMALL.certificates == 5


def test_year_answers_every_row_of_the_worklist(small):
    year, _printed, _found = small
    programs = type(year.program).objects.filter(pk=year.program.pk)

    left = worklist_of(programs, reader=year.coordinator, at=year.diary.now, today=year.diary.today)

    assert year.tally.faults == []
    assert [line.row.title for line in left.waiting] == []


def test_year_is_lived_as_people_would_so_that_hardly_anything_is_refused(small):
    year, _printed, _found = small

    assert year.tally.refused == {}


def test_year_tells_of_each_kind_of_event(small):
    year, _printed, _found = small
    done = year.tally.done

    assert done["change of preceptor"] == SMALL.changes
    assert done["extended"] == done["not achieved"] == done["learner gone"] == 1
    assert done["seal"] == LedgerSeal.objects.count()
    assert done["study day held"] == 12
    for kind in ("shift note", "signed together", "review signed", "plan meeting held", "mail"):
        assert done[kind], kind


def test_year_hears_of_people_without_an_account(small):
    """A third signer of reviews, and who saw a skill: each signs by link, and confirms it."""
    year, _printed, _found = small
    done = year.tally.done

    assert done["review signed by link"] == ReviewOutcome.objects.exclude(third_signer="").count()
    assert done["review signed by link"] > 0
    assert done["signature by link"] == SignOff.objects.filter(channel="external").count() > 0


def test_year_shows_what_five_or_more_said_of_the_program(small):
    year, _printed, _found = small
    answers = EvaluationAnswer.objects.filter(program=year.program, preceptor=None)

    assert year.tally.done["evaluation answered"] >= K
    assert answers.filter(is_counted=True).count() == year.tally.done["evaluation answer shown"]
    assert answers.filter(is_counted=True).exists()


def test_year_knows_an_act_for_each_kind_of_row():
    """But for those of what is not in it: projects, disowned signatures, skills due again."""
    elsewhere = {"disowned", "project_ends", "skills_due_again"}

    assert set(ACTS) == set(worklist_kinds) - elsewhere


def test_year_prints_each_monday_and_counts_the_acts_of_each_week(small):
    year, printed, _found = small
    mondays = [line for line in printed if line.startswith("Mon ")]

    assert len(mondays) == len(year.tally.mondays)
    assert sum(year.tally.per_week()) == sum(map(Counter.total, year.tally.acts.values()))
    assert any(line.startswith("Acts per week") for line in printed)


def test_year_mails_nobody_afterwards(small):
    assert not Delivery.objects.filter(status=Delivery.Status.DUE).exists()


def test_year_is_refused_where_the_ledger_is_sealed(small):
    with pytest.raises(YearError):
        simulate(story=SMALL, starts_on=MONDAY, say=print)


@pytest.mark.nightly
def test_year_of_the_same_story_is_the_same_again(tmp_path):
    lived = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        with transaction.atomic():
            year, _printed, _found = live(SMALL, tmp_path / name)
            lived.append((year.tally.done, year.tally.acts, year.tally.mondays))
            transaction.set_rollback(True)

    assert lived[0] == lived[1]


@pytest.mark.nightly
def test_year_of_sixty_ends_without_a_fault(tmp_path, record_property):
    story = Story(learners=60, weeks=52)

    year, printed, found = live(story, tmp_path)

    assert found == []
    assert states(year) == {Status.ACHIEVED: 57, Status.NOT_ACHIEVED: 1, Status.WITHDRAWN: 3}
    record_property("figure", printed[-1])
