"""The link in a mail by which one chooses a time without logging in (M12).

It opens one proposal, for whoever was asked, until that is answered or its times have passed;
after that it opens a page that says so.
"""

from common.open_links import SignedIds
from programs.mentoring.meetings.models import TimeProposal

_PROPOSALS = SignedIds("programs.time-proposal")


def time_token(proposal: TimeProposal) -> str:
    return _PROPOSALS.sign(proposal.pk)


def find_proposal(token: str) -> TimeProposal | None:
    """Return what a link belongs to, however it stands; None for one that is not ours."""
    return TimeProposal.objects.with_people().filter(pk=_PROPOSALS.read(token)).first()
