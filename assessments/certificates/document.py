"""The certificate and transcript as one PDF, made on demand of the facts as printed (DESIGN 12).

Nothing else is asked: the same certificate gives the same pages for ever.
"""

import json
from datetime import UTC, date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from assessments.certificates.models import Certificate
from common.pdf import render_pdf
from common.qr import qr_svg
from programs.cohorts.models import Method
from programs.projects.models import Project

# Read aloud, and in fifty years.
STANDARDS = ("ua-1", "a-3a")


def certificate_pdf(certificate: Certificate) -> bytes:
    """Return the paper, with the transcript as JSON in it. Some 0.1 s for 300 signatures."""
    facts = certificate.facts
    with override(facts["language"]):
        said = _said(facts) | {"language": facts["language"], "attached": transcript_json(facts)}
        return render_pdf("certificate", said, at=certificate.issued_at, standards=STANDARDS)


def transcript_json(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=2, sort_keys=True)


def file_name(certificate: Certificate, ending: str) -> str:
    """The learner's name in plain letters, and the code, which tells two of one name apart."""
    name = slugify(certificate.facts["learner"]["name"])
    return f"{'-'.join(filter(None, [name, certificate.code]))}.{ending}"


def _said(facts):
    certificate, program = facts["certificate"], facts["program"]
    learner = facts["learner"]["name"]
    return {
        "title": _("%(name)s's certificate") % {"name": learner},
        "page_of": _("Page {page} of {pages}"),
        "tone": "teal",
        "heading": _("Certificate"),
        "certifies": _("This certifies that"),
        "learner": learner,
        "has_completed": _("has completed"),
        "program": program["name"],
        "organisation": program["organisation"] or "",
        "facts": _facts(facts),
        "qr": qr_svg(certificate["address"]),
        "qr_alt": _("QR code of the page that says whether this certificate is valid"),
        "check": _("Check it: scan the code, or open"),
        "address": certificate["address"],
        "transcript": _("Transcript"),
        "counted": _counted(facts["skills"]),
        "columns": [_("Skill"), _("Level"), _("Seen on"), _("How"), _("Signed by")],
        "groups": [_row(row) for row in facts["competencies"]],
        "proof_title": _("How to check the signatures"),
        "proof": _proof(facts),
        "attached_words": _("The transcript as JSON, for computers"),
    }


def _facts(facts):
    certificate, program = facts["certificate"], facts["program"]
    replaces = certificate["replaces"]
    rows = [
        (_("From"), _day(program["started_on"])),
        (_("Completed on"), _day(program["completed_on"])),
        *_project(facts.get("project")),
        (_("Decided by"), program["decided_by"]),
        (_("Issued on"), _day(certificate["issued_on"])),
        (_("Issued by"), certificate["issued_by"] if replaces else None),
        (_("Number"), certificate["code"]),
        (_("Replaces number"), replaces),
        (_("Framework"), "{title}, {version}".format(**facts["framework"])),
    ]
    return [row for row in rows if row[1]]


def _project(project):
    """For which assignment or project it was, and where; papers of old days say nothing of it."""
    if not project:
        return []
    label = Project.Kind(project["kind"]).label
    return [(label, " · ".join(filter(None, (project["name"], project["place"]))))]


def _counted(skills):
    words = ngettext(
        "%(met)s of %(asked)s skill met, as counted from the signatures below.",
        "%(met)s of %(asked)s skills met, as counted from the signatures below.",
        skills["asked"],
    )
    return words % skills


def _row(competency):
    return {
        "title": " ".join(filter(None, [competency["code"], competency["title"]])),
        "notes": [
            *([_("critical")] if competency["is_critical"] else []),
            _("met on %(day)s") % {"day": _day(competency["achieved_on"])},
            _("to be shown again by %(day)s") % {"day": _day(competency["show_again_by"])},
        ],
        "lines": [_line(signature) for signature in competency["signatures"]],
    }


def _line(signature):
    level = signature["level"]
    how = str(Method(signature["method"]).label)
    if signature["is_external"]:
        how = _("%(how)s, by a link without an account") % {"how": how}
    seen_on = _day(signature["observed_on"])
    return [f"{level['value']} · {level['name']}", seen_on, how, signature["signed_by"]]


def _proof(facts):
    ledger, seal = facts["ledger"], facts["seal"]
    lines = [
        _(
            "Every signature is an entry in a chain that can't be changed unnoticed. When this was "
            "printed, the chain of this record ended with:"
        ),
        _("entry %(entry)s of record %(record)s") % ledger,
        ledger["hash"],
    ]
    if seal:
        sealed_at = datetime.fromisoformat(seal["sealed_at"])
        words = {"number": seal["number"], "at": _moment(sealed_at)}
        lines += [_("The last seal before it was number %(number)s of %(at)s:") % words]
        lines += [seal["hash"]]
    return lines


def _moment(at):
    # In one zone for whoever prints it, wherever they are.
    return date_format(at.astimezone(UTC), "j M Y, H:i") + " UTC"


def _day(text):
    return date_format(date.fromisoformat(text), "j M Y")
