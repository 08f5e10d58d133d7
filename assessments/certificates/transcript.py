"""What a certificate says, as it is printed and as it goes along in the file (P21).

docs/transcript.md says the same for whoever reads such a file.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.certificates.models import Certificate
from assessments.ledger.models import LedgerEntry, LedgerSeal
from assessments.sign_offs.models import SignOff
from people.models import Person
from people.names import signing_name
from programs.cohorts.models import Method
from programs.cohorts.schedule import add_months
from programs.preceptorships.models import Preceptorship
from programs.projects.models import ProjectPart

FORMAT, VERSION = "alongside-transcript", 1


def printed_signatures(preceptorship: Preceptorship) -> list[SignOff]:
    """Return the signatures that stand and pass, of every skill that is met, oldest first."""
    met = preceptorship.competency_states.exclude(achieved_at=None).values("competency")
    signed = preceptorship.sign_offs.standing().filter(is_pass=True, competency__in=met)
    read = ("level__scale", "entry__content", "assessor", "external")
    return list(signed.select_related(*read).order_by("observed_on", "signed_at", "pk"))


def printed_facts(
    preceptorship: Preceptorship,
    signed: Iterable[SignOff],
    *,
    code: str,
    head: LedgerEntry,
    by: Person,
    at: datetime,
    replaces: Certificate | None = None,
) -> dict[str, Any]:
    """Return all that the paper says, as JSON can hold it, in the words and names of the day."""
    competencies = _competencies(preceptorship, signed)
    asked = preceptorship.competency_states.count()
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": get_language() or "en",
        "certificate": {
            "code": code,
            "address": settings.SITE_URL + reverse("assessments:certificate-public", args=[code]),
            "issued_on": _day(at),
            "issued_by": signing_name(by, at=at),
            "replaces": replaces.code if replaces else None,
        },
        "learner": {"name": preceptorship.learner.person.name},
        "program": _program(preceptorship),
        "project": _project(preceptorship),
        "framework": _framework(preceptorship.framework_version),
        "skills": {"met": len(competencies), "asked": asked},
        "competencies": competencies,
        "ledger": {
            "record": str(preceptorship.pk),
            "entry": head.sequence,
            "hash": head.hash,
        },
        "seal": _last_seal(),
    }


def _program(preceptorship):
    program = preceptorship.program
    return {
        "name": program.name,
        "organisation": str(program.organisation) if program.organisation_id else None,
        "started_on": preceptorship.starts_on.isoformat(),
        "completed_on": _day(preceptorship.closed_at),
        "decided_by": signing_name(preceptorship.closed_by, at=preceptorship.closed_at),
    }


def _project(preceptorship):
    part = ProjectPart.objects.filter(preceptorship=preceptorship).select_related("project").first()
    if part is None:
        return None
    project = part.project
    return {"kind": project.kind, "name": project.name, "place": project.place or None}


def _framework(version):
    return {
        "title": version.framework.title,
        "identifier": version.framework.identifier,
        "version": str(version.label or version.number),
    }


def _competencies(preceptorship, signed):
    signatures = defaultdict(list)
    for sign_off in signed:
        signatures[sign_off.competency_id].append(printed_part(sign_off))
    months = preceptorship.program.preceptorship_rules.revalidation_months
    states = preceptorship.competency_states.exclude(achieved_at=None).in_order()
    return [
        {
            "identifier": state.competency.identifier,
            "uri": state.competency.uri or None,
            "code": state.competency.code or None,
            "title": str(state.competency),
            "is_critical": state.is_critical,
            "achieved_on": _day(state.achieved_at),
            "show_again_by": add_months(timezone.localdate(state.achieved_at), months).isoformat(),
            "signatures": signatures[state.competency_id],
        }
        for state in states.select_related("competency")
    ]


def printed_part(sign_off: SignOff) -> dict[str, Any]:
    """Return what is printed of one signature."""
    level = sign_off.level
    return {
        "sign_off": str(sign_off.pk),
        "level": {"value": level.value, "name": level.name, "scale": level.scale.name},
        "observed_on": sign_off.observed_on.isoformat(),
        "method": sign_off.method,
        "signed_by": signed_as(sign_off),
        "is_prior_learning": sign_off.method == Method.PRIOR_LEARNING,
        "is_external": sign_off.channel == SignOff.Channel.EXTERNAL,
    }


def signed_as(sign_off: SignOff) -> str:
    """Return the name under a signature, as it was signed."""
    content = getattr(sign_off.entry, "content", None)
    return content.signed_as if content else _("someone whose name was erased")


def _last_seal():
    seal = LedgerSeal.objects.last()
    if seal is None:
        return None
    sealed_at = seal.sealed_at.astimezone(UTC).isoformat()
    return {"number": seal.number, "sealed_at": sealed_at, "hash": seal.line_hash}


def _day(moment):
    return timezone.localdate(moment).isoformat()
