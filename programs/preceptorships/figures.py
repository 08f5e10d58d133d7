"""What an evidence pack says of learners, preceptors and the dates of reviews."""

from collections import Counter
from collections.abc import Iterable
from functools import partial
from statistics import median

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.disclosure import is_small
from people.models import Preceptor
from programs.cohorts.models import Enrolment
from programs.preceptorships.evidenced import begun_of, intake_of, running_of
from programs.preceptorships.models import (
    PreceptorAssignment,
    Preceptorship,
    PreceptorshipChange,
    PreceptorshipPause,
    Review,
)
from programs.registry import EvidenceFigure, EvidenceScope

Status = Preceptorship.Status


def figures(scope: EvidenceScope) -> Iterable[EvidenceFigure]:
    yield from _intake(scope)
    yield from _time_to_completion(scope)
    yield from _preceptors(scope)
    yield from _changes(scope)
    yield from _reviews(scope)


def _intake(scope):
    figure = partial(EvidenceFigure, section=_("Learners"), order=10)
    enrolments = Enrolment.objects.filter(cohort__in=intake_of(scope).values("pk"))
    enrolled = enrolments.values("learner").distinct().count()
    begun = begun_of(scope)
    counts = begun.aggregate(
        started=Count("pk"),
        running=Count("pk", filter=Q(closed_at=None)),
        achieved=Count("pk", filter=Q(status=Status.ACHIEVED)),
        not_achieved=Count("pk", filter=Q(status=Status.NOT_ACHIEVED)),
        withdrawn=Count("pk", filter=Q(status=Status.WITHDRAWN)),
    )
    yield from _offered(figure, enrolled, counts["started"])
    yield from _became(figure, begun, counts)


def _offered(figure, enrolled, started):
    yield figure(
        label=_("Offered a place"),
        value=enrolled,
        note=_(
            "People enrolled in the cohorts that began in the period, or in the cohort chosen. "
            "Who else was eligible isn't known to Alongside."
        ),
    )
    yield figure(
        label=_("Started"),
        value=started,
        denominator=enrolled,
        note=_("Of these, those whose preceptorship began, without those ended by its first day."),
        rule="P1",
    )


def _became(figure, begun, counts):
    started = counts["started"]
    if is_small(started):
        yield figure(
            label=_("What became of them"),
            value=None,
            is_hidden=True,
            note=_("Not shown: fewer than five people started, so each could be recognised."),
            rule="D4",
        )
        return
    for name, label, note, rule in _OUTCOMES:
        of = {"value": counts[name], "denominator": started}
        yield figure(label=str(label()), note=str(note()), rule=rule, **of)
    yield from _interrupted(figure, begun, started)


# Functions, because they are said in the language of whoever asks.
_OUTCOMES = (
    (
        "achieved",
        lambda: _("Completed"),
        lambda: _("Of those who started, those whom a person decided have completed it by now."),
        "P23, P28",
    ),
    (
        "not_achieved",
        lambda: _("Not completed"),
        lambda: _("Decided by two people, after an action plan, by now."),
        "P14",
    ),
    (
        "withdrawn",
        lambda: _("Left early"),
        lambda: _("Ended before a decision was made, by now."),
        "P23",
    ),
    (
        "running",
        lambda: _("Still running"),
        lambda: _("Active, paused or waiting for the final review, by now."),
        "P23",
    ),
)


def _interrupted(figure, begun, started):
    moved = PreceptorshipChange.objects.filter(preceptorship=OuterRef("pk"), ends_on__isnull=False)
    paused = PreceptorshipPause.objects.filter(preceptorship=OuterRef("pk"))
    yield figure(
        label=_("End date moved"),
        value=begun.filter(Exists(moved)).count(),
        denominator=started,
        note=_("Extended, or shortened, at least once, with a reason."),
        rule="P15",
    )
    yield figure(
        label=_("Paused"),
        value=begun.filter(Exists(paused)).count(),
        denominator=started,
        note=_("At least once, for any time."),
        rule="P15",
    )


