"""What is said about the wall itself: who asks to read, who read, who may see notes (M5, N7)."""

from django.utils.translation import gettext_lazy as _

from people.registry import NoticeKind, Part
from programs.mentoring.wall.models import BreakGlass

_GROUND = {"ground": BreakGlass.Ground}

KINDS = (
    NoticeKind(
        code="break_glass_asked",
        label=_("Someone asks for access for safety reasons"),
        subject=_("%(coordinator)s needs your decision in %(program)s"),
        line=_(
            "%(coordinator)s asks to read what a pair shares because someone may be at risk: "
            "%(ground)s. Please answer by %(expires_at)s. Nothing is opened unless you agree."
        ),
        why=_("You get this because you look after %(program)s or this site."),
        whom=_("The coordinators and administrators who could agree"),
        parts=(Part.COORDINATOR,),
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
        code="break_glass_known",
        label=_("Someone has asked for access for safety reasons"),
        subject=_("%(coordinator)s has asked for access in %(program)s for safety reasons"),
        line=_(
            "%(coordinator)s has asked %(seconds)s to agree to reading what a pair shares: "
            "%(ground)s. Nothing is opened unless one of them agrees. If that doesn't look right "
            "to you, speak to them now."
        ),
        why=_("You get this because you look after %(program)s or this site."),
        whom=_("All other coordinators and administrators"),
        parts=(Part.COORDINATOR,),
        act=_("Take a look"),
        is_duty=True,
        is_urgent=True,
        tone="red",
        icon="shield-exclamation",
        facts=("coordinator", "seconds", "program", "ground"),
        labels=_GROUND,
    ),
    NoticeKind(
        code="break_glass_opened",
        label=_(
            "A coordinator has been allowed to read what you share, because someone is at risk"
        ),
        subject=_("%(coordinator)s can read what you and %(partner)s share, for safety reasons"),
        line=_(
            "The reason: %(ground)s. %(second)s has agreed. %(coordinator)s can read what you two "
            "share until %(ends_at)s. What each of you keeps private stays closed. The list shows "
            "the reason and when it was read."
        ),
        why=_("You get this because you are in this mentorship."),
        whom=_("Mentor and mentee"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("See the reason and what was read"),
        is_duty=True,
        is_urgent=True,
        tone="red",
        icon="shield-exclamation",
        facts=("coordinator", "second", "partner", "ground", "ends_at"),
        labels=_GROUND,
    ),
    NoticeKind(
        code="break_glass_decided",
        label=_("An answer to your safety request"),
        subject=_("%(second)s has answered"),
        line=_("%(second)s has answered your safety request in %(program)s."),
        why=_("You get this because you asked."),
        whom=_("The person who asked"),
        parts=(Part.COORDINATOR,),
        act=_("Open the answer"),
        is_duty=True,
        tone="red",
        icon="shield-exclamation",
        facts=("second", "program"),
    ),
    NoticeKind(
        code="break_glass_unanswered",
        label=_("Your safety request has expired"),
        subject=_("Your safety request in %(program)s has expired"),
        line=_(
            "Nobody answered your request in %(program)s within a day. Ask again, and phone the "
            "other person: don't rely on e-mail for this."
        ),
        why=_("You get this because you asked."),
        whom=_("The person who asked"),
        parts=(Part.COORDINATOR,),
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
            "%(partner)s would like to see any private notes you made about them. You choose note "
            "by note and can add a few words."
        ),
        why=_("You get this because you and %(partner)s are in a mentorship."),
        whom=_("The mentor"),
        parts=(Part.MENTOR,),
        act=_("Look at your notes"),
        tone="plum",
        icon="journal-text",
        facts=("partner",),
        ends_with=("notes_answered",),
        asks=True,
    ),
    NoticeKind(
        code="notes_answered",
        label=_("Your mentor has answered your request to see notes"),
        subject=_("%(partner)s has answered your request to see notes"),
        line=_("%(partner)s has looked at their notes about you and answered."),
        why=_("You get this because you asked to see notes about yourself."),
        whom=_("The mentee"),
        parts=(Part.MENTEE,),
        act=_("Read the answer"),
        tone="plum",
        icon="journal-text",
        facts=("partner",),
        ends_with=("notes_asked",),
    ),
)
