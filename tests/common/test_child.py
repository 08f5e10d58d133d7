"""A child process decodes what people send: held by the system, heard as plain data."""

import os
import signal
from dataclasses import replace

import pytest
from django.db import connection

from common import child, clean_files
from common.child import Job
from common.cleaning.refusal import FileRefusal
from common.ids import uuid7
from common.one_at_a_time import IsBusy, one_at_a_time
from people.imports import decoding as people
from programs.frameworks import decoding as frameworks
from programs.mentoring.meetings import decoding as rotas
from programs.mentoring.reflection import decoding as instruments
from tests.common.children import harmless

ALL = [
    clean_files.PICTURE,
    clean_files.PDF,
    people.READ,
    people.EXAMPLES,
    frameworks.READ,
    rotas.READ,
    instruments.READ,
]


def job(name, **limits):
    return Job(f"tests.common.child_jobs:{name}", refusal=FileRefusal, **limits)


def refusal_of(name, **limits):
    with pytest.raises(FileRefusal) as caught:
        child.run(job(name, **limits), b"secret words")
    return caught.value.message.template


def test_run_returns_what_the_child_made_part_by_part():
    parts = child.run(job("repeat"), b"\x00\xff\n", asked={"times": 2})

    assert list(parts) == [{"length": 3}, b"\x00\xff\n", b"\x00\xff\n"]


def test_run_refuses_as_the_job_does_and_nothing_that_came_before_counts():
    with pytest.raises(FileRefusal, match="There are 3 of them"):
        child.run(job("refuse"), b"")


@pytest.mark.parametrize(
    ("name", "limits", "sentence"),
    [
        ("spin", {"seconds": 1}, child.TOO_LONG),
        ("hoard", {}, child.TOO_BIG),
        ("flood", {"output_megabytes": 3}, child.DAMAGED),
        ("abort", {}, child.DAMAGED),
        ("fail", {}, child.DAMAGED),
    ],
)
def test_run_ends_what_takes_too_much_and_says_so(monkeypatch, name, limits, sentence):
    with harmless(monkeypatch) as started:
        assert refusal_of(name, **limits) == sentence
    assert len(started) == 1


def test_run_ends_what_only_waits(monkeypatch):
    monkeypatch.setattr(child, "PATIENCE_SECONDS", 0.5)

    with harmless(monkeypatch):
        assert refusal_of("sleep") == child.TOO_LONG


def test_run_ends_all_that_the_child_began(monkeypatch):
    ended = []
    monkeypatch.setattr(child.os, "killpg", lambda *call: ended.append(call))

    with harmless(monkeypatch) as started:
        refusal_of("abort")

    assert ended == [(started[0], signal.SIGKILL)]


def test_run_logs_where_it_broke_and_nothing_of_the_file(caplog):
    refusal_of("fail")

    assert "KeyError in" in caplog.text
    assert "secret words" not in caplog.text


def test_a_child_knows_nothing_of_the_site_and_leaves_nothing(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "planted")

    (found,) = child.run(job("surroundings", seconds=3, megabytes=200), b"")

    assert set(found["environment"]) <= {"LC_CTYPE"}
    assert found["folder"] == []
    assert not os.path.exists(found["cwd"])
    # Its own three, and the folder that is just being listed.
    assert len(found["files"]) == 4
    assert found["limits"] == [3, 200 * 2**20, 20 * 2**20, 64, 0, 0]


@pytest.mark.parametrize("asked", ALL, ids=lambda each: each.function)
def test_a_child_brings_no_django_along(asked):
    loaded = replace(job("loaded"), megabytes=asked.megabytes)

    assert list(child.run(loaded, b"", asked={"function": asked.function})) == [[]]


@pytest.mark.parametrize("asked", ALL, ids=lambda each: each.function)
def test_no_job_may_take_more_than_a_web_process_can_bear(asked):
    assert (asked.seconds <= 10, asked.megabytes <= 400) == (True, True)


def test_run_leaves_no_file_open(monkeypatch):
    before = len(os.listdir("/proc/self/fd"))
    list(child.run(job("repeat"), b"", asked={"times": 1}))
    refusal_of("fail")

    assert len(os.listdir("/proc/self/fd")) == before


def test_run_refuses_where_no_child_can_be_started(monkeypatch):
    def full(*args, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(child.tempfile, "TemporaryDirectory", full)

    assert refusal_of("repeat") == child.NO_ROOM


def test_run_refuses_while_all_places_are_taken(monkeypatch):
    monkeypatch.setattr(child, "WAIT_SECONDS", 0.01)
    monkeypatch.setattr(child, "_places", child.threading.BoundedSemaphore(1))

    with child._a_place(job("repeat")):
        assert refusal_of("repeat") == child.NO_ROOM


# One at a time


@pytest.fixture
def elsewhere(db):
    """Another connection to the same database, as another window of the same person has."""
    other = connection.copy()
    other.connect()
    yield other.cursor()
    other.close()


def lock(cursor, person):
    key = int.from_bytes(person.bytes[8:], signed=True)
    cursor.execute("SELECT pg_advisory_lock(%s)", [key])


def test_run_reads_one_file_of_a_person_at_a_time(elsewhere):
    person = uuid7()
    lock(elsewhere, person)

    with pytest.raises(FileRefusal, match="another file of yours"):
        child.run(job("repeat"), b"", asked={"times": 1}, by=person)


def test_run_reads_files_of_two_people_at_once(elsewhere):
    lock(elsewhere, uuid7())

    assert list(child.run(job("repeat"), b"", asked={"times": 0}, by=uuid7())) == [{"length": 0}]


def test_a_turn_ends_with_what_was_done_even_if_it_failed(elsewhere):
    person = uuid7()
    with pytest.raises(FileRefusal):
        child.run(job("fail"), b"x", by=person)

    elsewhere.execute(
        "SELECT pg_try_advisory_lock(%s)", [int.from_bytes(person.bytes[8:], signed=True)]
    )
    assert elsewhere.fetchone() == (True,)


def test_one_at_a_time_waits_for_nobody(elsewhere):
    person = uuid7()
    lock(elsewhere, person)

    with pytest.raises(IsBusy), one_at_a_time(person):
        raise AssertionError
