"""A certificate, checked against the learner's own chain by a program that knows no Alongside."""

import json

import pytest
from django.conf import settings
from django.urls import reverse

from assessments.certificates.document import transcript_json
from assessments.ledger.services.ledger_export import export_lines
from assessments.ledger.services.seal import take_seal
from assessments.sign_offs.services.sign_off import revoke_sign_off
from tests import factories as make
from tests.assessments.certificates.finishing import certificate_of, finish
from tests.assessments.ledger.test_verify_export import verify_export
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(three, tmp_path, settings):
    settings.SEAL_FILE = tmp_path / "seals.jsonl"
    three.sign(competency=three.drain, observed_on=NOON.date().replace(day=1))
    take_seal(settings.SEAL_FILE, at=NOON)
    return finish(three)


@pytest.fixture
def files(sealed, tmp_path):
    """The learner's chain and the transcript, as they take them along."""
    transcript = tmp_path / "transcript.json"
    transcript.write_text(transcript_json(certificate_of(sealed).facts))
    return write_chain(sealed, tmp_path), transcript


def write_chain(bedside, folder):
    chain = folder / "record.jsonl"
    chain.write_text("".join(f"{line}\n" for line in export_lines(bedside.preceptorship)))
    return chain


def test_verify_export_holds_a_certificate_against_the_learners_own_chain(files):
    chain, transcript = files

    code, said = verify_export(chain, "--certificate", transcript)

    assert said == "5 entries in 1 chain, 1 certificate: all of it holds.\n"
    assert code == 0


def test_verify_export_holds_a_certificate_against_the_whole_ledger_with_its_seals(
    sealed, files, tmp_path
):
    export = tmp_path / "all.jsonl"
    export.write_text("".join(f"{line}\n" for line in export_lines()))

    assert verify_export(export, settings.SEAL_FILE, "--certificate", files[1])[0] == 0


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda said: said["ledger"].update(hash="0" * 64), "is not the end that is printed"),
        (lambda said: said["ledger"].update(entry=99), "is not in the export, or is shorter"),
        (lambda said: said["ledger"].update(record="x"), "is not in the export, or is shorter"),
        (lambda said: said["seal"].update(hash="0" * 64), "seal 1 is not the one"),
        (lambda said: signature(said).update(signed_by="Sam"), "says another name"),
        (lambda said: signature(said)["level"].update(value=5), "says another level"),
        (lambda said: signature(said).update(sign_off="x"), "not in the chain"),
        (lambda said: said.pop("competencies"), "no transcript of ours"),
    ],
)
def test_verify_export_finds_what_was_changed_on_a_certificate(files, change, problem):
    chain, transcript = files
    said = json.loads(transcript.read_text())
    change(said)
    transcript.write_text(json.dumps(said))

    code, answer = verify_export(chain, settings.SEAL_FILE, "--certificate", transcript)

    assert code == 1
    assert problem in answer


def signature(said):
    return said["competencies"][0]["signatures"][0]


def test_verify_export_finds_a_signature_that_was_revoked_since(sealed, files, tmp_path):
    sign_off = sealed.preceptorship.sign_offs.filter(competency=sealed.blood).get()
    revoke_sign_off(sign_off=sign_off, by=sealed.dana, reason="Not seen.", at=NOON)
    chain = write_chain(sealed, tmp_path)

    code, said = verify_export(chain, "--certificate", files[1])

    assert code == 1
    assert f"signature {sign_off.pk}: revoked, or on hold" in said


@pytest.mark.parametrize("content", ["", "[]", "null", '{"ledger": 1}', "\x00", "[" * 100_000])
def test_verify_export_names_what_is_no_transcript(files, content):
    chain, transcript = files
    transcript.write_text(content)

    assert "this is no transcript of ours" in verify_export(chain, "--certificate", transcript)[1]


def test_the_chain_of_a_learner_withholds_the_address_of_who_signed_by_a_link(three, tmp_path):
    jo = make.ExternalAssessorFactory(preceptorship=three.preceptorship, email="jo@elsewhere.org")
    three.sign(by=jo, channel="external")
    three.sign(competency=three.drain)

    chain = write_chain(three, tmp_path)

    assert "jo@elsewhere.org" not in chain.read_text()
    said = "3 entries in 1 chain, 1 without names: all of it holds.\n"
    assert verify_export(chain) == (0, said)


def test_the_chain_that_a_learner_downloads_verifies(client, sealed, files, tmp_path, at_noon):
    client.force_login(sealed.amara)
    answer = client.get(reverse("assessments:record-download", args=[sealed.preceptorship.pk]))
    chain = tmp_path / "downloaded.jsonl"
    chain.write_bytes(answer.content)

    assert verify_export(chain, "--certificate", files[1])[0] == 0
