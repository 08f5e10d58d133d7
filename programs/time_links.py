"""The link in a mail by which one chooses a time without logging in (M12).

A token is the proposal's id with a signature: it opens one proposal, for whoever was asked,
until that is answered or its times have passed; after that it opens a page that says so.
"""

from uuid import UUID

from django.core import signing

from programs.models import TimeProposal

_SIGNER = signing.Signer(salt="programs.time-proposal", sep=".")


def time_token(proposal: TimeProposal) -> str:
    return _SIGNER.sign(proposal.pk.hex)


def find_proposal(token: str) -> TimeProposal | None:
    """Return what a link belongs to, however it stands; None for one that is not ours."""
    try:
        pk = UUID(hex=_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return TimeProposal.objects.with_people().filter(pk=pk).first()
