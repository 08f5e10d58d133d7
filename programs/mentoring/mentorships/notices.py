"""What the two are told of their mentorship when the other one acts: facts, never text (N7)."""

from datetime import datetime

from django.urls import reverse

from people.models import Person
from people.notices.models import Notice
from people.notices.services.notice import tell, withdraw
from people.registry import notice_kinds
from programs.mentoring.mentorships.models import Agreement, Mentorship


def mentorship_opened(mentorship: Mentorship, *, at: datetime) -> None:
    facts = {"program": mentorship.program.name, "starts_on": mentorship.starts_on}
    for person in (mentorship.learner.person, mentorship.mentor.person):
        tell_of_mentorship(mentorship, person, "mentorship_opened", at=at, **facts)


def mentorship_proposed(mentorship: Mentorship, *, at: datetime) -> None:
    facts = {"program": mentorship.program.name, "expires_at": mentorship.proposal_expires_at}
    path = reverse("programs:mentorship-proposal", args=[mentorship.pk])
    for person in mentorship.both:
        tell_of_mentorship(mentorship, person, "mentorship_proposed", at=at, path=path, **facts)


def proposal_answered(mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    """Take the question back from whoever has said yes."""
    asked = Notice.objects.filter(object_id=mentorship.pk, kind="mentorship_proposed")
    withdraw(asked.filter(recipient=by), at=at)


def proposal_ended(mentorship: Mentorship, *, by: Person | None, at: datetime) -> None:
    """Tell whoever did not do it; a proposal's first notice has nothing more to ask."""
    asked = Notice.objects.filter(object_id=mentorship.pk, kind="mentorship_proposed")
    withdraw(asked, at=at)
    path = reverse("programs:mentorship-list")
    for person in mentorship.both:
        if by is None or person.pk != by.pk:
            tell_of_mentorship(mentorship, person, "mentorship_not_begun", at=at, path=path)


def trial_ended(mentorship: Mentorship, *, at: datetime) -> None:
    for person in mentorship.both:
        tell_of_mentorship(mentorship, person, "mentorship_trial_ended", at=at)


def mentorship_winding_down(mentorship: Mentorship, *, by: Person | None, at: datetime) -> None:
    ends_on = mentorship.planned_end_on
    for person in mentorship.both:
        if by is None or person.pk != by.pk:
            tell_of_mentorship(
                mentorship, person, "mentorship_winding_down", at=at, ends_on=ends_on
            )


def mentorship_renewed(mentorship: Mentorship, *, at: datetime) -> None:
    for person in mentorship.both:
        ends_on = mentorship.planned_end_on
        tell_of_mentorship(mentorship, person, "mentorship_renewed", at=at, ends_on=ends_on)


def mentorship_closed(mentorship: Mentorship, *, by: Person | None, at: datetime) -> None:
    """Tell whoever did not do it, in words that blame nobody (M8)."""
    for person in mentorship.both:
        if by is None or person.pk != by.pk:
            tell_of_mentorship(mentorship, person, "mentorship_ended", at=at)


def mentorship_paused(mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    tell_of_mentorship(mentorship, mentorship.partner_of(by), "mentorship_paused", at=at)


def mentorship_resumed(mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    tell_of_mentorship(mentorship, mentorship.partner_of(by), "mentorship_resumed", at=at)


def agreement_answered(mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    _tell_of_agreement(mentorship, "agreement_answered", by=by, at=at)


def agreement_written(draft: Agreement, *, by: Person, at: datetime) -> None:
    """Once a day for each version, however often its words are turned over."""
    _tell_of_agreement(draft.mentorship, "agreement_written", by=by, at=at)


def agreement_made(agreement: Agreement, *, by: Person, at: datetime) -> None:
    _tell_of_agreement(agreement.mentorship, "agreement_made", by=by, at=at)


def withdraw_reminders(*ids, at: datetime) -> None:
    """Take back what the calendar planned to say of these; what happened stays told."""
    told = [kind.code for kind in notice_kinds.values() if not kind.is_reminder]
    withdraw(Notice.objects.filter(object_id__in=ids).exclude(kind__in=told), at=at)


def tell_of_mentorship(mentorship, recipient, kind, *, at, path="", **facts):
    tell(
        kind=kind,
        recipient=recipient,
        about=mentorship,
        facts={"partner": mentorship.partner_of(recipient).name, **facts},
        path=path or reverse("programs:mentorship-detail", args=[mentorship.pk]),
        at=at,
    )


def _tell_of_agreement(mentorship, kind, *, by, at):
    path = reverse("programs:agreement-detail", args=[mentorship.pk])
    tell_of_mentorship(mentorship, mentorship.partner_of(by), kind, at=at, path=path)
