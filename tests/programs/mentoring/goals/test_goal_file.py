"""A picture or a PDF in the log of a goal: read by whoever reads the entry (M4, M5)."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from common import file_store
from common.clean_files import MAX_BYTES
from programs.mentoring.goals.models import GoalEntry, GoalFile
from programs.mentoring.goals.services import goal_file as services
from programs.mentoring.goals.services.goal import make_goal_private
from programs.mentoring.goals.services.goal_entry import log_goal_entry, remove_goal_entry
from tests.common.file_samples import pdf, photo
from tests.factories import NOON, GoalFactory, GoalFileFactory, GoalShareFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def share():
    return GoalShareFactory(shared_from=NOON)


def log(share, content, *, readers="mentor"):
    readers = share.pk if readers == "mentor" else None
    return log_goal_entry(goal=share.goal, readers=readers, text="Look", file=content, at=NOON).file


def status(client, person, file, name="goal-file"):
    client.force_login(person)
    return client.get(reverse(f"programs:{name}", args=[file.pk])).status_code


def test_m5_a_file_is_read_by_whoever_reads_its_entry(client, share):
    shared, own = log(share, photo()), log(share, photo(), readers="nobody")
    mentee, mentor = share.mentorship.both

    assert [status(client, mentee, file) for file in (shared, own)] == [200, 200]
    assert [status(client, mentor, file) for file in (shared, own)] == [200, 404]
    assert status(client, mentor, own, "goal-file-preview") == 404


def test_m5_a_goal_taken_back_takes_its_files_along(client, share):
    file = log(share, photo())
    make_goal_private(goal=share.goal, at=NOON)

    assert status(client, share.mentorship.mentor.person, file) == 404


def test_a_photo_is_kept_without_where_it_was_taken_and_with_a_small_one(share):
    file = log(share, photo((2000, 1000)))

    whole, small = (file_store.read(name) for name in (file.stored_as, file.preview_as))
    with Image.open(io.BytesIO(whole)) as picture:
        assert (file.kind, picture.size, dict(picture.getexif())) == ("jpeg", (2000, 1000), {})
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.size == (640, 320)


def test_a_pdf_has_no_small_picture(client, share):
    file = log(share, pdf())

    assert (file.kind, file.preview_as) == ("pdf", "")
    assert status(client, share.goal.owner, file, "goal-file-preview") == 404


def test_what_one_can_see_through_stands_on_white(share):
    file = log(share, photo(form="PNG", mode="RGBA"))

    with Image.open(io.BytesIO(file_store.read(file.preview_as))) as picture:
        assert (picture.format, picture.mode) == ("JPEG", "RGB")


def test_goal_file_is_a_download_in_a_sandbox(client, share):
    file = log(share, photo())
    client.force_login(share.goal.owner)

    response = client.get(reverse("programs:goal-file", args=[file.pk]))

    assert response["Content-Disposition"] == f'attachment; filename="{NOON.date()}.jpeg"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"


def test_remove_goal_entry_leaves_nothing_on_the_disk(share, django_capture_on_commit_callbacks):
    file = log(share, photo())

    with django_capture_on_commit_callbacks(execute=True):
        remove_goal_entry(entry=file.entry)

    assert not GoalFile.objects.exists()
    assert [file_store.read(name) for name in (file.stored_as, file.preview_as)] == [None, None]


def test_a_full_disk_of_ones_own_is_refused(share, monkeypatch):
    monkeypatch.setattr(services, "MOST_BYTES", 10)

    with pytest.raises(services.GoalFileError, match="200 MB"):
        log(share, photo())


def test_what_is_refused_leaves_neither_entry_nor_bytes(share, settings, tmp_path):
    settings.EVIDENCE_SCANNER = "/bin/false"

    with pytest.raises(services.GoalFileError, match="scanner"):
        log(share, photo())

    assert not GoalEntry.objects.exists()
    assert list(tmp_path.rglob("*.bin")) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><script>", "Only PDF, JPEG and PNG"),
        (b"\xff\xd8\xffbroken", "damaged"),
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(MAX_BYTES), "larger than 10 MB"),
    ],
)
def test_goal_log_says_what_is_wrong_with_a_file_and_keeps_the_words(client, share, content, words):
    client.force_login(share.goal.owner)
    posted = {
        "text": "How it went",
        "audience": str(share.pk),
        "file": SimpleUploadedFile("me.jpg", content, "image/jpeg"),
    }

    response = client.post(reverse("programs:goal-log", args=[share.goal.pk]), posted)

    assert words in str(response.context["form"].errors["file"])
    assert "How it went" in response.content.decode()
    assert not GoalEntry.objects.exists()


def test_goal_log_asks_for_words_beside_a_picture(client, share):
    client.force_login(share.goal.owner)
    file = SimpleUploadedFile("me.jpg", photo(), "image/jpeg")
    posted = {"audience": str(share.pk), "file": file}

    response = client.post(reverse("programs:goal-log", args=[share.goal.pk]), posted)

    assert list(response.context["form"].errors) == ["text"]


def test_goal_detail_shows_the_picture(client, share):
    file = log(share, photo())
    client.force_login(share.mentorship.mentor.person)

    page = client.get(reverse("programs:goal-detail", args=[share.goal.pk])).content.decode()

    assert reverse("programs:goal-file-preview", args=[file.pk]) in page


@pytest.mark.parametrize("wrong", [{"size": 0}, {"kind": "pdf"}, {"preview_as": ""}])
def test_goal_file_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        GoalFileFactory(**wrong)


def test_a_goal_without_files_asks_no_more_queries(client, django_assert_num_queries):
    goal = GoalFactory()
    client.force_login(goal.owner)

    with django_assert_num_queries(9):
        client.get(reverse("programs:goal-detail", args=[goal.pk]))
