"""What a coordinator may send a silent pair: an offer, and no word about what they do (M9)."""

from django.utils.translation import gettext_lazy as _

from people.registry import NoticeKind
from programs.mentoring.care.need import Signal


def _kind(code, **fields):
    return NoticeKind(
        code=code,
        why=_("You get this because %(coordinator)s runs %(program)s and looks after its pairs."),
        whom=_("Mentor and mentee, when a coordinator offers help"),
        act=_("Open the mentorship"),
        tone="plum",
        icon="life-preserver",
        facts=("partner", "coordinator", "program"),
        **fields,
    )


KINDS = (
    _kind(
        "care_first",
        label=_("Help with a first meeting"),
        subject=_("A hand with the first meeting with %(partner)s?"),
        line=_(
            "%(coordinator)s of %(program)s asks whether you two could use a hand with the "
            "first meeting. Half an hour by phone is a fine start. If the moment is wrong, "
            "pause it: that is one tap, and nobody asks why."
        ),
    ),
    _kind(
        "care_missed",
        label=_("Help when meetings fall through"),
        subject=_("Would another rhythm with %(partner)s be easier?"),
        line=_(
            "%(coordinator)s of %(program)s saw that meetings fell through, which happens to "
            "most pairs and is nobody's fault. A call, a shorter one or a few lines count "
            "just as much. A pause or an end is one tap, and nobody asks why."
        ),
    ),
    _kind(
        "care_quiet",
        label=_("Help when a pair is quiet"),
        subject=_("How are you and %(partner)s doing?"),
        line=_(
            "%(coordinator)s of %(program)s asks how you two are doing. Life gets in the way "
            "of most pairs: a call or a few lines bring it back. A pause or an end is one "
            "tap, and nobody asks why. What you talk about stays between you."
        ),
    ),
)

OF_SIGNAL = {
    Signal.VERY_QUIET: "care_quiet",
    Signal.MISSED: "care_missed",
    Signal.QUIET: "care_quiet",
    Signal.NOT_MET: "care_first",
    Signal.FIRST_UNBOOKED: "care_first",
    Signal.NEXT_UNBOOKED: "care_quiet",
}
