import hmac
from uuid import UUID

from django.conf import settings
from django.db import models

from common.models import Identified
from people.models import Person


def hash_pair(first: UUID, second: UUID) -> str:
    """Return the hash of two people under today's key, the same in both directions."""
    return _hash(_keyed(settings.SECRET_KEY), *sorted([str(first), str(second)]))


def _hash(key: bytes, lower: str, higher: str) -> str:
    return hmac.digest(key, f"{lower}|{higher}".encode(), "sha256").hex()


def _keyed(secret: str) -> bytes:
    return f"exclusion:{secret}".encode()


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


class _IsAnyOf(models.Func):
    """``column = ANY(array)``: thousands of values in one parameter, where IN has one for each."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()


class ExclusionQuerySet(models.QuerySet):
    def bar(self, first: Person, second: Person, *, at):
        """Never propose the two again, in either direction (M8)."""
        pair_hash = hash_pair(first.pk, second.pk)
        return self.get_or_create(pair_hash=pair_hash, defaults={"barred_at": at})

    def barred_among(self, people, others):
        """Return the barred pairs among all of ``people`` with all of ``others``, in one query.

        All are persons' ids. A table of 30 learners and 200 mentors asks for 6,000 pairs,
        hence the hashes are made from texts that are made once.
        """
        keys = [_keyed(secret) for secret in _secrets()]
        texts = [(other, str(other)) for other in others]
        pairs = {}
        for person in people:
            text = str(person)
            for other, other_text in texts:
                lower, higher = sorted((text, other_text))
                for key in keys:
                    pairs[_hash(key, lower, higher)] = (person, other)
        # Written as one text: as a list, each of them would be quoted for itself.
        hashes = models.Value(f"{{{','.join(pairs)}}}")
        found = self.filter(_IsAnyOf("pair_hash", hashes)).values_list("pair_hash", flat=True)
        return {pairs[pair_hash] for pair_hash in found}


class Exclusion(Identified):
    """Two people who are never proposed to each other again.

    Kept as a keyed hash: whoever reads the table learns of no pair that ended.
    """

    pair_hash = models.CharField(max_length=64, unique=True)
    barred_at = models.DateTimeField()

    objects = ExclusionQuerySet.as_manager()

    def __str__(self):
        return self.pair_hash[:8]
