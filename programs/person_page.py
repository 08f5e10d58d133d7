"""What somebody's page says of their part in programs, to the one who reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, F, Q, UUIDField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import Person
from people.organisations import other_sites
from people.registry import PersonSection
from programs.cohorts.models import Enrolment, Program, ProgramCoordinator
from programs.guests.deciders import visible_requests
from programs.mentoring.mentorships.models import Mentorship
from programs.shifts.protected import promise_in_words, promise_of_program

# Cast, since in a union PostgreSQL takes a bare NULL for text.
NO_ID = Cast(Value(None), UUIDField())
NO_WORDS = Value("", CharField())


class Part(NamedTuple):
    """One part that somebody has in a program.

    ``at``: the cohort, the pair or the request, if there is one.

    Of a mentorship it says that it exists and with whom, which is all that anybody but the
    two may know (M5).
    """

    kind: str
    program: UUID
    program_name: str
    at: UUID | None
    partner: UUID | None
    partner_name: str
    status: str


@dataclass(frozen=True, slots=True)
class Line:
    """A part in words, where it leads, and whom it is shared with."""

    part: Part
    words: str
    url: str
    # Whether the reader is one of the two.
    is_readers: bool = False
    beside: str = ""

    @property
    def is_mentoring(self) -> bool:
        return self.part.kind in ("mentor", "mentee")

    @property
    def is_proposed(self) -> bool:
        return self.is_mentoring and self.part.status == Mentorship.Status.PROPOSED


def sections(person: Person, reader: Person, today: date) -> Iterable[PersonSection]:
    """What they do in programs beside learning and precepting there; one query."""
    parts = [Part(*row) for row in _rows(person, reader, today)]
    parts.sort(key=lambda part: (part.program_name.casefold(), part.kind, part.partner_name))
    lines = [_line(part, person, reader) for part in parts]
    if lines:
        yield PersonSection("programs/_person_parts.html", {"lines": lines}, column="side")


def _rows(person, reader, today):
    """Every part that the reader may know of; in a pool with the protected time had (P17)."""
    is_own = person == reader
    mine = Program.objects.coordinated_by(reader).values("pk")
    runs = ProgramCoordinator.objects.filter(
        person=person,
        program__archived_at=None,
        program__in=Program.objects.visible_to(reader).values("pk"),
    )
    waits = Enrolment.objects.waiting().filter(learner__person=person)
    pools = Program.objects.open().filter(
        Q(pk__in=Program.objects.filter(preceptors__person=person).values("pk"))
        | Q(pk__in=Program.objects.filter(mentors__person=person).values("pk"))
    )
    pools = pools.annotate(promise=promise_of_program(person, today=today))
    if not is_own:
        waits, pools = waits.filter(cohort__program__in=mine), pools.filter(pk__in=mine)
    pairs = Mentorship.objects.open().filter(
        Q(program__in=mine) | Q(mentor__person=reader) | Q(learner__person=reader)
    )
    parts = (
        _columns(runs, "runs", status="role"),
        _columns(waits, "waits", program="cohort__program", at="cohort"),
        _columns(pools, "pool", program="pk", name="name", status="promise"),
        _columns(pairs.guided_by(person), "mentor", at="pk", partner="learner", status="status"),
        _columns(pairs.of_mentee(person), "mentee", at="pk", partner="mentor", status="status"),
    )
    if other_sites(reader):
        granted = visible_requests(reader).granted().filter(person=person)
        parts += (_columns(granted, "guest", at="pk"),)
    return parts[0].union(*parts[1:], all=True)


def _columns(rows, kind, *, program="program", name="", at="", partner="", status=""):
    return rows.order_by().values_list(
        Value(kind),
        F(program),
        F(name or f"{program}__name"),
        F(at) if at else NO_ID,
        F(f"{partner}__person") if partner else NO_ID,
        F(f"{partner}__person__name") if partner else NO_WORDS,
        F(status) if status else NO_WORDS,
    )


def _line(part, person, reader):
    facts = {"program": part.program_name}
    page = reverse("programs:program-detail", args=[part.program])
    match part.kind:
        case "runs":
            facts["role"] = ProgramCoordinator.Role(part.status).label
            return Line(part, _("%(role)s of %(program)s") % facts, page)
        case "waits":
            cohort = reverse("programs:cohort-detail", args=[part.at])
            words = _("Waiting to be paired in %(program)s") % facts
            return Line(part, words, page if person == reader else cohort)
        case "pool":
            guides = reverse("programs:program-guides", args=[part.program])
            words = _("Available for pairing in %(program)s") % facts
            had = promise_in_words(part.status)
            return Line(part, words, page if person == reader else guides, beside=had)
        case "guest":
            request = reverse("programs:guest-request", args=[part.at])
            return Line(part, _("Can be added to %(program)s as a guest") % facts, request)
        case "mentor":
            words = _("Mentor in %(program)s") % facts
        case _:
            words = _("Mentee in %(program)s") % facts
    is_readers = reader.pk in (person.pk, part.partner)
    return Line(part, words, _mentoring_page(part, person, reader), is_readers)


def _mentoring_page(part, person, reader):
    """The two's own page for the two; for a coordinator the list of pairs that exist."""
    if reader.pk in (person.pk, part.partner):
        if part.status == Mentorship.Status.PROPOSED:
            return reverse("programs:mentorship-proposal", args=[part.at])
        return reverse("programs:mentorship-detail", args=[part.at])
    page = reverse("programs:program-mentorships", args=[part.program])
    return f"{page}?show=proposed" if part.status == Mentorship.Status.PROPOSED else page
