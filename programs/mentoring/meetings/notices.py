"""What the two are told of check-ins when the other one acts: facts, never text (N7)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from people.models import Person
from people.notices.models import Notice
from people.notices.services.inbox import read_notice
from people.notices.services.notice import take_back, tell
from programs.mentoring.meetings.models import CheckIn, TimeProposal
from programs.mentoring.meetings.time_links import time_token


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


def check_ins_off(check_ins: Iterable[CheckIn], *, at: datetime) -> None:
    """Take back what was said of check-ins that will not be, or not then."""
    take_back("check_in_off", [check_in.pk for check_in in check_ins], at=at)


def check_in_told(check_in: CheckIn, *, at: datetime) -> None:
    """Nobody needs to be asked what is said already."""
    take_back("check_in_told", [check_in.pk], at=at)
    contact_made(check_in.mentorship_id, at=at)


def contact_made(mentorship_id: UUID, *, at: datetime) -> None:
    """The two met, or will: nobody need be reminded of it."""
    take_back("contact_made", [mentorship_id], at=at)


def times_settled(proposals: Iterable[TimeProposal], *, at: datetime) -> None:
    take_back("times_settled", [proposal.pk for proposal in proposals], at=at)


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
