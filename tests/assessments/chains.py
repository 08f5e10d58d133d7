"""The whole ledger, checked in the process of the test."""

from assessments.ledger.services.ledger_check import broken_beside, check_stretch, stretches


def broken_chains(sealed=None):
    """Yield what does not hold, of every chain and beside them."""
    sealed = sealed or {}
    for first, last in stretches():
        yield from check_stretch(first, last, sealed).broken
    yield from broken_beside(sealed)
