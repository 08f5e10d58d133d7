"""What the two may be told of a goal, in which words: facts, never text (N7)."""

from django.utils.translation import gettext_lazy as _

from people.registry import NoticeKind, Part

_WHY_GOAL = _("You get this because a goal is shared between you and %(partner)s.")

KINDS = (
    NoticeKind(
        code="goal_shared",
        label=_("A goal is shared with you"),
        subject=_("%(partner)s shared a goal with you"),
        line=_("%(partner)s shared a goal with you. Have a look and tell them what you think."),
        why=_WHY_GOAL,
        whom=_("The mentor"),
        parts=(Part.MENTOR,),
        act=_("Open the goal"),
        tone="plum",
        icon="bullseye",
        facts=("partner",),
        ends_with=("goal_unshared",),
    ),
    NoticeKind(
        code="goal_achieved",
        label=_("A shared goal is achieved"),
        subject=_("%(partner)s achieved a goal"),
        line=_("%(partner)s achieved a goal they had shared with you. Celebrate it together."),
        why=_WHY_GOAL,
        whom=_("The mentor"),
        parts=(Part.MENTOR,),
        act=_("Open the goal"),
        tone="plum",
        icon="award",
        facts=("partner",),
        ends_with=("goal_reopened", "goal_unshared"),
    ),
    NoticeKind(
        code="goal_commented",
        label=_("A comment on a shared goal"),
        subject=_("%(partner)s commented on a goal"),
        line=_("You share this goal, and only the two of you can read the comment."),
        why=_WHY_GOAL,
        whom=_("The other person"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Read it"),
        tone="plum",
        icon="chat-left-text",
        facts=("partner",),
        ends_with=("goal_unshared", "comment_removed"),
    ),
)
