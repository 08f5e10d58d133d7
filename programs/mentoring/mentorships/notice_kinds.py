"""What the two may be told of their mentorship, in which words: facts, never text (N7)."""

from django.utils.translation import gettext_lazy as _

from people.registry import NoticeKind, Part

_WHY_MENTORSHIP = _("You get this because you are in a mentorship.")

KINDS = (
    NoticeKind(
        code="mentorship_opened",
        label=_("A mentorship begins"),
        subject=_("You and %(partner)s are now mentor and mentee"),
        line=_("%(program)s, from %(starts_on)s. You decide together how to begin."),
        why=_WHY_MENTORSHIP,
        whom=_("Mentor and mentee"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Open the mentorship"),
        tone="plum",
        icon="people",
        facts=("partner", "program", "starts_on"),
        ends_with=("mentorship_over",),
    ),
    NoticeKind(
        code="mentorship_proposed",
        label=_("A mentor is suggested to you"),
        subject=_("Would you like to have %(partner)s as your mentor?"),
        line=_(
            "%(program)s suggests you and %(partner)s as mentor and mentee. Please answer by "
            "%(expires_at)s. It begins once you have both said yes. You don't need a reason to say"
            " no."
        ),
        why=_("You get this because you take part in %(program)s."),
        whom=_("Mentee"),
        parts=(Part.MENTEE,),
        act=_("Answer"),
        tone="plum",
        icon="people",
        facts=("partner", "program", "expires_at"),
        ends_with=("proposal_answered", "proposal_over"),
        asks=True,
    ),
    NoticeKind(
        code="mentee_proposed",
        label=_("A mentee is suggested to you"),
        subject=_("Would you like to mentor %(partner)s?"),
        line=_(
            "%(program)s suggests you and %(partner)s as mentor and mentee. Please answer by "
            "%(expires_at)s. It begins once you have both said yes. You don't need a reason to say"
            " no."
        ),
        why=_("You get this because you take part in %(program)s."),
        whom=_("Mentor"),
        parts=(Part.MENTOR,),
        act=_("Answer"),
        tone="plum",
        icon="people",
        facts=("partner", "program", "expires_at"),
        ends_with=("proposal_answered", "proposal_over"),
        asks=True,
    ),
    NoticeKind(
        code="mentorship_not_begun",
        label=_("A match won't go ahead"),
        subject=_("Your match with %(partner)s won't go ahead"),
        line=_(
            "That happens for all sorts of reasons, and nobody is asked why. The coordinators will"
            " look for someone else."
        ),
        why=_("You get this because this mentorship was suggested to you."),
        whom=_("Mentor and mentee"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("See where you stand"),
        tone="plum",
        icon="people",
        facts=("partner",),
    ),
    NoticeKind(
        code="mentorship_trial_ended",
        label=_("A trial has ended"),
        subject=_("Your mentorship with %(partner)s goes on"),
        line=_(
            "The trial has ended and your mentorship goes on as it is. It's a good time to ask "
            "each other what to keep and what to change. You can still leave at any time."
        ),
        why=_WHY_MENTORSHIP,
        whom=_("Mentor and mentee"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Open the mentorship"),
        tone="plum",
        icon="people",
        facts=("partner",),
        ends_with=("mentorship_over",),
    ),
    NoticeKind(
        code="mentorship_winding_down",
        label=_("A mentorship is coming to an end"),
        subject=_("Your mentorship with %(partner)s ends on %(ends_on)s"),
        line=_(
            "It's time to look back together and decide what comes next: finishing, a few more "
            "months, or staying in touch informally. If neither of you answers, it ends on that "
            "day."
        ),
        why=_WHY_MENTORSHIP,
        whom=_("Mentor and mentee"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Look back and plan ahead"),
        tone="plum",
        icon="signpost-split",
        facts=("partner", "ends_on"),
        ends_with=("mentorship_renewed", "mentorship_over"),
        asks=True,
    ),
    NoticeKind(
        code="mentorship_renewed",
        label=_("A mentorship is renewed"),
        subject=_("Your mentorship with %(partner)s now runs until %(ends_on)s"),
        line=_("You both wanted to continue. The new end date is %(ends_on)s."),
        why=_WHY_MENTORSHIP,
        whom=_("Mentor and mentee"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Open the mentorship"),
        tone="plum",
        icon="people",
        facts=("partner", "ends_on"),
        ends_with=("mentorship_over",),
    ),
    NoticeKind(
        code="agreement_answered",
        label=_("The other person has answered the agreement questions"),
        subject=_("%(partner)s has answered the agreement questions"),
        line=_("You'll see each other's answers once you have both finished."),
        why=_WHY_MENTORSHIP,
        whom=_("The other person"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Open the agreement"),
        tone="plum",
        icon="file-earmark-text",
        facts=("partner",),
        ends_with=("agreement_written", "agreement_made", "mentorship_over"),
    ),
    NoticeKind(
        code="agreement_written",
        label=_("An agreement to read"),
        subject=_("%(partner)s has written your agreement"),
        line=_("Read it, then agree to it or change it. It applies once you have both agreed."),
        why=_WHY_MENTORSHIP,
        whom=_("The other person"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Read the text"),
        tone="plum",
        icon="file-earmark-text",
        facts=("partner",),
        ends_with=("agreement_written", "agreement_made", "agreement_discarded", "mentorship_over"),
        asks=True,
    ),
    NoticeKind(
        code="agreement_change",
        label=_("A change to an agreement to read"),
        subject=_("%(partner)s has suggested a change to your agreement"),
        line=_(
            "Read it, then agree to it or keep the current agreement, which applies until you have "
            "both agreed to the change."
        ),
        why=_WHY_MENTORSHIP,
        whom=_("The other person"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Read the change"),
        tone="plum",
        icon="file-earmark-text",
        facts=("partner",),
        ends_with=("agreement_written", "agreement_made", "agreement_discarded", "mentorship_over"),
        asks=True,
    ),
    NoticeKind(
        code="agreement_made",
        label=_("An agreement is made"),
        subject=_("You and %(partner)s have an agreement"),
        line=_("You have both agreed. Either of you can suggest a change at any time."),
        why=_WHY_MENTORSHIP,
        whom=_("The other person"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Open the agreement"),
        tone="plum",
        icon="file-earmark-check",
        facts=("partner",),
        ends_with=("mentorship_over",),
    ),
    NoticeKind(
        code="mentorship_ended",
        label=_("A mentorship has ended"),
        subject=_("Your mentorship with %(partner)s has ended"),
        line=_(
            "Mentorships end for all sorts of reasons, and nobody is asked why. Thank you for the "
            "time you gave."
        ),
        why=_WHY_MENTORSHIP,
        whom=_("Mentor and mentee"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("See what you keep"),
        tone="plum",
        icon="people",
        facts=("partner",),
    ),
    NoticeKind(
        code="mentorship_partner_gone",
        label=_("The other person no longer has an account here"),
        subject=_("%(partner)s no longer has an account here, so your mentorship is on hold"),
        line=_(
            "We cancelled what you had booked with %(partner)s. The coordinators of %(program)s "
            "know and will get back to you. What you wrote stays yours."
        ),
        why=_WHY_MENTORSHIP,
        whom=_("The other person"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Open the mentorship"),
        is_duty=True,
        tone="plum",
        icon="people",
        facts=("partner", "program"),
        ends_with=("mentorship_over",),
    ),
    NoticeKind(
        code="pair_lost_partner",
        label=_("One of a pair no longer has an account here"),
        subject=_("%(gone)s no longer has an account here"),
        line=_(
            "The mentorship of %(gone)s and %(partner)s in %(program)s is on hold, and their "
            "meetings are cancelled. Talk to %(partner)s, then end it so that you can find "
            "someone else."
        ),
        why=_("You get this because you coordinate %(program)s."),
        whom=_("Coordinator, or the deputy"),
        parts=(Part.COORDINATOR,),
        act=_("End the mentorship"),
        is_duty=True,
        tone="plum",
        icon="person-exclamation",
        facts=("gone", "partner", "program"),
        ends_with=("mentorship_over",),
        asks=True,
    ),
    NoticeKind(
        code="mentorship_paused",
        label=_("A mentorship is paused"),
        subject=_("Your mentorship with %(partner)s is paused"),
        line=_("Nothing is due until one of you resumes it."),
        why=_WHY_MENTORSHIP,
        whom=_("The other person"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Open the mentorship"),
        tone="plum",
        icon="pause-circle",
        facts=("partner",),
        ends_with=("mentorship_resumed", "mentorship_over"),
    ),
    NoticeKind(
        code="mentorship_resumed",
        label=_("A mentorship is resumed"),
        subject=_("Your mentorship with %(partner)s has resumed"),
        line=_("The pause is over. It's a good time to book the next check-in."),
        why=_WHY_MENTORSHIP,
        whom=_("The other person"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Open the mentorship"),
        tone="plum",
        icon="play-circle",
        facts=("partner",),
        ends_with=("mentorship_paused", "mentorship_over"),
    ),
)
