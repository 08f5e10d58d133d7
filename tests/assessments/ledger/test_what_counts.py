"""What makes a competency achieved is written in the ledger, and cannot be lowered unseen."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.ledger import chain
from assessments.ledger.models import LedgerEntry
from assessments.progress.services import (
    move_progress,
    resume_progress,
    write_down_requirements,
)
from assessments.sign_offs.models import CompetencyState
from assessments.sign_offs.services.assessor import allow_assessor
from people.models import Approval
from programs.cohorts.models import Method, PreceptorshipRules, RuleOverride
from programs.cohorts.services.program import choose_framework
from programs.frameworks.models import RatingScale
from tests import factories as make
from tests.assessments.bedside import days_ago
from tests.assessments.chains import broken_chains
from tests.assessments.evidence.test_evidence import add
from tests.assessments.ledger.tampering import as_owner, execute, triggers_lifted
from tests.factories import NOON
from tools import verify_export

WATCHED = [Method.WORKPLACE, Method.SIMULATION]


@pytest.fixture
def ward(unopened_bedside):
    """The drain is critical and asked for three times by two; the catheter once."""
    bedside = unopened_bedside
    bedside.drain = bedside.ask(
        "Remove a drain",
        position=2,
        is_critical=True,
        observations_required=3,
        assessors_required=2,
        due_week=20,
        methods=WATCHED,
    )
    return bedside.open()


@pytest.fixture
def excepted(ward):
    """Priya's approval has lapsed: she signs under an exception, beside a certificate."""
    Approval.objects.filter(person=ward.priya).update(valid_to=days_ago(1))
    allow_assessor(
        preceptorship=ward.preceptorship, assessor=ward.priya, reason="Late", by=ward.dana, at=NOON
    )
    assert ward.sign(evidence=[add(ward)]).override
    return ward


def problems():
    return [found.problem for found in broken_chains()]


def rebuild(*options):
    said = StringIO()
    with as_owner():
        call_command("rebuild_progress", *options, stdout=said, stderr=said)
    return said.getvalue()


def test_the_first_entry_says_what_counts(ward):
    entry = LedgerEntry.objects.get()
    facts = chain.facts_of(entry.canonical)

    assert (entry.kind, entry.sequence) == ("require", 1)
    due_on = ward.preceptorship.starts_on + timedelta(weeks=20, days=-1)
    assert (facts["scale"], facts["pass_level"]) == (str(ward.scale.pk), 4)
    assert [value for value, _wording in facts["levels"]] == [1, 2, 3, 4, 5]
    assert facts["asked"] == [
        [str(ward.catheter.pk), 1, 1, False, Method.values, None],
        [str(ward.drain.pk), 3, 2, True, WATCHED, due_on.isoformat()],
    ]
    assert facts["content"] is None
    assert problems() == []


@pytest.mark.parametrize(
    "change",
    [
        "observations_required = 1, assessors_required = 1",
        "is_critical = FALSE",
        "due_on = due_on + 90",
        "due_on = NULL",
        "methods = methods || '{discussion}'",
    ],
)
def test_less_asked_of_a_competency_is_found(ward, change):
    execute(
        f"UPDATE assessments_competencystate SET {change} WHERE competency_id = '{ward.drain.pk}'"
    )

    assert problems() == [f"what is asked was changed, of competency {ward.drain.pk}"]


def test_a_competency_taken_out_is_found(ward):
    with as_owner():
        CompetencyState.objects.filter(competency=ward.drain).delete()

    assert problems() == [f"what is asked was changed, of competency {ward.drain.pk}"]


def test_all_taken_out_is_found(ward):
    with as_owner():
        CompetencyState.objects.all().delete()

    assert problems()[0].startswith("what is asked was changed")


def test_something_asked_beside_the_ledger_is_found(ward):
    with triggers_lifted("assessments_ledgerentry"):
        LedgerEntry.objects.all()._raw_delete("default")

    assert problems() == ["something is asked, and no entry says what"]


