"""Evidence: cleaned, kept apart, never a page of ours, part of what is signed."""

import errno
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.evidence.models import Evidence
from assessments.evidence.services import EvidenceError, add_evidence, remove_evidence
from assessments.ledger import chain
from assessments.sign_offs.models import SignOff
from assessments.sign_offs.services.sign_off import SignOffError
from common import file_store
from tests.assessments.chains import broken_chains
from tests.assessments.ledger.tampering import as_owner, triggers_lifted
from tests.common.file_samples import pdf, photo
from tests.factories import NOON


def add(bedside, content=None, **given):
    added = {
        "preceptorship": bedside.preceptorship,
        "competency": bedside.catheter,
        "title": "Certificate",
        "content": content or photo(),
        "by": bedside.amara,
        "at": NOON,
    } | given
    return add_evidence(**added)


def verify():
    """Return what verify_ledger names, one a line."""
    said = StringIO()
    try:
        call_command("verify_ledger", processes=1, stdout=StringIO(), stderr=said)
    except CommandError:
        return said.getvalue().splitlines()
    return []


def test_add_evidence_keeps_what_was_cleaned_under_a_name_that_says_nothing(bedside, settings):
    evidence = add(bedside, photo())

    path = file_store.place(evidence.stored_as)
    assert file_store.digest(path.read_bytes()) == evidence.sha256
    assert path.stat().st_mode & 0o777 == 0o600
    assert "ertificate" not in str(path)
    assert path.is_relative_to(settings.EVIDENCE_DIR)


def test_add_evidence_of_the_same_file_is_the_same(bedside):
    assert add(bedside) == add(bedside)


def test_add_evidence_of_the_same_file_under_another_title_is_refused(bedside):
    add(bedside)

    with pytest.raises(EvidenceError, match="This file is here already"):
        add(bedside, title="Once more")


@pytest.mark.parametrize("who", ["priya", "dana", "sam"])
def test_add_evidence_is_the_learners(bedside, who):
    with pytest.raises(EvidenceError, match="Only the person who"):
        add(bedside, by=getattr(bedside, who))


def test_add_evidence_takes_ten_files_for_a_competency(bedside):
    for number in range(10):
        add(bedside, photo((10 + number, 10)))

    with pytest.raises(EvidenceError, match="ten files"):
        add(bedside, photo((50, 10)))


def test_add_evidence_has_room_for_so_much(bedside, monkeypatch):
    monkeypatch.setattr("assessments.evidence.services.MOST_BYTES", 100)

    with pytest.raises(EvidenceError, match="200 MB"):
        add(bedside)


def test_add_evidence_looks_into_nothing_where_there_is_no_room(bedside, monkeypatch):
    monkeypatch.setattr("assessments.evidence.services.MOST_FILES", 0)
    monkeypatch.setattr("assessments.evidence.services.clean_file", None)

    with pytest.raises(EvidenceError, match="ten files"):
        add(bedside)


@pytest.mark.parametrize("scanner", ["/bin/false", "/nowhere/at/all"])
def test_add_evidence_keeps_nothing_that_the_scanner_refuses(bedside, settings, scanner):
    settings.EVIDENCE_SCANNER = scanner

    with pytest.raises(EvidenceError, match="scanner"):
        add(bedside)

    assert not Evidence.objects.exists()
    assert [path for path in settings.EVIDENCE_DIR.rglob("*") if path.is_file()] == []


def test_add_evidence_keeps_what_the_scanner_lets_pass(bedside, settings):
    settings.EVIDENCE_SCANNER = "/bin/true"

    assert add(bedside).kind == "jpeg"


def test_remove_evidence_takes_file_and_row(bedside, django_capture_on_commit_callbacks):
    evidence = add(bedside)

    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(evidence=evidence, by=bedside.amara)

    assert not Evidence.objects.exists()
    assert file_store.read(evidence.stored_as) is None


def test_remove_evidence_refuses_what_was_signed(bedside):
    evidence = add(bedside)
    bedside.sign(evidence=[evidence])

    with pytest.raises(EvidenceError, match="part of a signature"):
        remove_evidence(evidence=evidence, by=bedside.amara)


@pytest.mark.parametrize("columns", [{"size": 0}, {"sha256": "same"}])
def test_evidence_constraints(bedside, columns):
    first = add(bedside)
    facts = {
        "preceptorship": first.preceptorship,
        "competency": first.competency,
        "added_by": bedside.amara,
        "added_at": NOON,
        "size": 9,
        "sha256": "f" * 64,
        "stored_as": "other",
    } | columns
    if facts["sha256"] == "same":
        facts["sha256"] = first.sha256

    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(**facts)


# Inside the signature


