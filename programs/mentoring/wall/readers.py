"""Who can read something, in words: "You and Helen Ward" (M5). Always to the reader's face."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from people.models import Person
from programs.mentoring.goals.models import Goal, GoalEntry, GoalShare


def only_you() -> str:
    return _("Only you")


def you_and(other: Person) -> str:
    return _("You and %(name)s") % {"name": other.name}


def of_goal(goal: Goal, share: GoalShare | None, *, person: Person) -> str:
    """Say who reads the goal and what is written into it now, to one of those who do."""
    if share is None:
        return only_you()
    return you_and(share.mentorship.partner_of(person))


def of_entry(entry: GoalEntry, share: GoalShare | None, *, person: Person) -> str:
    """Say who reads an entry at this moment: its audience, and the share since it was made."""
    is_shared = (
        share is not None
        and entry.audience == Goal.Audience.MY_MENTOR
        and entry.logged_at >= share.shared_from
    )
    return you_and(share.mentorship.partner_of(person)) if is_shared else only_you()


def as_chosen(name: str) -> str:
    """Say who will read, for both choices of a form; the style sheet shows the chosen one."""
    return format_html(
        '<span class="when-shared">{}</span><span class="when-private">{}</span>',
        _("You and %(name)s") % {"name": name},
        only_you(),
    )


def icon(readers: str) -> str:
    """The sign beside the words: a lock where nobody else reads."""
    return "lock" if readers == only_you() else "eye"
