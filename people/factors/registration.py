"""What this room hears of allauth: which factors came and went, by whose hand."""

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.utils import timezone

from people import registry
from people.factors import notices
from people.factors.models import FactorChange
from people.factors.services import note_change
from people.second_factors import FLAGS

Act = FactorChange.Act


def register() -> None:
    registry.register_notice_kinds(*notices.KINDS)
    registry.reader_flags.update(FLAGS)
    signals.authenticator_added.connect(note_added, dispatch_uid="people.factors")
    signals.authenticator_removed.connect(note_removed, dispatch_uid="people.factors")
    signals.authenticator_reset.connect(note_renewed, dispatch_uid="people.factors")


def note_added(sender, user, authenticator, **options):
    _note(user, authenticator, Act.ADDED)


def note_removed(sender, user, authenticator, **options):
    _note(user, authenticator, Act.REMOVED)


def note_renewed(sender, user, authenticator, **options):
    note_change(person=user, factor=authenticator.type, act=Act.RENEWED, by=user, at=timezone.now())


def _note(person, authenticator, act):
    # Recovery codes come with the first factor and go with the last: that is told.
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        note_change(person=person, factor=authenticator.type, act=act, by=person, at=timezone.now())
