"""Names and comments are erased by an act that is itself in the ledger (D3)."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from assessments.ledger import chain
from assessments.ledger.models import LedgerEntry, SignatureContent
from assessments.ledger.services.erasure import ErasureError, erase_names
from assessments.sign_offs.models import SignOff
from programs.preceptorships.models import Preceptorship
from tests.assessments.bedside import days_ago
from tests.assessments.chains import broken_chains, erase_all
from tests.assessments.ledger.tampering import as_owner
from tests.factories import NOON, PersonFactory


@pytest.fixture
def record(bedside):
    """What counts and two signatures, in a record that is closed."""
    bedside.sign(observed_on=days_ago(1), comment="Went well.")
    bedside.sign(comment="Again.")
    Preceptorship.objects.update(status="achieved", closed_at=NOON)
    bedside.preceptorship.refresh_from_db()
    return bedside


@pytest.fixture
def admin(db):
    return PersonFactory(name="Ada Stone", is_administrator=True)


def erase(record, by, reason="Asked for by letter."):
    with as_owner():
        return erase_names(preceptorship=record.preceptorship, by=by, reason=reason, at=NOON)


def test_erase_names_says_who_when_why_and_of_what(record, admin):
    assert erase(record, admin) == 2

    entry = LedgerEntry.objects.get(kind="erase")
    facts = chain.facts_of(entry.canonical)
    assert (facts["erased_by"], facts["entries"]) == (str(admin.pk), [2, 3])
    assert (entry.recorded_at, entry.content.signed_as) == (NOON, "Ada Stone")
    assert entry.content.text == "Asked for by letter."


def test_erase_names_leaves_nothing_of_them_and_a_record_that_holds(record, admin):
    erase(record, admin)

    told = SignatureContent.objects.values_list("signed_as", "learner_name", "text")
    assert list(told) == [("Ada Stone", "", "Asked for by letter.")]
    assert list(broken_chains()) == []
    assert SignOff.objects.standing().count() == 2


def test_erase_names_a_second_time_has_nothing_to_erase(record, admin):
    erase(record, admin)

    with pytest.raises(ErasureError, match="no names or comments"):
        erase(record, admin)


def test_erase_names_needs_a_reason(record, admin):
    with pytest.raises(ErasureError, match="reason"):
        erase(record, admin, reason=" ")


def test_erase_names_waits_until_the_record_is_closed(bedside, admin):
    bedside.sign()

    with pytest.raises(ErasureError, match="closed"):
        erase(bedside, admin)


@pytest.mark.parametrize("who", ["dana", "amara"])
def test_erase_names_is_for_administrators_and_never_for_their_own_record(record, who):
    record.amara.is_administrator = True

    with pytest.raises(ErasureError, match="Only an administrator"):
        erase(record, getattr(record, who))
    assert SignatureContent.objects.count() == 2


def test_verify_ledger_counts_what_was_erased(record, admin):
    erase(record, admin)
    out = StringIO()

    call_command("verify_ledger", processes=1, stdout=out)

    assert out.getvalue() == (
        "The ledger holds: 4 entries.\n"
        "2 of them are without names and comments; entries that say who erased them: 1.\n"
    )


def test_the_command_erases_and_says_of_how_many(record, admin):
    out = StringIO()

    with as_owner():
        call_command(
            "erase_names", record.preceptorship.pk, by=admin.email, reason="By letter.", stdout=out
        )

    assert out.getvalue() == "Names and comments of 2 entries erased.\n"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"by": "nobody@example.org"}, "Nobody logs in"),
        ({"preceptorship": "nonsense"}, "There is no record"),
        ({"preceptorship": str(uuid4())}, "There is no record"),
        ({"reason": ""}, "reason"),
    ],
)
def test_the_command_says_what_is_wrong(record, admin, given, problem):
    act = {
        "preceptorship": str(record.preceptorship.pk),
        "by": admin.email,
        "reason": "By letter.",
    } | given

    with pytest.raises(CommandError, match=problem):
        call_command("erase_names", act.pop("preceptorship"), **act)


def test_an_erasure_that_leaves_one_out_does_not_cover_it(record):
    """Somebody who erases one more afterwards is found, though there is an entry."""
    erase_all(record.preceptorship)
    with as_owner():
        SignatureContent.objects.all().delete()

    assert [found.problem for found in broken_chains()] == [
        "entry 4: names and comment are gone, and no entry says who erased them"
    ]
