"""How long the certificates of a cohort take: all PDFs of 60 learners in one ZIP.

    .venv/bin/python bench/certificate.py [LEARNERS [SKILLS]]

No database: the facts are as printed. Asked for: 60 in 15 s.
"""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
ISSUED_AT = datetime(2026, 11, 3, 12, tzinfo=UTC)


def main(learners=60, skills=80):
    os.environ |= {"ALONGSIDE_DEMO": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    import django

    django.setup()
    from assessments.certificates.document import certificate_pdf, file_name
    from common.downloads import zip_of_papers

    papers = [paper(number, skills) for number in range(learners)]
    began = time.perf_counter()
    certificate_pdf(papers[0])
    first = time.perf_counter() - began
    began = time.perf_counter()
    members = ((file_name(each, "pdf"), certificate_pdf(each)) for each in papers)
    size = len(zip_of_papers("certificates.zip", members).content)
    took = time.perf_counter() - began
    sys.stdout.write(
        f"one: {first:.2f} s; {learners} of {skills} skills in one ZIP: {took:.1f} s, "
        f"{size / 1e6:.1f} MB\n"
    )


def paper(number, skills):
    """A certificate as its facts are printed, each with a name of its own."""
    code = f"AAAA-AAAA-{number:04d}"
    address = f"https://alongside.example.org/certificates/{code}/"
    day = "2026-11-03"
    facts = {
        "language": "en",
        "certificate": {
            "code": code,
            "address": address,
            "issued_on": day,
            "issued_by": "Dana Cole",
            "replaces": None,
        },
        "learner": {"name": f"Amara Okafor {number}"},
        "program": {
            "name": "Nurse residency",
            "organisation": "Northfield",
            "started_on": day,
            "completed_on": day,
            "decided_by": "Dana Cole",
        },
        "framework": {"title": "Ward skills", "identifier": "ward", "version": "3"},
        "skills": {"met": skills, "asked": skills},
        "competencies": [skill(place, day) for place in range(skills)],
        "ledger": {"record": "0" * 32, "entry": skills + 1, "hash": "a" * 64},
        "seal": {"number": 12, "sealed_at": ISSUED_AT.isoformat(), "hash": "b" * 64},
    }
    return SimpleNamespace(facts=facts, code=code, issued_at=ISSUED_AT)


def skill(place, day):
    signature = {
        "level": {"value": 4, "name": "Safely, without prompts"},
        "observed_on": day,
        "method": "workplace",
        "signed_by": "Priya Nair, RN",
        "is_external": False,
    }
    return {
        "code": f"A{place}",
        "title": "Give a subcutaneous injection with the right needle",
        "is_critical": place % 5 == 0,
        "achieved_on": day,
        "show_again_by": "2029-11-03",
        "signatures": [signature] * (1 + place % 3),
    }


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
