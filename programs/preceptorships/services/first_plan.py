"""The plan of a preceptorship as its program's rules make it, at first and for a later end (P1)."""

from datetime import date, timedelta

from django.db.models import Max

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
    _add_phases(preceptorship, _stretches(preceptorship, rules, preceptorship.starts_on), first=1)


def _stretches(preceptorship, rules, starts_on):
    plans = [schedule.PhasePlan(plan["name"], plan["weeks"]) for plan in rules.phases]
    return schedule.phases(plans, starts_on=starts_on, ends_on=preceptorship.ends_on)


def _add_phases(preceptorship, stretches, *, first):
    Phase.objects.bulk_create(
        Phase(
            preceptorship=preceptorship,
            position=position,
            name=stretch.name,
            starts_on=stretch.starts_on,
            ends_on=stretch.ends_on,
        )
        for position, stretch in enumerate(stretches, first)
    )


def plan_reviews(preceptorship, rules):
    _add_reviews(preceptorship, _review_dates(preceptorship, rules, preceptorship.starts_on), 1)


def _review_dates(preceptorship, rules, starts_on):
    return schedule.review_dates(
        starts_on=starts_on,
        ends_on=preceptorship.ends_on,
        days=rules.review_days,
        every_days=rules.review_every_days,
        is_middle_reviewed=rules.is_middle_reviewed,
    )


def _add_reviews(preceptorship, dates, first):
    Review.objects.bulk_create(
        Review(
            preceptorship=preceptorship,
            position=position,
            kind=Review.Kind(review.kind.value),
            due_on=review.due_on,
        )
        for position, review in enumerate(dates, first)
    )


def plan_further(preceptorship: Preceptorship, *, since: date, today: date) -> None:
    """Plan the days that a later end adds: phases and reviews from ``since`` on (P1, P15).

    What an earlier end had taken away on the same day comes back as it was. Days of pauses that
    are over are left out of the count, as they were when dates moved. The final review is moved
    by whoever calls it; its place in the row is after those that are added.
    """
    rules = preceptorship.program.preceptorship_rules
    paused = sum(pause.days for pause in preceptorship.pauses.exclude(valid_to=None))
    starts_on = schedule.shifted(preceptorship.starts_on, days=paused)
    _plan_further_phases(preceptorship, rules, starts_on, since)
    dates = [
        review
        for review in _review_dates(preceptorship, rules, starts_on)
        if review.due_on >= since and review.due_on > today and review.kind != Review.Kind.FINAL
    ]
    _plan_further_reviews(preceptorship, dates)


def _plan_further_phases(preceptorship, rules, starts_on, since):
    stretches = _stretches(preceptorship, rules, starts_on)
    added = [stretch for stretch in stretches if stretch.starts_on >= since]
    last = preceptorship.phases.order_by("-position").first()
    if not added or last is None:
        return
    last.ends_on = added[0].starts_on - timedelta(days=1)
    last.save(update_fields=["ends_on"])
    _add_phases(preceptorship, added, first=last.position + 1)


def _plan_further_reviews(preceptorship, dates):
    reviews = preceptorship.reviews.all()
    stand = reviews.filter(cancelled_at=None)
    taken = set(stand.values_list("due_on", flat=True))
    has_middle = stand.filter(kind=Review.Kind.MIDDLE).exists()
    added = []
    for planned_date in dates:
        is_second_middle = has_middle and planned_date.kind == Review.Kind.MIDDLE
        if planned_date.due_on in taken or is_second_middle:
            continue
        again = reviews.exclude(cancelled_at=None).filter(
            due_on=planned_date.due_on, kind=planned_date.kind.value
        )
        if not again.update(cancelled_at=None):
            added.append(planned_date)
    last = reviews.aggregate(last=Max("position"))["last"] or 0
    final = reviews.final().planned().filter(position=last).first()
    if added and final:
        final.position = last + len(added)
        final.save(update_fields=["position"])
        last -= 1
    _add_reviews(preceptorship, added, last + 1)
