"""What a coordinator may send a silent pair: an offer, and no word about what they do (M9)."""

from django.utils.translation import gettext_lazy as _

from people.registry import NoticeKind, Part
from programs.mentoring.care.need import Signal


def _kind(code, **fields):
    return NoticeKind(
        code=code,
        why=_("You get this because %(coordinator)s runs %(program)s and looks after its pairs."),
        whom=_("Mentor and mentee, when a coordinator offers help"),
        parts=(Part.MENTOR, Part.MENTEE),
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
        subject=_("Would help with the first meeting with %(partner)s be useful?"),
        line=_(
            "%(coordinator)s from %(program)s is offering to help you set up your first meeting. "
            "Half an hour by phone is a fine start. If now isn't a good time, you can pause with "
            "one tap and give no reason."
        ),
    ),
    _kind(
        "care_missed",
        label=_("Help when meetings fall through"),
        subject=_("Would a different rhythm with %(partner)s be easier?"),
        line=_(
            "%(coordinator)s from %(program)s noticed that some meetings fell through. That "
            "happens to most pairs and is nobody's fault. A call, a shorter meeting or a few lines"
            " count just as much. You can pause or leave at any time and give no reason."
        ),
    ),
    _kind(
        "care_quiet",
        label=_("Help when a pair is quiet"),
        subject=_("How are you and %(partner)s doing?"),
        line=_(
            "%(coordinator)s from %(program)s asks how you two are doing. Life gets in the way for"
            " most pairs, and a call or a few lines are enough to pick things up again. You can "
            "pause or leave at any time and give no reason. What you talk about stays between you."
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
