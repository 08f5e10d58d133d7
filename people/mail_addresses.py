"""Whose an e-mail address is, however it is spelled and whether it is theirs still."""

from django.db.models import CharField, F, Func, Q, Value
from django.utils.translation import gettext as _

from common.addresses import address_key
from people.models import AddressChange, Person

# They never became theirs.
_NOT_THEIRS = (
    AddressChange.Outcome.STOPPED,
    AddressChange.Outcome.WITHDRAWN,
    AddressChange.Outcome.TAKEN,
)


def is_address_of(email: str, person: Person) -> bool:
    """Whether it is an address that the person has, had, or is about to have."""
    return address_key(email) in set(map(address_key, _addresses_of(person)))


def holder_of(email: str) -> Person | None:
    """Return who has an account with this address, or had it before they changed it."""
    key = address_key(email)
    bare = key.rpartition("@")[0].replace(".", "")
    for person in Person.objects.alias(bare=_bare("email")).filter(bare=bare):
        if address_key(person.email) == key:
            return person
    changes = AddressChange.objects.alias(bare=_bare("old_email")).filter(bare=bare)
    for change in changes.exclude(outcome__in=_NOT_THEIRS).select_related("person"):
        if address_key(change.old_email) == key:
            return change.person
    return None


def taken_words(email: str, *, by: Person) -> str:
    """Say of a taken address that somebody has it, to those who find them; to others not even that.

    That it cannot be used cannot be hidden, since an address logs in once.
    """
    if finds_holder(by, email):
        return _("Someone else has this e-mail address.")
    return _("This address can't be used here.")


def finds_holder(person: Person, email: str) -> bool:
    """Whether somebody has the address whom ``person`` may see."""
    # A command asks for nobody, and is told all.
    people = Person.objects.visible_to(person) if person else Person.objects.all()
    return people.filter(email=email).exists()


def _addresses_of(person):
    yield person.email
    theirs = ~Q(outcome__in=_NOT_THEIRS)
    for change in AddressChange.objects.filter(theirs, person=person):
        yield change.old_email
        yield change.new_email


def _bare(column):
    """What stands before the @ without its dots and what follows a plus: few people share it."""
    local = Func(F(column), Value(r"[+@].*$"), Value(""), function="regexp_replace")
    return Func(local, Value("."), Value(""), function="replace", output_field=CharField())
