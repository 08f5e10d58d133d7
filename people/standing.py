"""What a guide lacks on a day to guide anybody: the one rule for every kind of guide (P8, M14)."""

from enum import Enum

from people.models import Mentor, Preceptor


class Lack(Enum):
    TRAINING = "training"
    APPROVAL = "approval"
    LICENCE = "licence"


def lacks_of(guide: Preceptor | Mentor) -> list[Lack]:
    """Return what does not cover the day for which ``with_standing`` found the guide.

    A licence is lacking only where one is on record and has lapsed: not every trade has one.
    """
    lacks = {
        Lack.TRAINING: not guide.is_trained,
        Lack.APPROVAL: not guide.is_approved,
        Lack.LICENCE: guide.is_licence_lapsed,
    }
    return [lack for lack, is_lacking in lacks.items() if is_lacking]
