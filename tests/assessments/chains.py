"""The whole ledger, checked in the process of the test; and a record whose names are erased."""

from assessments.ledger.seal import Sealed
from assessments.ledger.services.erasure import erase_names
from assessments.ledger.services.ledger_check import broken_beside, check_stretch, stretches
from assessments.ledger.services.seal import read_sealed
from programs.preceptorships.models import Preceptorship
from tests.assessments.ledger.tampering import as_owner
from tests.factories import NOON, PersonFactory


def broken_chains(sealed: Sealed | None = None):
    """Yield what does not hold, of every chain and beside them."""
    sealed = sealed or Sealed()
    for first, last in stretches():
        yield from check_stretch(first, last, sealed.heads, sealed.grown).broken
    yield from broken_beside(sealed.heads)


def found(file):
    """Return what does not hold against the seals in a file."""
    return [chain.problem for chain in broken_chains(read_sealed(file))]


def erase_all(preceptorship, *, by=None):
    """Close the record and erase its names and comments; return of how many entries."""
    Preceptorship.objects.filter(pk=preceptorship.pk).update(status="achieved", closed_at=NOON)
    by = by or PersonFactory(is_administrator=True)
    with as_owner():
        return erase_names(preceptorship=preceptorship, by=by, reason="Asked for.", at=NOON)
