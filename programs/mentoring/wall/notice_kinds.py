"""What is said about the wall itself: who asks to read, who read, who may see notes (M5, N7)."""

from django.utils.translation import gettext_lazy as _

from people.registry import NoticeKind
from programs.mentoring.wall.models import BreakGlass

_GROUND = {"ground": BreakGlass.Ground}

KINDS = (
    NoticeKind(
        code="break_glass_asked",
        label=_("Somebody asks to read for safety"),
        subject=_("%(coordinator)s asks for your yes or no in %(program)s"),
        line=_(
            "%(coordinator)s asks to read what a pair shares, because somebody’s safety may be at "
            "stake: %(ground)s. Nothing is read unless you say yes, until %(expires_at)s."
        ),
        why=_("You get this because you look after %(program)s or this site."),
        whom=_("The other coordinators and administrators"),
        act=_("Read the reason"),
        is_duty=True,
        is_urgent=True,
        tone="red",
        icon="shield-exclamation",
        facts=("coordinator", "program", "ground", "expires_at"),
        labels=_GROUND,
        ends_with=("break_glass_decided",),
        asks=True,
    ),
    NoticeKind(
        code="break_glass_opened",
        label=_("Somebody may read what you share, for safety"),
        subject=_("%(coordinator)s may read what you and %(partner)s share, for safety"),
        line=_(
            "The ground is: %(ground)s. %(second)s has agreed. Until %(ends_at)s "
            "%(coordinator)s can read what you two share; what each of you keeps to yourself "
            "stays closed. The reason and every reading stand in the list."
        ),
        why=_("You get this because you are in this mentorship."),
        whom=_("Mentor and mentee"),
        act=_("See the reason and who read what"),
        is_duty=True,
        is_urgent=True,
        tone="red",
        icon="shield-exclamation",
        facts=("coordinator", "second", "partner", "ground", "ends_at"),
        labels=_GROUND,
    ),
    NoticeKind(
        code="break_glass_decided",
        label=_("An answer to your asking to read for safety"),
        subject=_("%(second)s has answered"),
        line=_("%(second)s has answered your request to read for safety in %(program)s."),
        why=_("You get this because you asked."),
        whom=_("Whoever asked"),
        act=_("Open the answer"),
        is_duty=True,
        tone="red",
        icon="shield-exclamation",
        facts=("second", "program"),
    ),
    NoticeKind(
        code="break_glass_unanswered",
        label=_("Nobody answered your asking to read for safety"),
        subject=_("Nobody has answered you in %(program)s"),
        line=_(
            "The day in which somebody could say yes or no to your request in %(program)s is "
            "over. Ask again, and call the other person: this cannot wait for mail."
        ),
        why=_("You get this because you asked."),
        whom=_("Whoever asked"),
        act=_("Open the request"),
        is_duty=True,
        is_urgent=True,
        tone="red",
        icon="shield-exclamation",
        facts=("program",),
    ),
    NoticeKind(
        code="notes_asked",
        label=_("A mentee asks to see your notes about them"),
        subject=_("%(partner)s asks to see your notes"),
        line=_(
            "%(partner)s would like to see what you noted about them for yourself. You choose "
            "note by note, and can answer in a few words."
        ),
        why=_("You get this because you and %(partner)s are in a mentorship."),
        whom=_("The mentor"),
        act=_("Look at your notes"),
        tone="plum",
        icon="journal-text",
        facts=("partner",),
        ends_with=("notes_answered",),
        asks=True,
    ),
    NoticeKind(
        code="notes_answered",
        label=_("Your mentor has answered about notes"),
        subject=_("%(partner)s has answered about the notes"),
        line=_("%(partner)s has looked at their notes about you and answered."),
        why=_("You get this because you asked to see notes about yourself."),
        whom=_("The mentee"),
        act=_("Read the answer"),
        tone="plum",
        icon="journal-text",
        facts=("partner",),
        ends_with=("notes_asked",),
    ),
)
