"""What the access table speaks of about certificates."""

from functools import cached_property
from types import SimpleNamespace

from tests import factories as make


class CertificateThings:
    """Built only for the rows that name them, of the people in ``Cast``."""

    @cached_property
    def certificate(self):
        return make.CertificateFactory(
            preceptorship=self.preceptorship,
            issued_at=self.now,
            issued_by=self.people.coordinator,
        )

    @property
    def certificate_code(self):
        """The number on the paper, that stands in an address in the place of an id."""
        return SimpleNamespace(pk=self.certificate.code)

    @cached_property
    def offer(self):
        """The learner would like a mentor."""
        return make.MentorshipOfferFactory(
            preceptorship=self.preceptorship,
            status="wanted",
            offered_at=self.now,
            answered_at=self.now,
        )

    @property
    def offered(self):
        return self.offer.preceptorship
