"""What may be said of a pair to those outside it: how recent, and whether booked (M5)."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.mentoring.mentorships.cadence import Contact, contact
from programs.mentoring.mentorships.models import Mentorship

WORDS = {
    Contact.IN_TOUCH: ("teal", "check-circle", _("in touch")),
    Contact.QUIET: ("amber", "exclamation-triangle", _("quiet")),
    Contact.VERY_QUIET: ("red", "exclamation-octagon", _("very quiet")),
}
# In a pause of the two, an absence of either, a break of the program: which is theirs.
PAUSED = ("neutral", "pause-circle", _("paused"))
ENDED = ("neutral", "slash-circle", _("ended"))
NOT_BEGUN = ("neutral", "hourglass", _("not begun"))
# One of the two has left: it rests until a coordinator ends it.
ON_HOLD = ("neutral", "person-exclamation", _("on hold"))


# Where a mentorship stands, as far as it is not simply under way.
STATES = {
    Mentorship.Status.TRIAL: ("neutral", "hourglass", _("on trial")),
    Mentorship.Status.PAUSED: ("neutral", "pause-circle", _("paused")),
    Mentorship.Status.WINDING_DOWN: ("amber", "signpost-split", _("last weeks")),
}


@dataclass(frozen=True, slots=True)
class State:
    """Where a mentorship stands: ``Mentorship.Status`` or "on_hold", with its word and icon."""

    name: str
    tone: str
    icon: str
    word: str


def state_of(mentorship) -> State | None:
    """Return what is to be said of where it stands, or None where it is under way."""
    if not mentorship.is_open:
        return State(Mentorship.Status.CLOSED.value, *ENDED)
    if mentorship.lacks_partner:
        return State("on_hold", *ON_HOLD)
    if mentorship.status not in STATES:
        return None
    return State(mentorship.status, *STATES[mentorship.status])


def is_away(mentorship, *, today: date) -> bool:
    """Whether one of the two is away, or the program rests: nothing falls due meanwhile."""
    return mentorship.resumed_on is not None and mentorship.resumed_on > today


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A band with its word and icon, and the month of the last contact or None."""

    tone: str
    icon: str
    word: str
    met_in: date | None
    is_booked: bool


def contact_facts(mentorship, *, today: date) -> ContactFacts:
    """Return the facts of a mentorship that carries ``Mentorship.objects.with_contact``."""
    met_on = mentorship.last_met_at and timezone.localdate(mentorship.last_met_at)
    return ContactFacts(
        *_band(mentorship, met_on, today),
        met_in=met_on and met_on.replace(day=1),
        is_booked=mentorship.next_check_in_at is not None,
    )


def _band(mentorship, met_on, today):
    if mentorship.closed_at:
        return ENDED
    if mentorship.is_paused or is_away(mentorship, today=today):
        return PAUSED
    if mentorship.starts_on > today:
        return NOT_BEGUN
    moments = [mentorship.starts_on, met_on, mentorship.resumed_on]
    counts_from = max(filter(None, moments))
    band = contact(
        counts_from=counts_from,
        cadence_days=mentorship.cadence_days,
        today=today,
        quiet_from=mentorship.quiet_rhythms,
        very_quiet_from=mentorship.very_quiet_rhythms,
    )
    return WORDS[band]