def _time_to_completion(scope):
    figure = partial(EvidenceFigure, section=_("Learners"), order=10, unit=_("weeks"))
    achieved = begun_of(scope).filter(status=Status.ACHIEVED)
    weeks = [
        (timezone.localdate(closed) - started).days / 7
        for closed, started in achieved.values_list("closed_at", "starts_on")
    ]
    if not weeks or is_small(len(weeks)):
        note = _("Not shown: fewer than five people have completed it.")
        yield figure(
            label=_("Time to completion, median"), value=None, is_hidden=True, note=note, rule="P15"
        )
        return
    note = _("From the first day to the decision, pauses included, of those who completed it.")
    for label, value in (
        (_("Time to completion, median"), median(weeks)),
        (_("Time to completion, shortest"), min(weeks)),
        (_("Time to completion, longest"), max(weeks)),
    ):
        yield figure(label=label, value=round(value, 1), note=note, rule="P15")


def _preceptors(scope):
    """How many learners each has at once, on the last day of the period or on the day itself."""
    figure = partial(EvidenceFigure, section=_("Preceptors"), order=20, rule="P16")
    day = min(scope.last, timezone.localdate(scope.at))
    held = PreceptorAssignment.objects.on(day).primary()
    here = held.filter(preceptorship__in=_open_on(scope, day).values("pk"))
    load = Counter(here.values_list("preceptor", flat=True))
    everywhere = held.filter(preceptor__in=load.keys()).filter(
        Q(preceptorship__closed_at=None) | Q(preceptorship__closed_at__date__gt=day)
    )
    in_all = Counter(everywhere.values_list("preceptor", flat=True))
    capacity = dict(Preceptor.objects.filter(pk__in=load).values_list("pk", "capacity"))
    yield figure(
        label=_("Preceptors with a learner"),
        value=len(load),
        note=_("Primary preceptors on the last day of the period, or today if that is sooner."),
    )
    if not load:
        return
    yield figure(
        label=_("Learners for each of them, mean"),
        value=round(sum(load.values()) / len(load), 1),
        note=_("In this program, on that day."),
    )
    yield figure(
        label=_("Learners for each of them, most"),
        value=max(load.values()),
        note=_("In this program, on that day."),
    )
    yield figure(
        label=_("Over their capacity"),
        value=sum(in_all[preceptor] > capacity[preceptor] for preceptor in load),
        denominator=len(load),
        note=_("With more learners than they agreed to, counted over all programs, on that day."),
    )


def _open_on(scope, day):
    return running_of(scope).filter(
        Q(closed_at=None) | Q(closed_at__date__gt=day), starts_on__lte=day
    )


def _changes(scope):
    figure = partial(EvidenceFigure, section=_("Preceptors"), order=20, rule="P18")
    running = running_of(scope)
    later = PreceptorAssignment.objects.primary().filter(
        valid_from__range=scope.days, valid_from__gt=F("preceptorship__starts_on")
    )
    changes = later.filter(preceptorship__in=running.values("pk"))
    changed = changes.values("preceptorship").distinct().count()
    yield figure(
        label=_("Changes of preceptor"),
        value=changes.count(),
        note=_("A new primary preceptor took over in the period."),
    )
    yield figure(
        label=_("Learners whose preceptor changed"),
        value=changed,
        denominator=running.count(),
        note=_("Of those whose preceptorship ran on any day of the period."),
    )


def _reviews(scope):
    figure = partial(EvidenceFigure, section=_("Reviews"), order=40, rule="P1")
    until = min(scope.last, timezone.localdate(scope.at))
    due = Review.objects.counted_as_due().filter(
        **scope.of("preceptorship__"), due_on__range=(scope.first, until)
    )
    counts = due.aggregate(
        due=Count("pk"),
        in_time=Count("pk", filter=Q(held_on__lte=F("due_on"))),
        late=Count("pk", filter=Q(held_on__gt=F("due_on"))),
        missing=Count("pk", filter=Q(held_on=None)),
    )
    labels = {
        "in_time": (_("Done in time"), _("On the day they were due or before.")),
        "late": (_("Done late"), _("After the day they were due.")),
        "missing": (_("Not done"), _("Due by now and not marked as done.")),
    }
    yield figure(
        label=_("Due"),
        value=counts["due"],
        note=_(
            "Reviews due in the period and by now, without those cancelled or waiting for a pause "
            "to end."
        ),
    )
    for name, (label, note) in labels.items():
        yield figure(label=label, value=counts[name], denominator=counts["due"], note=note)