def test_an_entry_that_asks_for_less_later_is_found(ward):
    """With hashes that fit: appended by who holds the database, and shown accordingly."""
    with as_owner():
        CompetencyState.objects.filter(competency=ward.drain).update(is_critical=False)
    write_down_requirements(ward.preceptorship, at=NOON)

    assert problems() == ["entry 2: asks otherwise than when the record was opened"]
    assert f"what is asked of competency {ward.drain.pk} was changed" in rebuild()
    assert ward.state(ward.drain).is_critical


@pytest.mark.parametrize("change", [{"pass_value": 2}, {"direction": "falling"}])
def test_a_pass_level_that_was_changed_is_found(ward, change):
    with as_owner():
        RatingScale.objects.filter(pk=ward.scale.pk).update(**change)

    assert problems() == ["the level from which its scale passes was changed"]


def test_a_signature_given_while_the_pass_level_was_lower_is_found(ward):
    with as_owner():
        RatingScale.objects.filter(pk=ward.scale.pk).update(pass_value=2)
    level = type(ward.levels[2]).objects.get(pk=ward.levels[2].pk)
    ward.sign(level=level)
    with as_owner():
        RatingScale.objects.filter(pk=ward.scale.pk).update(pass_value=4)

    assert problems() == ["entry 2: passes otherwise than at the level that counts"]


@pytest.mark.parametrize("words", ["name = 'Barely helped'", "anchor = 'Was in the room'"])
def test_a_level_that_says_something_else_is_found(ward, words):
    """Before anything was signed at it, when no signature commits to its words yet."""
    execute(f"UPDATE programs_ratinglevel SET {words} WHERE id = '{ward.levels[4].pk}'")

    assert problems() == ["its scale was changed, at level 4"]


def test_a_level_that_was_added_or_taken_out_is_found(ward):
    make.RatingLevelFactory(scale=ward.scale, value=6)
    execute(f"DELETE FROM programs_ratinglevel WHERE id = '{ward.levels[1].pk}'")

    assert problems() == ["its scale was changed, at level 1, 6"]


def test_a_signature_by_a_method_that_was_accepted_for_a_moment_is_found(ward):
    with as_owner():
        CompetencyState.objects.update(methods=Method.values)
    ward.sign(competency=ward.drain, method=Method.DISCUSSION)
    with as_owner():
        CompetencyState.objects.filter(competency=ward.drain).update(methods=WATCHED)

    assert problems() == ["entry 2: signed by a method that is not accepted here"]


def test_due_dates_that_move_with_the_record_are_written_down(ward):
    make.PreceptorshipPauseFactory(
        preceptorship=ward.preceptorship, valid_from=days_ago(10), valid_to=days_ago(1)
    )
    before = ward.state(ward.drain).due_on
    resume_progress(ward.preceptorship, NOON)
    move_progress(ward.preceptorship, 7, NOON)

    assert ward.state(ward.drain).due_on == before + timedelta(days=17)
    assert [entry.kind for entry in LedgerEntry.objects.all()] == ["require"] * 3
    assert problems() == []


def test_a_due_date_that_moved_beside_the_last_entry_about_it_is_found_and_put_back(ward):
    move_progress(ward.preceptorship, 7, NOON)
    moved = ward.state(ward.drain).due_on
    execute("UPDATE assessments_competencystate SET due_on = due_on - 7")

    assert problems() == [f"what is asked was changed, of competency {ward.drain.pk}"]
    assert f"what is asked of competency {ward.drain.pk} was changed" in rebuild()
    assert ward.state(ward.drain).due_on == moved
    assert problems() == []


def test_a_signature_on_a_scale_that_nobody_chose_is_found(ward):
    easy = make.RatingScaleFactory(pass_value=1)
    PreceptorshipRules.objects.update(rating_scale=easy)
    ward.preceptorship.program.preceptorship_rules.refresh_from_db()
    ward.sign(level=make.RatingLevelFactory(scale=easy, value=1))

    assert problems() == ["entry 2: signed on a scale that does not count here"]


