"""Questionnaires that a site adds as data (M10)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.cohorts.models import Instrument
from programs.mentoring.reflection.decoding import decode_instrument
from programs.mentoring.reflection.instruments import InstrumentFile, InstrumentFileError


class InstrumentError(Refusal):
    """It cannot be added. ``findings`` are fit to show, one by one."""

    def __init__(self, findings):
        super().__init__("; ".join(findings))
        self.findings = findings


def add_instrument(*, content: bytes, by: Person, at: datetime) -> Instrument:
    """Add the instrument that a file holds; whoever adds it answers for its licence.

    :raises InstrumentError: if the file is none, or this version of it is there already.
    """
    try:
        file = decode_instrument(content, by=by.pk)
    except InstrumentFileError as error:
        raise InstrumentError(error.findings) from error
    try:
        with transaction.atomic():
            return _create(file, by, at)
    except IntegrityError as error:
        text = _(
            "This version has already been added. To change the wording, give it a new version."
        )
        raise InstrumentError([text]) from error


def _create(file: InstrumentFile, by, at):
    return Instrument.objects.create(
        title=file.title,
        version=file.version,
        language=file.language,
        source=file.source,
        licence=file.licence,
        levels=list(file.levels),
        items=file.items_as_data(),
        added_by=by,
        added_at=at,
    )
