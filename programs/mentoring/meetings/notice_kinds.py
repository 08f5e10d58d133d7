"""What the two may be told of their check-ins, in which words: facts, never text (N7)."""

from django.utils.translation import gettext_lazy as _

from people.registry import NoticeKind, Part

_WHY_CHECK_IN = _("You get this because you and %(partner)s meet as mentor and mentee.")

KINDS = (
    NoticeKind(
        code="check_in_times_proposed",
        label=_("Times for a check-in are suggested"),
        subject=_("%(partner)s has suggested times to meet"),
        line=_("Pick a time for %(minutes)s minutes and it's booked. No log-in needed."),
        why=_WHY_CHECK_IN,
        whom=_("The other person"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Choose a time"),
        tone="plum",
        icon="calendar-event",
        facts=("partner", "minutes"),
        ends_with=("times_settled",),
        asks=True,
    ),
    NoticeKind(
        code="check_in_no_time_suits",
        label=_("None of your times work"),
        subject=_("None of your times work for %(partner)s"),
        line=_("That happens with shifts. Suggest other times, or write to each other."),
        why=_WHY_CHECK_IN,
        whom=_("The person who suggested them"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Suggest other times"),
        tone="plum",
        icon="calendar-x",
        facts=("partner",),
    ),
    NoticeKind(
        code="check_in_planned",
        label=_("A check-in is booked"),
        subject=_("Check-in with %(partner)s on %(starts_at)s"),
        line=_("%(partner)s booked a check-in with you: %(starts_at)s, %(minutes)s minutes."),
        why=_WHY_CHECK_IN,
        whom=_("The other person"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Open the check-in"),
        tone="plum",
        icon="calendar-event",
        facts=("partner", "starts_at", "minutes"),
        ends_with=("check_in_off",),
    ),
    NoticeKind(
        code="check_in_moved",
        label=_("A check-in has moved"),
        subject=_("Check-in with %(partner)s moved to %(starts_at)s"),
        line=_("%(partner)s moved your check-in to %(starts_at)s, %(minutes)s minutes."),
        why=_WHY_CHECK_IN,
        whom=_("The other person"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Open the check-in"),
        tone="plum",
        icon="calendar-event",
        facts=("partner", "starts_at", "minutes"),
        ends_with=("check_in_off",),
    ),
    NoticeKind(
        code="check_in_cancelled",
        label=_("A check-in is cancelled"),
        subject=_("Cancelled: check-in with %(partner)s on %(starts_at)s"),
        line=_("%(partner)s cancelled your check-in on %(starts_at)s."),
        why=_WHY_CHECK_IN,
        whom=_("The other person"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Find another time"),
        tone="plum",
        icon="calendar-x",
        facts=("partner", "starts_at"),
    ),
    NoticeKind(
        code="check_in_yours",
        label=_("Your own bookings, for your calendar"),
        subject=_("For your calendar: %(partner)s, %(starts_at)s"),
        line=_(
            "You are meeting %(partner)s on %(starts_at)s. The e-mail has the invitation attached."
        ),
        why=_WHY_CHECK_IN,
        whom=_("The person who books or moves"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Open the check-in"),
        tone="plum",
        icon="calendar-event",
        facts=("partner", "starts_at"),
        ends_with=("check_in_off",),
    ),
    NoticeKind(
        code="check_in_yours_cancelled",
        label=_("Your own cancellations, for your calendar"),
        subject=_("Cancelled: check-in with %(partner)s, %(starts_at)s"),
        line=_(
            "You are not meeting on %(starts_at)s. Open the attachment of the e-mail to remove it "
            "from your calendar."
        ),
        why=_WHY_CHECK_IN,
        whom=_("The person who cancels or pauses"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Open the check-in"),
        tone="plum",
        icon="calendar-x",
        facts=("partner", "starts_at"),
    ),
)
