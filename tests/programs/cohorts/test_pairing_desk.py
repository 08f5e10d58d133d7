"""The pairing table for many: the nearest first, sorted, and each reason with its row."""

import pytest
from django.urls import reverse

from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    LearnerFactory,
    PersonFactory,
    PreceptorFactory,
    ProgramFactory,
    SiteFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return PersonFactory(name="Priya Nair")


@pytest.fixture
def cohort(coordinator):
    return CohortFactory(program=ProgramFactory(coordinator=coordinator))


def table(cohort):
    return reverse("programs:pairing-table", args=[cohort.pk])


def preceptor(cohort, name="Helen Ward", **fields):
    made = PreceptorFactory(person__name=name, **{"eligible": True, **fields})
    cohort.program.preceptors.add(made)
    return made


def save(browser, cohort, enrolment, guide, reason=""):
    row = {f"guide-{enrolment.pk}": guide.pk, f"reason-{enrolment.pk}": reason}
    return browser.post(reverse("programs:pairing-choose", args=[cohort.pk]), row)


def at(unit, name):
    return PersonFactory(unit=unit, name=name)


def test_pairing_table_offers_the_nearest_first_and_says_so(browser, cohort):
    site = SiteFactory()
    ward, next_ward = (
        UnitFactory(name="Ward 3", parent=site),
        UnitFactory(name="Ward 5", parent=site),
    )
    for name, unit in (
        ("Abe Far", UnitFactory(name="Ward 9")),
        ("Bea Site", next_ward),
        ("Cy Unit", ward),
    ):
        cohort.program.preceptors.add(PreceptorFactory(person=at(unit, name), eligible=True))
    EnrolmentFactory(cohort=cohort, learner=LearnerFactory(person=at(ward, "Lea")))

    html = browser.get(table(cohort)).context["rows"][0].options

    words = [
        "Cy Unit · same unit · 0 of 2",
        "Bea Site · Ward 5, same site · 0 of 2",
        "Abe Far · Ward 9 · 0 of 2",
    ]
    assert sorted(words, key=html.index) == words


def test_pairing_table_is_sorted_and_narrowed_by_unit(browser, cohort):
    site = SiteFactory()
    first, second = UnitFactory(name="A ward", parent=site), UnitFactory(name="B ward", parent=site)
    for name, unit in (("Zoe", first), ("Abe", second), ("Nemo", None)):
        EnrolmentFactory(cohort=cohort, learner=LearnerFactory(person=at(unit, name)))

    def shown(**asked):
        rows = browser.get(table(cohort), asked).context["rows"]
        return [row.enrolment.learner.person.name for row in rows]

    assert shown(sort="unit") == ["Nemo", "Zoe", "Abe"]
    assert shown(sort="name") == ["Abe", "Nemo", "Zoe"]
    assert shown(unit=second.pk) == ["Abe"]
    assert shown(unit="nonsense", sort="nonsense") == ["Zoe", "Abe", "Nemo"]


def test_pairing_table_says_each_blocker_of_a_guide_for_itself(browser, cohort):
    preceptor(cohort, "Ivo Brandt", eligible=False)
    EnrolmentFactory(cohort=cohort)

    (load,) = browser.get(table(cohort)).context["guides"]

    assert load.notes == ("training missing or expired", "not approved")


def test_a_reason_stays_with_the_row_it_was_typed_for(browser, cohort, coordinator):
    """Places are not counted in the order of names: who has a reason comes last."""
    guide = preceptor(cohort)
    guide.capacity = 1
    guide.save()
    ann, zoe = (
        EnrolmentFactory(cohort=cohort, learner=LearnerFactory(person=PersonFactory(name=name)))
        for name in ("Ann", "Zoe")
    )

    save(browser, cohort, zoe, guide)
    save(browser, cohort, ann, guide, reason="Knows the ward")

    page = browser.get(reverse("programs:pairing-publish", args=[cohort.pk]))
    found = [
        (proposal.learner.person.name, bool(proposal.blockers), proposal.problem)
        for proposal, _said in page.context["proposals"]
    ]
    assert found == [("Ann", True, ""), ("Zoe", False, "")]
