import pytest

from programs.cohorts.best_guides import OFFERED, BestGuides
from programs.cohorts.eligibility import guides_of
from tests.factories import (
    TODAY,
    CohortFactory,
    GuidePauseFactory,
    LearnerFactory,
    PreceptorFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory()


def preceptor(cohort, name, **fields):
    made = PreceptorFactory(person__name=name, eligible=True, **fields)
    cohort.program.preceptors.add(made)
    return made


def fill_pool(cohort, number=OFFERED, **fields):
    return [preceptor(cohort, f"Guide {count:02}", **fields) for count in range(number)]


def names_for(cohort, learner, *named):
    guides = list(guides_of(cohort.program, on=TODAY, drafted_in=cohort))
    best = BestGuides(cohort.program, guides).for_learner(learner, *named)
    return [guide.person.name for guide in best]


def test_a_small_pool_is_offered_whole(cohort):
    fill_pool(cohort, OFFERED - 1)
    GuidePauseFactory(person=preceptor(cohort, "Ruth Berg").person)

    assert len(names_for(cohort, LearnerFactory())) == OFFERED


def test_of_a_large_pool_twenty_are_offered_in_the_order_of_names(cohort):
    fill_pool(cohort, OFFERED + 2)

    assert names_for(cohort, LearnerFactory()) == [f"Guide {number:02}" for number in range(20)]


def test_somebody_of_the_same_unit_goes_before_places_left(cohort):
    ward = UnitFactory()
    fill_pool(cohort, capacity=3)
    preceptor(cohort, "Helen Ward", capacity=1, person__unit=ward)

    assert "Helen Ward" in names_for(cohort, LearnerFactory(person__unit=ward))
    assert "Helen Ward" not in names_for(cohort, LearnerFactory())


def test_somebody_of_the_same_site_goes_before_others(cohort):
    site = UnitFactory()
    fill_pool(cohort)
    preceptor(cohort, "Helen Ward", person__unit=UnitFactory(parent=site))

    learner = LearnerFactory(person__unit=UnitFactory(parent=site))

    assert "Helen Ward" in names_for(cohort, learner)


def test_who_is_blocked_goes_behind_who_is_free(cohort):
    ward = UnitFactory()
    fill_pool(cohort)
    resting = preceptor(cohort, "Ruth Berg", person__unit=ward)
    GuidePauseFactory(person=resting.person)

    assert "Ruth Berg" not in names_for(cohort, LearnerFactory(person__unit=ward))


def test_whoever_is_named_is_offered_whoever_suits_better(cohort):
    fill_pool(cohort)
    resting = preceptor(cohort, "Ruth Berg")
    GuidePauseFactory(person=resting.person)

    assert names_for(cohort, LearnerFactory(), resting.pk)[-1] == "Ruth Berg"


def test_who_cannot_assess_the_level_goes_last(cohort):
    ward = UnitFactory()
    fill_pool(cohort, level=3)
    preceptor(cohort, "Helen Ward", level=1, person__unit=ward)

    assert "Helen Ward" not in names_for(cohort, LearnerFactory(level=3, person__unit=ward))
