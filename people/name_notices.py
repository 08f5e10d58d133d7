"""What coordinators hear of a name that somebody gave themselves."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import NameChange, Person
from people.notices.services.notice import tell
from people.registry import NoticeKind, Part

CHANGED = "own_name_changed"

KINDS = (
    NoticeKind(
        code=CHANGED,
        label=_("Someone changed their name or the letters after it"),
        subject=_("%(before)s is now called %(after)s"),
        line=_(
            "They changed it themselves. For 90 days their new signatures say what they were "
            "called before. If it isn't right, please talk to them."
        ),
        why=_("You get this because they take part in a program you coordinate."),
        act=_("See their page"),
        facts=("before", "after"),
        whom=_("Coordinator"),
        parts=(Part.COORDINATOR,),
        icon="person",
    ),
)


def tell_changed(change: NameChange, coordinators: Iterable[Person]) -> None:
    for coordinator in coordinators:
        tell(
            kind=CHANGED,
            recipient=coordinator,
            about=change,
            facts={"before": change.old_name, "after": change.new_name},
            path=reverse("people:person-detail", args=[change.person_id]),
            at=change.changed_at,
        )
