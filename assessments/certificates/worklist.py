"""The worklist rows of completion: what to decide, and what follows (P21, P22, P28)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.certificates.models import Certificate, MentorshipOffer, Revalidation
from assessments.certificates.reminders import AHEAD
from common.together import part
from programs.preceptorships.models import Preceptorship, Review, last_held

TO_DECIDE, IN_DOUBT = "completion_to_decide", "certificate_in_doubt"
MENTOR_WANTED, DUE_AGAIN = "mentor_wanted", "skills_due_again"
KINDS = {
    TO_DECIDE: gettext_lazy("To decide"),
    IN_DOUBT: gettext_lazy("Certificates in doubt"),
    MENTOR_WANTED: gettext_lazy("Mentor wanted"),
    DUE_AGAIN: gettext_lazy("Due again"),
}


def waiting(programs: QuerySet, at: datetime, today: date) -> Iterable[QuerySet]:
    """What waits for whoever runs these programs."""
    in_programs = {"preceptorship__program__in": programs}
    met = {"met": "progress__achieved", "asked": "progress__total"}
    yield part(_ready(programs), TO_DECIDE, of="pk", held_on="held_on", **met)
    doubtful = Certificate.objects.in_doubt().filter(**in_programs)
    yield part(doubtful, IN_DOUBT, of="preceptorship", doubted_at="doubted_at")
    wanted = MentorshipOffer.objects.wanted().filter(**in_programs)
    yield part(wanted, MENTOR_WANTED, of="preceptorship", answered_at="answered_at")
    due = Revalidation.objects.due_by(today + AHEAD)
    due = due.filter(certificate__preceptorship__program__in=programs)
    told = {name: name for name in ("skills", "due_on")}
    yield part(due, DUE_AGAIN, of="certificate__preceptorship", **told)


def _ready(programs):
    """Met by the rules, and not decided by a person (P28)."""
    final = Review.objects.final().held().filter(preceptorship=OuterRef("pk"))
    all_met = Q(progress__critical_achieved=F("progress__critical_total"))
    running = Preceptorship.objects.running().filter(program__in=programs)
    return running.filter(Exists(final), all_met).annotate(held_on=last_held(final))


def _to_decide(found, at):
    for ready in found:
        held_on, asked = ready.day("held_on"), ready.told["asked"]
        counted = ngettext(
            "%(met)s of %(asked)s skill met", "%(met)s of %(asked)s skills met", asked
        )
        final = _("Final review on %(day)s") % {"day": date_format(held_on, "j M Y")}
        yield ready.row(
            title=_("Met by the rules, and not decided yet"),
            since=held_on,
            act=_("Decide"),
            url=reverse("programs:preceptorship-complete", args=[ready.key]),
            facts=(
                (counted % ready.told, reverse("assessments:checklist", args=[ready.key])),
                (final, reverse("programs:preceptorship-plan", args=[ready.key])),
            ),
        )


def _in_doubt(found, at):
    for doubtful in found:
        yield doubtful.row(
            title=_("A signature on the certificate no longer counts"),
            since=timezone.localdate(doubtful.moment("doubted_at")),
            act=_("Decide"),
            url=reverse("assessments:certificate-detail", args=[doubtful.preceptorship.pk]),
            urgency=0,
        )


def _mentors_wanted(found, at):
    for wanted in found:
        yield wanted.row(
            title=_("Would like a mentor"),
            since=timezone.localdate(wanted.moment("answered_at")),
            act=_("Find a mentor"),
            url=reverse("assessments:mentor-find", args=[wanted.key]),
            urgency=2,
        )


def _due_again(found, at):
    today = timezone.localdate(at)
    for due in found:
        due_on, skills = due.day("due_on"), due.told["skills"]
        words = {"skills": skills, "day": date_format(due_on, "j M Y")}
        said = ngettext(
            "%(skills)s skill has to be shown again by %(day)s",
            "%(skills)s skills have to be shown again by %(day)s",
            skills,
        )
        yield due.row(
            title=said % words,
            since=due_on - AHEAD,
            act=_("See which"),
            url=reverse("assessments:certificate-detail", args=[due.preceptorship.pk]),
            urgency=1 if due_on < today else 2,
        )


WORDS = {
    TO_DECIDE: _to_decide,
    IN_DOUBT: _in_doubt,
    MENTOR_WANTED: _mentors_wanted,
    DUE_AGAIN: _due_again,
}