def test_choose_framework_writes_another_scale_into_every_open_record(ward):
    other = make.RatingScaleFactory(pass_value=1)
    low = make.RatingLevelFactory(scale=other, value=1)
    ward.version.published_at = NOON
    ward.version.save()
    choose_framework(program=ward.program, version=ward.version, scale=other, at=NOON)
    ward.preceptorship.program.preceptorship_rules.refresh_from_db()
    ward.sign(level=low)

    kinds = LedgerEntry.objects.order_by("sequence").values_list("kind", flat=True)
    assert list(kinds) == ["require", "require", "sign"]
    assert problems() == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"reason": "Sick leave"}, "the names or the comment or the words of what it rests on"),
        ({"rules": ["P16"]}, "the names or the comment or the words of what it rests on"),
        ({"overridden_by": "amara"}, "the sign-off differs from what was signed in overridden_by"),
    ],
)
def test_an_exception_that_was_rewritten_is_found(excepted, change, problem):
    changed = {
        name: getattr(excepted, value) if name == "overridden_by" else value
        for name, value in change.items()
    }
    with triggers_lifted("programs_ruleoverride"):
        RuleOverride.objects.update(**changed)

    [said] = problems()
    assert said.startswith(f"entry 2: {problem}")


def test_a_title_of_evidence_that_was_rewritten_is_found(excepted):
    execute("UPDATE assessments_evidence SET title = 'Diploma'")

    assert problems() == [
        "entry 2: the names or the comment or the words of what it rests on were changed"
    ]


def test_verify_export_finds_words_that_were_rewritten(excepted, tmp_path):
    sound, changed = tmp_path / "sound.jsonl", tmp_path / "changed.jsonl"
    call_command("export_ledger", sound, stdout=StringIO())
    execute("UPDATE assessments_evidence SET title = 'Diploma'")
    call_command("export_ledger", changed, stdout=StringIO())

    assert verify_export.verify(sound)[0] == []
    assert "the names or the comment were changed" in verify_export.verify(changed)[0][0]


def test_rebuild_progress_puts_back_what_is_asked_and_names_it(ward):
    ward.sign(competency=ward.drain)
    with as_owner():
        CompetencyState.objects.filter(competency=ward.drain).update(
            observations_required=1, assessors_required=1, is_critical=False
        )

    said = rebuild()

    assert f"what is asked of competency {ward.drain.pk} was changed" in said
    state = ward.state(ward.drain)
    assert (state.observations_required, state.assessors_required) == (3, 2)
    assert (state.is_critical, state.achieved_at) == (True, None)
    assert problems() == []


def test_rebuild_progress_makes_a_competency_again_that_was_taken_out(ward):
    with as_owner():
        CompetencyState.objects.filter(competency=ward.drain).delete()

    rebuild()

    assert ward.state(ward.drain).is_critical
    assert problems() == []


def test_rebuild_progress_names_one_that_was_never_asked_for(ward):
    other = make.CompetencyFactory(version=ward.version, parent=ward.group)
    make.CompetencyStateFactory(preceptorship=ward.preceptorship, competency=other)

    assert f"competency {other.pk} was never asked for" in rebuild()


def test_rebuild_progress_names_what_becomes_achieved(ward):
    ward.sign()
    with as_owner():
        CompetencyState.objects.filter(competency=ward.catheter).update(achieved_at=None, passes=0)

    said = rebuild()

    assert f"competency {ward.catheter.pk} was counted wrongly, and is achieved now" in said


def test_rebuild_progress_with_check_changes_nothing_and_fails(ward):
    with as_owner():
        CompetencyState.objects.filter(competency=ward.drain).update(is_critical=False)

    with pytest.raises(CommandError, match="differ"):
        rebuild("--check")
    assert not ward.state(ward.drain).is_critical
