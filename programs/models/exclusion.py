import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.db import models

from people.models import Person
from people.models.base import Identified


def hash_pair(one: UUID, other: UUID, *, key: str | None = None) -> str:
    """Return the keyed hash of two people, the same in both directions."""
    key = key or settings.SECRET_KEY
    pair = "|".join(sorted([str(one), str(other)]))
    return hmac.new(f"exclusion:{key}".encode(), pair.encode(), hashlib.sha256).hexdigest()


def pair_hashes(one: UUID, other: UUID) -> list[str]:
    """Return the hashes under today's key and under those it replaced."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [hash_pair(one, other, key=key) for key in keys]


class ExclusionQuerySet(models.QuerySet):
    def bar(self, one: Person, other: Person, *, at):
        """Never propose the two again, in either direction (M8)."""
        return self.get_or_create(pair_hash=hash_pair(one.pk, other.pk), defaults={"barred_at": at})

    def barred_among(self, one_id, other_ids):
        """Return those of ``other_ids`` who are barred from ``one_id``, as a set."""
        hashes = {}
        for other_id in other_ids:
            for pair_hash in pair_hashes(one_id, other_id):
                hashes[pair_hash] = other_id
        found = self.filter(pair_hash__in=hashes).values_list("pair_hash", flat=True)
        return {hashes[pair_hash] for pair_hash in found}

    def barred_pairs(self, pairs):
        """Return those of ``pairs`` (of persons' ids) who are barred, in one query."""
        hashes = {}
        for pair in pairs:
            for pair_hash in pair_hashes(*pair):
                hashes.setdefault(pair_hash, []).append(pair)
        found = self.filter(pair_hash__in=hashes).values_list("pair_hash", flat=True)
        return {pair for pair_hash in found for pair in hashes[pair_hash]}


class Exclusion(Identified):
    """Two people who are never proposed to each other again.

    Kept as a keyed hash: whoever reads the table learns of no pair that ended.
    """

    pair_hash = models.CharField(max_length=64, unique=True)
    barred_at = models.DateTimeField()

    objects = ExclusionQuerySet.as_manager()

    def __str__(self):
        return self.pair_hash[:8]
