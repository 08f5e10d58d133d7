"""The link in a mail by which one stops its kind without logging in (N5)."""

from uuid import UUID

from django.core import signing

from people.models import Person
from people.registry import NoticeKind, notice_kinds

SALT = "people.notice-stop"


def sign_stop(person_id: UUID, kind: str) -> str:
    """Return the token: it allows one thing, to stop one kind for one person, for ever."""
    return signing.dumps([str(person_id), kind], salt=SALT)


def read_stop(token: str) -> tuple[Person, NoticeKind] | None:
    """Return whose and which kind a token stops, or None where it is not one of ours."""
    try:
        person_id, code = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    person, kind = Person.objects.filter(pk=person_id).first(), notice_kinds.get(code)
    if person is None or kind is None or kind.is_duty:
        return None
    return person, kind
