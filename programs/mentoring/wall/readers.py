"""Who can read something, in words: "You and Helen Ward" (M5). Always to the reader's face."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from people.models import Person
from programs.cohorts.models import Program
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


def of_achievement(program: Program) -> str:
    """Say who reads what a mentee tells the program, all of them by name or by office (M4)."""
    named = program.coordinators.select_related("person")
    names = format_html_join("", "<bdi>{}</bdi>, ", ((row.person.name,) for row in named))
    words = _("You, %(names)sanyone who coordinates this program later, and site administrators")
    return format_html(words.replace("%(names)s", "{}"), names)


def of_achievement_somewhere() -> str:
    """The same of a program that is still to be chosen."""
    return _(
        "You, anyone who coordinates the program you choose, now or later, and site administrators"
    )


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