def test_a_signature_binds_the_hashes_of_its_evidence(bedside):
    one, other = add(bedside), add(bedside, pdf())
    signed = bedside.sign(evidence=[one, other])

    facts = chain.facts_of(signed.entry.canonical)
    assert facts["evidence"] == sorted([one.sha256, other.sha256])
    assert verify() == []


def test_evidence_of_another_competency_is_refused(three):
    strange = add(three, competency=three.drain)

    with pytest.raises(SignOffError, match="another skill"):
        three.sign(evidence=[strange])


def test_a_replaced_file_is_found_and_located(bedside):
    evidence = add(bedside)
    bedside.sign(evidence=[evidence])
    file_store.place(evidence.stored_as).write_bytes(pdf())

    assert verify() == [
        f"preceptorship {bedside.preceptorship.pk}, entry 2: a file of evidence is another one now"
    ]


def test_a_missing_file_is_found(bedside):
    evidence = add(bedside)
    bedside.sign(evidence=[evidence])
    file_store.forget(evidence.stored_as)

    assert verify()[0].endswith("entry 2: a file of evidence is missing")


@pytest.mark.parametrize("tampered", ["hash", "other file", "taken away"])
def test_evidence_changed_in_the_record_is_found(bedside, tampered):
    evidence, other = add(bedside), add(bedside, pdf())
    signed = bedside.sign(evidence=[evidence])
    if tampered == "hash":
        with as_owner():
            Evidence.objects.filter(pk=evidence.pk).update(sha256="f" * 64)
    elif tampered == "other file":
        signed.evidence.set([other])
    else:
        signed.evidence.clear()

    [found] = broken_chains()
    assert found.problem == "entry 2: the sign-off differs from what was signed in evidence"


def test_rebuild_sign_offs_puts_the_evidence_back(bedside):
    evidence = add(bedside)
    signed = bedside.sign(evidence=[evidence])
    with triggers_lifted("assessments_signoff"):
        signed.evidence.clear()

    call_command("rebuild_sign_offs", stdout=StringIO(), stderr=StringIO())

    assert list(SignOff.objects.get().evidence.all()) == [evidence]


# The pages


@pytest.fixture
def amara(client, bedside, at_noon):
    client.force_login(bedside.amara)
    return client


def add_url(bedside):
    return reverse("assessments:evidence-add", args=[bedside.preceptorship.pk, bedside.catheter.pk])


def upload(content, name="IMG 0001.exe.jpg"):
    return {"file": SimpleUploadedFile(name, content, "text/html"), "title": "My certificate"}


def test_evidence_add_shows_it_beside_the_competency(amara, bedside):
    page = amara.post(add_url(bedside), upload(photo()), follow=True).content.decode()

    assert "My certificate" in page
    assert "photo (JPEG)" in page


def test_evidence_add_says_what_is_wrong_where_one_looks(amara, bedside):
    response = amara.post(add_url(bedside), upload(b"<html>"))

    assert list(response.context["form"].errors) == ["file"]
    assert "My certificate" in response.content.decode()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_evidence_add_keeps_what_it_is_called_when_the_disk_is_full(
    amara, bedside, monkeypatch, settings, code
):
    def full(path, content):
        path.write_bytes(content[:10])
        raise OSError(code, "No")

    monkeypatch.setattr(file_store, "_write", full)

    response = amara.post(add_url(bedside), upload(photo()))

    assert "no room for it just now" in str(response.context["form"].errors["file"])
    assert "My certificate" in response.content.decode()
    assert not Evidence.objects.exists()
    assert [path for path in settings.EVIDENCE_DIR.rglob("*") if path.is_file()] == []


def test_evidence_download_is_a_download_in_a_sandbox(amara, bedside):
    evidence = add(bedside, title="Certificate\u202eexe")

    response = amara.get(reverse("assessments:evidence-download", args=[evidence.pk]))

    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert file_store.digest(response.content) == evidence.sha256


def test_evidence_download_shows_no_other_file(amara, bedside):
    evidence = add(bedside)
    file_store.place(evidence.stored_as).write_bytes(b"something else")

    response = amara.get(reverse("assessments:evidence-download", args=[evidence.pk]), follow=True)

    assert "missing or was changed" in response.content.decode()


def test_sign_off_create_shows_the_evidence_to_open_and_ticks_nothing(client, bedside, at_noon):
    evidence = add(bedside)
    client.force_login(bedside.priya)
    url = reverse(
        "assessments:sign-off-create", args=[bedside.preceptorship.pk, bedside.catheter.pk]
    )

    response = client.get(url)

    page = response.content.decode()
    assert not response.context["form"]["evidence"].value()
    assert page.count(f'value="{evidence.pk}"') == 1
    assert reverse("assessments:evidence-download", args=[evidence.pk]) in page
