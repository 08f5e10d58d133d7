"""What the two of a mentorship are told when the other one acts: facts, never text (N7)."""

from datetime import datetime

from django.urls import reverse

from people.models import Notice, Person
from people.registry import notice_kinds
from people.services.inbox import read_notice
from people.services.notice import tell, withdraw
from programs import care_kinds
from programs.care import Signal
from programs.models import Agreement, CheckIn, Goal, Mentorship, TimeProposal
from programs.time_links import time_token


def mentorship_opened(mentorship: Mentorship, *, at: datetime) -> None:
    facts = {"program": mentorship.program.name, "starts_on": mentorship.starts_on}
    for person in (mentorship.learner.person, mentorship.mentor.person):
        _tell_of_mentorship(mentorship, person, "mentorship_opened", at=at, **facts)


def mentorship_proposed(mentorship: Mentorship, *, at: datetime) -> None:
    facts = {"program": mentorship.program.name, "expires_at": mentorship.proposal_expires_at}
    path = reverse("programs:mentorship-proposal", args=[mentorship.pk])
    for person in mentorship.both:
        _tell_of_mentorship(mentorship, person, "mentorship_proposed", at=at, path=path, **facts)


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
            _tell_of_mentorship(mentorship, person, "mentorship_not_begun", at=at, path=path)


def trial_ended(mentorship: Mentorship, *, at: datetime) -> None:
    for person in mentorship.both:
        _tell_of_mentorship(mentorship, person, "mentorship_trial_ended", at=at)


def mentorship_winding_down(mentorship: Mentorship, *, by: Person | None, at: datetime) -> None:
    ends_on = mentorship.planned_end_on
    for person in mentorship.both:
        if by is None or person.pk != by.pk:
            _tell_of_mentorship(
                mentorship, person, "mentorship_winding_down", at=at, ends_on=ends_on
            )


def mentorship_renewed(mentorship: Mentorship, *, at: datetime) -> None:
    for person in mentorship.both:
        ends_on = mentorship.planned_end_on
        _tell_of_mentorship(mentorship, person, "mentorship_renewed", at=at, ends_on=ends_on)


def mentorship_closed(mentorship: Mentorship, *, by: Person | None, at: datetime) -> None:
    """Tell whoever did not do it, in words that blame nobody (M8)."""
    for person in mentorship.both:
        if by is None or person.pk != by.pk:
            _tell_of_mentorship(mentorship, person, "mentorship_ended", at=at)


