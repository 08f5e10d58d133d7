"""Progress as laid down at the start, moved by pauses, counted afresh at night."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.progress.services import open_progress, resume_progress, unmet_critical
from assessments.sign_offs.models import CompetencyState, Progress
from programs import registry
from programs.cohorts.models import ProgramCompetency
from tests import factories as make
from tests.assessments.bedside import days_ago
from tests.factories import NOON, TODAY


def rebuild(*arguments):
    out, err = StringIO(), StringIO()
    call_command("rebuild_progress", *arguments, stdout=out, stderr=err)
    return out.getvalue()


def test_open_progress_lays_down_what_the_program_asks(unopened_bedside):
    bedside = unopened_bedside
    escalate = bedside.ask(
        "Escalate",
        position=2,
        is_critical=True,
        observations_required=3,
        assessors_required=2,
        due_week=4,
    )

    registry.run(registry.preceptorship_opened, bedside.preceptorship, at=NOON)

    state = bedside.state(escalate)
    assert (state.is_critical, state.observations_required, state.assessors_required) == (
        True,
        3,
        2,
    )
    assert state.due_on == bedside.preceptorship.starts_on + timedelta(days=27)
    assert (bedside.progress.total, bedside.progress.critical_total) == (2, 1)


def test_open_progress_asks_for_everything_where_the_program_says_nothing(unopened_bedside):
    ProgramCompetency.objects.all().delete()

    open_progress(unopened_bedside.preceptorship, NOON)

    assert unopened_bedside.state().observations_required == 1
    assert unopened_bedside.progress.total == 1


def test_p15_a_pause_moves_what_is_not_achieved(unopened_bedside):
    bedside = unopened_bedside
    waiting = bedside.ask("Escalate", position=2, due_week=20)
    overdue = bedside.ask("Hand over", position=3, due_week=2)
    bedside.open()
    before = {asked: bedside.state(asked).due_on for asked in (waiting, overdue)}
    make.PreceptorshipPauseFactory(
        preceptorship=bedside.preceptorship, valid_from=days_ago(10), valid_to=days_ago(1)
    )

    resume_progress(bedside.preceptorship, NOON)

    assert bedside.state(waiting).due_on == before[waiting] + timedelta(days=10)
    assert bedside.state(overdue).due_on == before[overdue]


def test_p15_unmet_critical_competencies_stand_in_the_way(unopened_bedside):
    bedside = unopened_bedside
    escalate = bedside.ask("Escalate", position=2, is_critical=True)
    bedside.open()

    before = list(unmet_critical(bedside.preceptorship))
    bedside.sign(competency=escalate)

    assert before == [f"{escalate.title} is critical and not signed off yet."]
    assert list(unmet_critical(bedside.preceptorship)) == []


def test_rebuild_progress_finds_nothing_to_repair(bedside):
    bedside.sign()

    assert rebuild("--check") == "Counted. 0 differences found.\n"


def test_rebuild_progress_repairs_what_differs(bedside):
    bedside.sign()
    CompetencyState.objects.update(passes=0, achieved_at=None, latest_level=None)
    Progress.objects.update(achieved=0, last_signed_at=None)

    assert rebuild() == "Counted. 2 differences repaired.\n"
    assert bedside.state().achieved_at == NOON
    assert bedside.progress.achieved == 1


def test_rebuild_progress_check_repairs_nothing(bedside):
    bedside.sign()
    Progress.objects.update(achieved=0)

    with pytest.raises(CommandError, match="1 counts differ"):
        rebuild("--check")

    assert bedside.progress.achieved == 0


def test_rebuild_progress_keeps_what_was_asked_at_the_start(bedside):
    ProgramCompetency.objects.update(observations_required=3)
    bedside.sign()

    rebuild()

    assert bedside.state().observations_required == 1


@pytest.mark.parametrize(("due_on", "is_overdue"), [(days_ago(1), True), (TODAY, False)])
def test_overdue_begins_the_day_after(bedside, due_on, is_overdue):
    CompetencyState.objects.update(due_on=due_on)

    assert CompetencyState.objects.overdue(TODAY).exists() is is_overdue
