"""The plan that a new preceptorship begins with, as its program's rules make it (P1)."""

from programs.cohorts import schedule
from programs.preceptorships.models import Phase, Preceptorship, Review


def planned(enrolment, rules, starts_on, *, by, at):
    """Return a preceptorship with its dates, not saved yet."""
    return Preceptorship(
        program=enrolment.cohort.program,
        cohort=enrolment.cohort,
        learner=enrolment.learner,
        framework_version_id=rules.framework_version_id,
        starts_on=starts_on,
        ends_on=schedule.ends_on(starts_on=starts_on, weeks=rules.duration_weeks),
        supported_until=schedule.supported_until(
            starts_on=starts_on, minimum_weeks=rules.minimum_weeks
        ),
        created_at=at,
        created_by=by,
    )


def plan_phases(preceptorship, rules):
    plans = [schedule.PhasePlan(plan["name"], plan["weeks"]) for plan in rules.phases]
    stretches = schedule.phases(
        plans, starts_on=preceptorship.starts_on, ends_on=preceptorship.ends_on
    )
    Phase.objects.bulk_create(
        Phase(
            preceptorship=preceptorship,
            position=position,
            name=stretch.name,
            starts_on=stretch.starts_on,
            ends_on=stretch.ends_on,
        )
        for position, stretch in enumerate(stretches, 1)
    )


def plan_reviews(preceptorship, rules):
    dates = schedule.review_dates(
        starts_on=preceptorship.starts_on,
        ends_on=preceptorship.ends_on,
        days=rules.review_days,
        every_days=rules.review_every_days,
        is_middle_reviewed=rules.is_middle_reviewed,
    )
    Review.objects.bulk_create(
        Review(
            preceptorship=preceptorship,
            position=position,
            kind=Review.Kind(review.kind.value),
            due_on=review.due_on,
        )
        for position, review in enumerate(dates, 1)
    )
