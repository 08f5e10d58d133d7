"""A year of one intake, lived through the services: a small one; the whole one lives at night."""

from collections import Counter

import pytest
from django.core.management import call_command

from assessments.certificates.models import Certificate
from assessments.ledger.models import LedgerSeal
from assessments.reviews.models import ReviewOutcome
from assessments.sign_offs.models import SignOff
from common.disclosure import K
from people.notices.models import Delivery
from programs.desk.rows import worklist_of
from programs.evaluation.models import EvaluationAnswer
from programs.registry import worklist_kinds
from tests.access.visits import kept
from tests.tools.lived_year import MONDAY, SMALL, Status, live, states
from tools.demo.year.coordinator import ACTS
from tools.demo.year.simulate import YearError, simulate

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker, tmp_path_factory):
    """Lived once for all of these."""
    folder = tmp_path_factory.mktemp("year")
    with kept(django_db_blocker, lambda: live(SMALL, folder)) as lived:
        yield lived


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


def test_year_that_is_cut_off_leaves_no_seal_of_what_is_gone(settings, monkeypatch, tmp_path):
    """Or the next night would refuse to seal: its file had what no database knows."""
    file = tmp_path / "seals.jsonl"
    settings.SEAL_FILE, settings.DEMO = file, True
    file.write_text("before\n", encoding="utf-8")

    def stopped(**_how):
        file.write_text("before\na night\n", encoding="utf-8")
        raise KeyboardInterrupt

    monkeypatch.setattr("tools.demo.management.commands.simulate_year.simulate", stopped)
    with pytest.raises(KeyboardInterrupt):
        call_command("simulate_year")

    assert file.read_text(encoding="utf-8") == "before\n"
