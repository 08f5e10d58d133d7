"""What the people of a preceptorship are told when somebody acts: facts, never text (N7)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.dated import dated
from people.models import Person
from people.notices.services.notice import step_of, take_back, tell
from programs.preceptorships.models import PreceptorAssignment, Preceptorship, Review


def preceptorship_opened(preceptorship: Preceptorship, preceptor: Person, *, at: datetime) -> None:
    program = preceptorship.program
    facts = {
        "guide": str(program.guide_label),
        "program": program.name,
        "starts_on": preceptorship.starts_on,
    }
    learner = preceptorship.learner.person
    opened = {"preceptor": preceptor.name, **facts}
    assigned = {"learner": learner.name, **facts}
    _tell_of_preceptorship(preceptorship, learner, "preceptorship_opened", opened, at=at)
    _tell_of_preceptorship(preceptorship, preceptor, "preceptor_assigned", assigned, at=at)


def preceptor_assigned(assignment: PreceptorAssignment, *, at: datetime) -> None:
    """Tell the preceptor, unless they had not heard yet that they were released."""
    if not take_back("preceptor_assigned", at=at, **_about_and_to(assignment)):
        starts_on = assignment.valid_from
        _tell_preceptor(assignment, "preceptor_assigned", at=at, starts_on=starts_on)


def preceptor_released(assignment: PreceptorAssignment, *, at: datetime) -> None:
    """Tell the preceptor, unless they had not heard yet that they were assigned."""
    if not take_back("preceptor_released", at=at, **_about_and_to(assignment)):
        _tell_preceptor(assignment, "preceptor_released", at=at)


def preceptor_changed(assignment: PreceptorAssignment, *, at: datetime) -> None:
    preceptorship = assignment.preceptorship
    take_back("preceptor_changed", [preceptorship.pk], at=at)
    facts = {
        "preceptor": assignment.preceptor.person.name,
        "guide": str(preceptorship.program.guide_label),
        "starts_on": assignment.valid_from,
    }
    _tell_of_preceptorship(
        preceptorship, preceptorship.learner.person, "preceptor_changed", facts, at=at
    )


def preceptor_change_planned(
    assignment: PreceptorAssignment, former: PreceptorAssignment, *, at: datetime
) -> None:
    """Tell all three once of the day on which ``assignment`` follows ``former``."""
    take_back("preceptor_change_planned", [assignment.preceptorship.pk], at=at)
    _tell_of_change(assignment, former, "preceptor_change_planned", at=at)


def preceptor_change_taken_back(
    assignment: PreceptorAssignment, former: PreceptorAssignment, *, at: datetime
) -> None:
    """Tell all three, unless they had not heard yet that ``assignment`` was to follow."""
    unaware = take_back("preceptor_change_taken_back", [assignment.preceptorship.pk], at=at)
    _tell_of_change(assignment, former, "preceptor_change_taken_back", at=at, but=unaware)


def preceptorship_paused(
    preceptorship: Preceptorship, *, resumes_on: date | None, by: Person, at: datetime
) -> None:
    """Tell the others, and until when, unless they had not heard yet that it went on."""
    unaware = take_back("preceptorship_paused", [preceptorship.pk], at=at)
    expected = _("We expect that on %(day)s.") % {"day": dated(resumes_on)} if resumes_on else ""
    _tell_the_others(
        preceptorship, "preceptorship_paused", by=by, at=at, but=unaware, expected=expected
    )


def preceptorship_resumed(preceptorship: Preceptorship, *, by: Person, at: datetime) -> None:
    """Tell the others, unless they had not heard yet that it was paused."""
    unaware = take_back("preceptorship_resumed", [preceptorship.pk], at=at)
    new_end = {"ends_on": preceptorship.ends_on}
    _tell_the_others(preceptorship, "preceptorship_resumed", by=by, at=at, but=unaware, **new_end)


def preceptorship_end_moved(preceptorship: Preceptorship, *, by: Person, at: datetime) -> None:
    """Tell the others of a later or an earlier end, instead of one told before."""
    take_back("preceptorship_end_moved", [preceptorship.pk], at=at)
    new_end = {"ends_on": preceptorship.ends_on}
    _tell_the_others(preceptorship, "preceptorship_end_moved", by=by, at=at, **new_end)


def preceptorship_moved(preceptorship: Preceptorship, *, by: Person, at: datetime) -> None:
    take_back("preceptorship_moved", [preceptorship.pk], at=at)
    dates = {"starts_on": preceptorship.starts_on, "ends_on": preceptorship.ends_on}
    _tell_the_others(preceptorship, "preceptorship_moved", by=by, at=at, **dates)


def preceptorship_withdrawn(preceptorship: Preceptorship, *, by: Person, at: datetime) -> None:
    take_back("preceptorship_over", [preceptorship.pk], at=at)
    _tell_the_others(preceptorship, "preceptorship_withdrawn", by=by, at=at)


def preceptorship_taken_back(preceptorship: Preceptorship, *, by: Person, at: datetime) -> None:
    """Tell the others, unless they had not heard yet that it was published."""
    unaware = take_back("preceptorship_over", [preceptorship.pk], at=at)
    _tell_the_others(preceptorship, "preceptorship_taken_back", by=by, at=at, but=unaware)


def preceptorship_achieved(preceptorship: Preceptorship, *, by: Person, at: datetime) -> None:
    take_back("preceptorship_over", [preceptorship.pk], at=at)
    program = preceptorship.program.name
    _tell_the_others(preceptorship, "preceptorship_achieved", by=by, at=at, program=program)


def review_arranged(review: Review, *, by: Person, at: datetime) -> None:
    """Tell the others when it takes place; what was said of an earlier time is taken back."""
    preceptorship, meets_at = review.preceptorship, review.meets_at
    take_back("review_arranged", [review.pk], at=at)
    learner = preceptorship.learner.person
    for person in _people_but(preceptorship, by, at=at):
        is_own = person.pk == learner.pk
        tell(
            kind="own_review_arranged" if is_own else "review_arranged",
            recipient=person,
            about=review,
            facts={"meets_at": meets_at} | ({} if is_own else {"learner": learner.name}),
            path=_path(preceptorship),
            at=at,
            occurs_on=meets_at.date(),
            step=step_of(at),
        )


def reviews_done(reviews: Iterable[Review], *, at: datetime) -> None:
    take_back("review_done", [review.pk for review in reviews], at=at)


def review_dates_moved(preceptorship: Preceptorship, *, at: datetime) -> None:
    """Take back what the calendar said of its reviews; when each meets stays told."""
    reviews = list(preceptorship.reviews.values_list("pk", flat=True))
    take_back("review_dates_moved", reviews, at=at)


def _about_and_to(assignment):
    return {
        "object_ids": [assignment.preceptorship.pk],
        "recipient": assignment.preceptor.person,
    }


def _tell_preceptor(assignment, kind, *, at, **facts):
    preceptorship, preceptor = assignment.preceptorship, assignment.preceptor.person
    facts |= {
        "learner": preceptorship.learner.person.name,
        "guide": str(preceptorship.program.guide_label),
        "program": preceptorship.program.name,
    }
    _tell_of_preceptorship(preceptorship, preceptor, kind, facts, at=at)


def _tell_of_change(assignment, former, kind, *, at, but=()):
    preceptorship, preceptor = assignment.preceptorship, assignment.preceptor.person
    learner = preceptorship.learner.person
    facts = {
        "preceptor": preceptor.name,
        "former": former.preceptor.person.name,
        "guide": str(preceptorship.program.guide_label),
        "learner": learner.name,
        "starts_on": assignment.valid_from,
    }
    # The plan is not theirs to open before the day.
    paths = {preceptor: reverse("people:person-detail", args=[learner.pk])}
    for person in (learner, former.preceptor.person, preceptor):
        if person.pk not in but:
            tell(
                kind=kind,
                recipient=person,
                about=preceptorship,
                facts=facts,
                path=paths.get(person, _path(preceptorship)),
                at=at,
                occurs_on=assignment.valid_from,
                step=step_of(at),
            )


def _tell_the_others(preceptorship, kind, *, by, at, but=(), **facts):
    """Tell the learner and everybody who precepts now, except who did it and those in ``but``."""
    facts["learner"] = preceptorship.learner.person.name
    for person in _people_but(preceptorship, by, at=at):
        if person.pk not in but:
            _tell_of_preceptorship(preceptorship, person, kind, facts, at=at)


def _people_but(preceptorship, by: Person, *, at: datetime) -> list[Person]:
    """The learner and everybody who precepts now or soon, except who did it."""
    learner, preceptors = preceptorship.learner.person, preceptors_but(preceptorship, by, at=at)
    return preceptors if learner == by else [learner, *preceptors]


def preceptors_but(preceptorship: Preceptorship, by: Person, *, at: datetime) -> list[Person]:
    """Everybody who precepts now or soon, except who did it."""
    held = preceptorship.assignments.held(on=timezone.localdate(at))
    people = {
        assignment.preceptor.person for assignment in held.select_related("preceptor__person")
    }
    return sorted(people - {by}, key=lambda person: person.pk)


def _path(preceptorship):
    return reverse("programs:preceptorship-plan", args=[preceptorship.pk])


def _tell_of_preceptorship(preceptorship, recipient, kind, facts, *, at):
    tell(
        kind=kind,
        recipient=recipient,
        about=preceptorship,
        facts=facts,
        path=_path(preceptorship),
        at=at,
        step=step_of(at),
    )
