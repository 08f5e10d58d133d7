"""What the two may be told of their mentorship, in which words: facts, never text (N7)."""

from django.utils.translation import gettext_lazy as _

from people.registry import NoticeKind

_WHY_MENTORSHIP = _("You get this because you are in a mentorship.")

KINDS = (
    NoticeKind(
        code="mentorship_opened",
        label=_("A mentorship begins"),
        subject=_("You and %(partner)s are now walking together"),
        line=_("Your mentorship with %(partner)s in %(program)s begins on %(starts_on)s."),
        why=_WHY_MENTORSHIP,
        whom=_("Mentor and mentee"),
        act=_("Open the mentorship"),
        tone="plum",
        icon="people",
        facts=("partner", "program", "starts_on"),
        ends_with=("mentorship_over",),
    ),
    NoticeKind(
        code="mentorship_proposed",
        label=_("A mentorship is proposed to you"),
        subject=_("Would you like to walk with %(partner)s?"),
        line=_(
            "%(program)s proposes you and %(partner)s as mentor and mentee. It begins when you "
            "both say yes, until %(expires_at)s. A no needs no reason."
        ),
        why=_("You get this because you take part in %(program)s."),
        whom=_("Mentor and mentee"),
        act=_("Say yes or no"),
        tone="plum",
        icon="people",
        facts=("partner", "program", "expires_at"),
        ends_with=("proposal_answered", "proposal_over"),
        asks=True,
    ),
    NoticeKind(
        code="mentorship_not_begun",
        label=_("A proposal has come to nothing"),
        subject=_("The proposal with %(partner)s has come to nothing"),
        line=_(
            "This happens for many reasons, and none is asked. The coordinators look for "
            "somebody else."
        ),
        why=_("You get this because a mentorship was proposed to you."),
        whom=_("The two, except who said no"),
        act=_("See where you stand"),
        tone="plum",
        icon="people",
        facts=("partner",),
    ),
    NoticeKind(
        code="mentorship_trial_ended",
        label=_("A trial is over"),
        subject=_("You and %(partner)s go on"),
        line=_(
            "The trial is over and your mentorship goes on as it is. A good moment to ask each "
            "other what to keep and what to change. Leaving stays possible at any time."
        ),
        why=_WHY_MENTORSHIP,
        whom=_("Mentor and mentee"),
        act=_("Open the mentorship"),
        tone="plum",
        icon="people",
        facts=("partner",),
        ends_with=("mentorship_over",),
    ),
    NoticeKind(
        code="mentorship_winding_down",
        label=_("A mentorship comes to its end"),
        subject=_("Your mentorship with %(partner)s ends on %(ends_on)s"),
        line=_(
            "Time to look back together, and to say what comes next: an end, some months more, "
            "or now and then a coffee. If nobody says anything it ends by itself on that day."
        ),
        why=_WHY_MENTORSHIP,
        whom=_("Mentor and mentee"),
        act=_("Look back and ahead"),
        tone="plum",
        icon="signpost-split",
        facts=("partner", "ends_on"),
        ends_with=("mentorship_renewed", "mentorship_over"),
        asks=True,
    ),
    NoticeKind(
        code="mentorship_renewed",
        label=_("A mentorship is renewed"),
        subject=_("You and %(partner)s go on until %(ends_on)s"),
        line=_("You both wanted to go on. The new end is %(ends_on)s."),
        why=_WHY_MENTORSHIP,
        whom=_("Mentor and mentee"),
        act=_("Open the mentorship"),
        tone="plum",
        icon="people",
        facts=("partner", "ends_on"),
        ends_with=("mentorship_over",),
    ),
    NoticeKind(
        code="agreement_answered",
        label=_("Your partner has answered for the agreement"),
        subject=_("%(partner)s has answered what you two should agree on"),
        line=_("You see each other’s answers as soon as both of you have given them."),
        why=_WHY_MENTORSHIP,
        whom=_("The other of the two"),
        act=_("Open the agreement"),
        tone="plum",
        icon="file-earmark-text",
        facts=("partner",),
        ends_with=("agreement_written", "agreement_made", "mentorship_over"),
    ),
    NoticeKind(
        code="agreement_written",
        label=_("A text to agree on"),
        subject=_("%(partner)s wrote down what you two agree on"),
        line=_("Read it, then say yes or change it. It holds once you both have said yes."),
        why=_WHY_MENTORSHIP,
        whom=_("The other of the two"),
        act=_("Read the text"),
        tone="plum",
        icon="file-earmark-text",
        facts=("partner",),
        ends_with=("agreement_written", "agreement_made", "agreement_discarded", "mentorship_over"),
        asks=True,
    ),
    NoticeKind(
        code="agreement_made",
        label=_("An agreement holds"),
        subject=_("You and %(partner)s have an agreement"),
        line=_("You both said yes. Either of you can propose a change at any time."),
        why=_WHY_MENTORSHIP,
        whom=_("The other of the two"),
        act=_("Open the agreement"),
        tone="plum",
        icon="file-earmark-check",
        facts=("partner",),
    ),
    NoticeKind(
        code="mentorship_ended",
        label=_("A mentorship has ended"),
        subject=_("Your mentorship with %(partner)s has ended"),
        line=_(
            "Your mentorship with %(partner)s has ended. This happens for many reasons, "
            "and none is asked. Thank you for walking along."
        ),
        why=_WHY_MENTORSHIP,
        whom=_("The two, except who ended it"),
        act=_("See what stays with you"),
        tone="plum",
        icon="people",
        facts=("partner",),
    ),
    NoticeKind(
        code="mentorship_partner_gone",
        label=_("Your partner has left"),
        subject=_("%(partner)s has left, and your mentorship rests"),
        line=_(
            "%(partner)s can no longer be reached here, so what you two had booked is called "
            "off. The coordinators of %(program)s know and will come back to you. What you "
            "wrote stays yours."
        ),
        why=_WHY_MENTORSHIP,
        whom=_("The other of the two"),
        act=_("Open the mentorship"),
        is_duty=True,
        tone="plum",
        icon="people",
        facts=("partner", "program"),
        ends_with=("mentorship_over",),
    ),
    NoticeKind(
        code="pair_lost_partner",
        label=_("One of a pair has left"),
        subject=_("%(gone)s has left %(program)s"),
        line=_(
            "The mentorship of %(gone)s and %(partner)s rests, and what they had booked is "
            "called off. Talk to %(partner)s, then end it, so that somebody else can be found."
        ),
        why=_("You get this because you coordinate %(program)s."),
        whom=_("Coordinator, or the deputy"),
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
        line=_("Nothing falls due until one of you takes it up again."),
        why=_WHY_MENTORSHIP,
        whom=_("The other of the two"),
        act=_("Open the mentorship"),
        tone="plum",
        icon="pause-circle",
        facts=("partner",),
        ends_with=("mentorship_resumed", "mentorship_over"),
    ),
    NoticeKind(
        code="mentorship_resumed",
        label=_("A mentorship goes on"),
        subject=_("Your mentorship with %(partner)s goes on"),
        line=_("The pause is over. A good moment to book the next check-in."),
        why=_WHY_MENTORSHIP,
        whom=_("The other of the two"),
        act=_("Open the mentorship"),
        tone="plum",
        icon="play-circle",
        facts=("partner",),
        ends_with=("mentorship_paused", "mentorship_over"),
    ),
)
