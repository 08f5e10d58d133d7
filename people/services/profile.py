"""Profiles that people get when a program first takes them in, with the usual values."""

from collections.abc import Collection

from people.models import Learner, Mentor, Person, Preceptor


def ensure_learners(people: Collection[Person]) -> list[Learner]:
    """Give a profile as a learner to who has none, and return all of theirs."""
    return _ensure(Learner, people)


def ensure_guides(
    model: type[Preceptor] | type[Mentor], people: Collection[Person]
) -> list[Preceptor] | list[Mentor]:
    """Give a profile as a guide to who has none, and return all of theirs.

    A profile makes nobody eligible: approval and training are recorded beside it (S1, S2).
    """
    return _ensure(model, people)


def _ensure(model, people):
    missing = {person.pk: person for person in people}
    for known in model.objects.filter(person__in=missing).values_list("person", flat=True):
        del missing[known]
    model.objects.bulk_create(
        [model(person=person) for person in missing.values()], ignore_conflicts=True
    )
    return list(model.objects.filter(person__in=people))