def mentorship_paused(mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    _tell_of_mentorship(mentorship, mentorship.partner_of(by), "mentorship_paused", at=at)


def mentorship_resumed(mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    _tell_of_mentorship(mentorship, mentorship.partner_of(by), "mentorship_resumed", at=at)


def agreement_answered(mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    _tell_of_agreement(mentorship, "agreement_answered", by=by, at=at)


def agreement_written(draft: Agreement, *, by: Person, at: datetime) -> None:
    """Once a day for each version, however often its words are turned over."""
    _tell_of_agreement(draft.mentorship, "agreement_written", by=by, at=at)


def agreement_made(agreement: Agreement, *, by: Person, at: datetime) -> None:
    _tell_of_agreement(agreement.mentorship, "agreement_made", by=by, at=at)


def check_in_planned(check_in: CheckIn, *, by: Person, at: datetime) -> None:
    _tell_partner_of_check_in(check_in, "check_in_planned", by=by, at=at, minutes=check_in.minutes)
    _tell_oneself_of_check_in(check_in, "check_in_yours", by=by, at=at)


def times_proposed(proposal: TimeProposal, *, at: datetime) -> None:
    """Its link answers without logging in; looking at it changes nothing."""
    path = reverse("programs:time-choose", args=[time_token(proposal)])
    minutes = proposal.minutes
    kind = "check_in_times_proposed"
    _tell_of_times(proposal, proposal.asked, kind, at=at, path=path, minutes=minutes)


def no_time_suits(proposal: TimeProposal, *, at: datetime) -> None:
    path = reverse("programs:time-propose", args=[proposal.mentorship_id])
    _tell_of_times(proposal, proposal.proposed_by, "check_in_no_time_suits", at=at, path=path)


def check_in_moved(check_in: CheckIn, *, by: Person, at: datetime) -> None:
    _tell_partner_of_check_in(check_in, "check_in_moved", by=by, at=at, minutes=check_in.minutes)
    _tell_oneself_of_check_in(check_in, "check_in_yours", by=by, at=at)


def check_in_cancelled(check_in: CheckIn, *, by: Person, at: datetime) -> None:
    _tell_partner_of_check_in(check_in, "check_in_cancelled", by=by, at=at)
    check_in_taken_out(check_in, by=by, at=at)


def check_in_taken_out(check_in: CheckIn, *, by: Person, at: datetime) -> None:
    """For the calendar of whoever called it off, alone or with the whole mentorship."""
    _tell_oneself_of_check_in(check_in, "check_in_yours_cancelled", by=by, at=at)


def care_offered(mentorship: Mentorship, *, signal: Signal, by: Person, at: datetime) -> None:
    """A coordinator's offer to both, in the words that suit what was seen from outside."""
    facts = {"coordinator": by.name, "program": mentorship.program.name}
    for person in mentorship.both:
        _tell_of_mentorship(mentorship, person, care_kinds.OF_SIGNAL[signal], at=at, **facts)


def goal_shared(goal: Goal, mentorship: Mentorship, *, at: datetime) -> None:
    _tell_of_goal(goal, mentorship.mentor.person, "goal_shared", partner=goal.owner, at=at)


def goal_achieved(goal: Goal, mentorship: Mentorship, *, at: datetime) -> None:
    _tell_of_goal(goal, mentorship.mentor.person, "goal_achieved", partner=goal.owner, at=at)


def goal_commented(goal: Goal, mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    """Once a day for each goal, however lively the talk is."""
    _tell_of_goal(goal, mentorship.partner_of(by), "goal_commented", partner=by, at=at)


def withdraw_reminders(*ids, at: datetime) -> None:
    """Take back what the calendar planned to say of these; what happened stays told."""
    told = [kind.code for kind in notice_kinds.values() if not kind.is_reminder]
    withdraw(Notice.objects.filter(object_id__in=ids).exclude(kind__in=told), at=at)


def withdraw_bookings(ids, *, at: datetime) -> None:
    """Take back all that was said of check-ins that will not be, or asked about times."""
    withdraw(Notice.objects.filter(object_id__in=list(ids)), at=at)


def _tell_of_mentorship(mentorship, recipient, kind, *, at, path="", **facts):
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
    _tell_of_mentorship(mentorship, mentorship.partner_of(by), kind, at=at, path=path)


def _tell_of_times(proposal, recipient, kind, *, at, path, **facts):
    partner = proposal.mentorship.partner_of(recipient)
    facts = {"partner": partner.name, **facts}
    tell(kind=kind, recipient=recipient, about=proposal, facts=facts, path=path, at=at)


def _tell_of_check_in(check_in, recipient, kind, *, at, **facts):
    partner = check_in.mentorship.partner_of(recipient)
    tell(
        kind=kind,
        recipient=recipient,
        about=check_in,
        facts={"partner": partner.name, "starts_at": check_in.starts_at, **facts},
        path=reverse("programs:check-in-detail", args=[check_in.pk]),
        at=at,
        occurs_on=check_in.starts_at.date(),
    )


def _tell_partner_of_check_in(check_in, kind, *, by, at, **facts):
    _tell_of_check_in(check_in, check_in.mentorship.partner_of(by), kind, at=at, **facts)


def _tell_oneself_of_check_in(check_in, kind, *, by, at):
    """The same for the calendar of whoever did it; read already, as it is no news to them."""
    _tell_of_check_in(check_in, by, kind, at=at)
    for notice in Notice.objects.filter(kind=kind, object_id=check_in.pk, recipient=by):
        read_notice(notice=notice, at=at)


def _tell_of_goal(goal, recipient, kind, *, partner, at):
    tell(
        kind=kind,
        recipient=recipient,
        about=goal,
        facts={"partner": partner.name},
        path=reverse("programs:goal-detail", args=[goal.pk]),
        at=at,
    )
