"""What somebody's page says of how far they, or their learners, are: to whom it concerns."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Prefetch, Subquery

from assessments.progress.overview import overview
from assessments.sign_offs.models import Progress, SignOffRequest
from common.expressions import length_of
from people.models import Person
from people.registry import PersonSection
from programs.preceptorships.models import PreceptorAssignment, Preceptorship, Review

# Of a preceptor with more learners their own lists hold the rest.
MOST_LEARNERS = 20


def sections(person: Person, reader: Person, today: date) -> Iterable[PersonSection]:
    """A card for each preceptorship in which they learn, and one with those they precept.

    Only those open, and visible to the reader. Queries: three at most.
    """
    if not (hasattr(person, "learner") or hasattr(person, "preceptor")):
        return
    rows = overview(_records_of(person, reader, today), today=today)
    learning = [row for row in rows if row.learner == person]
    for row in learning:
        context = {"row": row, "today": today}
        yield PersonSection("assessments/_person_record.html", context, order=10)
    if guided := [row for row in rows if row.learner != person]:
        rows = [(row, _part_of(person, row)) for row in guided[:MOST_LEARNERS]]
        yield PersonSection("assessments/_person_learners.html", {"rows": rows}, order=20)


def _records_of(person, reader, today):
    theirs = Preceptorship.objects.of_learner(person).values("pk")
    held = PreceptorAssignment.objects.on(today).filter(preceptor__person=person)
    concerned = theirs.order_by().union(held.order_by().values("preceptorship"), all=True)
    visible = Preceptorship.objects.visible_to(reader, on=today).filter(pk__in=concerned)
    next_review = Review.objects.planned().filter(preceptorship=OuterRef("pk")).order_by("due_on")
    waiting = SignOffRequest.objects.open().filter(preceptorship=OuterRef("pk"))
    holding = PreceptorAssignment.objects.on(today).select_related("preceptor__person")
    records = Progress.objects.open().with_people().filter(preceptorship__in=visible)
    return (
        records.annotate(
            review_due_on=Subquery(next_review.values("due_on")[:1]),
            review_meets_at=Subquery(next_review.values("meets_at")[:1]),
            waiting=length_of(waiting.values("pk")),
        )
        .prefetch_related(
            Prefetch("preceptorship__assignments", holding.order_by("-role"), to_attr="holding")
        )
        .order_by("preceptorship__learner__person__sort_name", "pk")
    )


def _part_of(person, row):
    """As what they precept: "Primary" or "Backup"."""
    for assignment in row.preceptorship.holding:
        if assignment.preceptor.person_id == person.pk:
            return assignment.get_role_display()
    return ""
