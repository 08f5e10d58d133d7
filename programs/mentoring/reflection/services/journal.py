"""A journal nobody else can ever read (M6)."""

from datetime import datetime

from people.models import Person
from programs.mentoring.reflection.models import JournalEntry


def write_journal_entry(*, by: Person, text: str, at: datetime) -> JournalEntry:
    return JournalEntry.objects.create(author=by, text=text, written_at=at)


def update_journal_entry(*, entry: JournalEntry, text: str) -> None:
    JournalEntry.objects.filter(pk=entry.pk).update(text=text)


def remove_journal_entry(*, entry: JournalEntry) -> None:
    """For good: there is no other copy, and nobody else to ask."""
    JournalEntry.objects.filter(pk=entry.pk).delete()
