"""Which of the two kinds of program fits: a few answers in, advice with its reasons out.

Pure: knows no Django. A preceptorship is asked for by what must be done safely and is signed
off; a mentorship by somebody to talk to in confidence and by goals of one's own. Where both are
asked for it takes two people, because nobody is the confidential mentor of whom they assess (M7).
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    PRECEPTORSHIP = "preceptorship"
    MENTORSHIP = "mentorship"


class Goals(StrEnum):
    """Who says what is to be learned."""

    LIST = "list"
    OWN = "own"
    BOTH = "both"


class End(StrEnum):
    DATE = "date"
    OPEN = "open"
    UNDECIDED = "undecided"


class Confidence(StrEnum):
    """When somebody is needed who listens and does not judge."""

    NO = "no"
    FIRST_DAY = "first_day"
    LATER = "later"


class Whom(StrEnum):
    """For whom it is; it says which program comes nearest, not which kind."""

    NEWLY_QUALIFIED = "newly_qualified"
    STUDENT = "student"
    APPRENTICE = "apprentice"
    LEADER = "leader"
    PEERS = "peers"
    SENIOR = "senior"
    OTHER = "other"


class Reason(StrEnum):
    ABILITY = "ability"
    JUDGED = "judged"
    LIST = "list"
    DATE = "date"
    CONFIDENCE = "confidence"
    OWN = "own"
    OPEN = "open"


# By whom it is for: the presets that come nearest, a preceptorship and a mentorship.
PRESETS = {
    Whom.NEWLY_QUALIFIED: ("nhs_core", "mentoring"),
    Whom.STUDENT: ("clinical_placement", "peer_mentoring"),
    Whom.APPRENTICE: ("apprenticeship", "mentoring"),
    Whom.LEADER: ("preceptorship", "leadership_mentoring"),
    Whom.PEERS: ("preceptorship", "peer_mentoring"),
    Whom.SENIOR: ("preceptorship", "reverse_mentoring"),
    Whom.OTHER: ("preceptorship", "mentoring"),
}

# What weighs so much makes a kind needed, whatever speaks for the other.
NEEDED = 2


@dataclass(frozen=True, slots=True)
class Answers:
    must_be_able: bool
    is_judged: bool
    goals: Goals
    end: End
    confidence: Confidence
    whom: Whom


@dataclass(frozen=True, slots=True)
class Advice:
    """``kinds`` in the order to open them in; none where the answers do not tell.

    ``is_beside`` says that two kinds run at the same time rather than one after the other.
    """

    kinds: tuple[Kind, ...]
    is_beside: bool
    reasons: dict[Kind, tuple[Reason, ...]]
    presets: dict[Kind, str]

    @property
    def is_both(self):
        return len(self.kinds) == 2


def advise(answers: Answers) -> Advice:
    """Return the kind of program that the answers ask for, or both, or neither."""
    for_preceptorship = [
        (Reason.ABILITY, NEEDED, answers.must_be_able),
        (Reason.JUDGED, NEEDED, answers.is_judged),
        (Reason.LIST, 1, answers.goals in (Goals.LIST, Goals.BOTH)),
        (Reason.DATE, 1, answers.end == End.DATE),
    ]
    for_mentorship = [
        (Reason.CONFIDENCE, NEEDED, answers.confidence != Confidence.NO),
        (Reason.OWN, 1, answers.goals in (Goals.OWN, Goals.BOTH)),
        (Reason.OPEN, 1, answers.end == End.OPEN),
    ]
    asked = {Kind.PRECEPTORSHIP: for_preceptorship, Kind.MENTORSHIP: for_mentorship}
    weights = {
        kind: sum(weight for __, weight, is_so in rows if is_so) for kind, rows in asked.items()
    }
    presets = dict(zip(Kind, PRESETS[answers.whom], strict=True))
    kinds = _needed(weights)
    return Advice(
        kinds=kinds,
        is_beside=len(kinds) == 2 and answers.confidence != Confidence.LATER,
        reasons={kind: _that_are_so(asked[kind]) for kind in kinds},
        presets={kind: presets[kind] for kind in kinds},
    )


def _that_are_so(rows):
    return tuple(reason for reason, __, is_so in rows if is_so)


def _needed(weights):
    """Every kind with enough behind it; without any, the one with more."""
    needed = tuple(kind for kind in Kind if weights[kind] >= NEEDED)
    if needed or len(set(weights.values())) == 1:
        return needed
    return (max(weights, key=weights.get),)
