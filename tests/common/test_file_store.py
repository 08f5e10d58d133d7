"""The store on a bad day: full or read-only, nothing half-written stays, and the person is told."""

import errno
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common import file_store
from programs.mentoring.goals.models import GoalEntry
from tests.common.file_samples import photo
from tests.factories import NOON, GoalFileFactory, GoalShareFactory

# Where a disk can say no: (object, name) of what is called.
STEPS = {
    "folder": (file_store.Path, "mkdir"),
    "begin": (file_store.os, "open"),
    "flush": (file_store.os, "fsync"),
    "rename": (file_store.Path, "rename"),
}


@pytest.fixture(params=[errno.ENOSPC, errno.EROFS, errno.EDQUOT], ids=errno.errorcode.get)
def refuses(request, monkeypatch):
    """Return a function that lets the disk refuse at a step."""

    def refuse(step):
        where, name = STEPS[step]
        # The socket of the database is opened by others than us.
        monkeypatch.setattr(where, name, _refuse(request.param, getattr(where, name)))

    return refuse


def _refuse(code, real):
    def call(path, *rest, **options):
        is_ours = not isinstance(path, (str, os.PathLike)) or "evidence" in str(path)
        if is_ours:
            raise OSError(code, os.strerror(code))
        return real(path, *rest, **options)

    return call


def left(settings):
    return [path for path in settings.EVIDENCE_DIR.rglob("*") if path.is_file()]


@pytest.mark.parametrize("step", STEPS)
def test_store_leaves_nothing_half_written(settings, refuses, step):
    refuses(step)

    with pytest.raises(file_store.NotStored, match="no room for it just now"):
        file_store.store(b"content")

    assert left(settings) == []


def test_store_leaves_nothing_where_writing_breaks_off(settings, monkeypatch):
    """As with a disk that fills up in the middle of a file."""
    monkeypatch.setattr(file_store, "_write", _write_half)

    with pytest.raises(file_store.NotStored):
        file_store.store(b"content")

    assert left(settings) == []


def _write_half(path, content):
    path.write_bytes(content[: len(content) // 2])
    raise OSError(errno.ENOSPC, "No space left on device")


def test_store_gives_the_name_to_a_whole_file_alone(monkeypatch):
    seen = []
    monkeypatch.setattr(file_store, "_is_harmless", lambda path: seen.append(path.suffix) or True)

    name = file_store.store(b"content")

    assert seen == [".part"]
    assert file_store.read(name) == b"content"


def test_forget_leaves_to_the_sweep_what_cannot_be_removed(monkeypatch, caplog):
    name = file_store.store(b"content")
    monkeypatch.setattr(file_store.Path, "unlink", _refuse(errno.EROFS, None))

    file_store.forget(name)

    assert "could not be removed" in caplog.text


# Through the pages


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS)
def test_goal_log_keeps_the_words_when_the_disk_is_full(client, settings, refuses, step):
    share = GoalShareFactory(shared_from=NOON)
    client.force_login(share.goal.owner)
    refuses(step)
    words = {"text": "How it went", "audience": str(share.pk), "file": _photo()}

    response = client.post(reverse("programs:goal-log", args=[share.goal.pk]), words)

    assert "no room for it just now" in str(response.context["form"].errors["file"])
    assert "How it went" in response.content.decode()
    assert not GoalEntry.objects.exists()
    assert left(settings) == []


@pytest.mark.django_db
def test_goal_log_drops_the_picture_when_its_preview_finds_no_room(client, settings, monkeypatch):
    share = GoalShareFactory(shared_from=NOON)
    client.force_login(share.goal.owner)
    write, calls = file_store._write, []

    def once(path, content):
        calls.append(path)
        return write(path, content) if len(calls) == 1 else _write_half(path, content)

    monkeypatch.setattr(file_store, "_write", once)
    words = {"text": "How it went", "audience": str(share.pk), "file": _photo()}

    response = client.post(reverse("programs:goal-log", args=[share.goal.pk]), words)

    assert "no room for it just now" in str(response.context["form"].errors["file"])
    assert (len(calls), GoalEntry.objects.count(), left(settings)) == (2, 0, [])


@pytest.mark.django_db
def test_goal_entry_is_removed_from_a_disk_that_is_read_only(
    client, monkeypatch, django_capture_on_commit_callbacks
):
    file = GoalFileFactory()
    client.force_login(file.entry.goal.owner)
    monkeypatch.setattr(file_store.Path, "unlink", _refuse(errno.EROFS, None))

    with django_capture_on_commit_callbacks(execute=True):
        url = reverse("programs:goal-entry-remove", args=[file.entry_id])
        assert client.post(url).status_code == 302

    assert not GoalEntry.objects.exists()


def _photo():
    return SimpleUploadedFile("me.jpg", photo(), "image/jpeg")
