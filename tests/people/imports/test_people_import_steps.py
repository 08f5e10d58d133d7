"""An import goes on where it stopped, is written by one at a time, and all of it or nothing."""

from itertools import islice
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.db.models.signals import post_init

from people import tasks
from people.imports.files import open_people
from people.imports.models import PeopleImport, PeopleImportRow
from people.imports.services import people_import as services
from people.imports.services import people_import_confirm, people_import_start, people_import_write
from people.imports.services.people_import_start import start_import
from people.models import (
    Invitation,
    Learner,
    LineManagement,
    Person,
    Unit,
)
from tests.factories import (
    NOON,
    TODAY,
    LearnerFactory,
    PersonFactory,
    SiteFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
Status = PeopleImport.Status
Outcome = PeopleImportRow.Outcome
FOUR = "email,name,unit,manager_email,roles\n" + "".join(
    f"p{number}@example.org,P,North > 7B,p{number + 1}@example.org,learner\n" for number in range(4)
)


def started(text):
    PersonFactory(email="p4@example.org")
    return start_import(
        data=text.encode(), filename="people.csv", create_units=True, by=None, at=NOON
    )


def step(people_import, size=services.STEP):
    return services.stage_next(people_import=people_import, today=TODAY, size=size)


def ready(text=FOUR):
    return step(started(text))


def commit(people_import):
    return services.commit_import(
        people_import=people_import, skip_refused=False, at=NOON, today=TODAY
    )


def confirm(people_import, by, *, invite=False):
    return people_import_confirm.confirm_import(
        people_import=people_import,
        skip_refused=False,
        invite=invite,
        by=by,
        at=NOON,
        today=TODAY,
    )


def written():
    """All that an import may write, as one value."""
    models = (Person, Unit, Learner, LineManagement)
    return [list(model.objects.order_by("pk").values()) for model in models]


def outcomes(people_import):
    return list(people_import.rows.values_list("outcome", flat=True))


def both_at_once(act):
    """Let two threads act at the same moment; return what each returned or raised."""
    barrier, results = Barrier(2), []

    def run():
        try:
            barrier.wait()
            results.append(act())
        except services.PeopleImportError as error:
            results.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_stage_next_goes_on_after_an_interruption(monkeypatch):
    people_import = step(started(FOUR), size=2)
    monkeypatch.setattr(services, "check_rows", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        step(people_import, size=1)
    monkeypatch.undo()

    people_import = step(people_import)

    assert people_import.status == Status.READY
    assert list(people_import.rows.values_list("number", flat=True)) == [2, 3, 4, 5]
    assert not people_import.chunks.exists()


@pytest.mark.django_db(transaction=True)
def test_stage_next_of_two_tabs_takes_no_row_twice():
    people_import = started(FOUR)

    both_at_once(lambda: step(people_import, size=1))

    people_import.refresh_from_db()
    assert people_import.rows_staged == 2
    assert list(people_import.rows.values_list("number", flat=True)) == [2, 3]


@pytest.mark.django_db(transaction=True)
def test_commit_import_of_two_tabs_writes_once():
    people_import = ready()

    results = both_at_once(lambda: commit(people_import))

    assert {type(result) for result in results} == {
        services.ImportReport,
        services.PeopleImportError,
    }
    assert Person.objects.count() == 5


@pytest.mark.parametrize(
    "last", ["_insert_people", "_insert_profiles", "_insert_managers", "_change_managers"]
)
def test_commit_import_that_fails_leaves_nothing(monkeypatch, last):
    people_import = ready()
    before = written()
    monkeypatch.setattr(people_import_write, last, lambda *args, **options: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        commit(people_import)
    monkeypatch.undo()

    assert written() == before
    assert commit(people_import).new == 4


def test_start_import_reads_no_row(monkeypatch):
    monkeypatch.setattr(services, "read_record", lambda *args, **options: 1 / 0)

    people_import = started(FOUR)

    assert (people_import.rows_total, people_import.rows.count()) == (4, 0)


def test_start_import_keeps_the_file_in_pieces(monkeypatch):
    monkeypatch.setattr(people_import_start, "CHUNK", 3)

    people_import = started(FOUR)

    assert [len(chunk.records) for chunk in people_import.chunks.all()] == [3, 1]
    assert step(people_import).rows_staged == 4


def test_open_people_hands_out_one_record_at_a_time():
    records = open_people(FOUR.encode()).records

    assert [record.number for record in islice(records, 2)] == [2, 3]
    assert next(records).number == 4


def test_commit_import_carries_nobody_through_memory():
    people_import = ready()
    made = []

    def count(sender, **options):
        made.append(sender)

    for model in (Person, Learner, LineManagement, PeopleImportRow):
        post_init.connect(count, sender=model)
    try:
        commit(people_import)
    finally:
        for model in (Person, Learner, LineManagement, PeopleImportRow):
            post_init.disconnect(count, sender=model)

    assert made == []
    assert Person.objects.count() == 5


def test_commit_import_gives_each_an_unusable_password_of_their_own():
    commit(ready())

    people = Person.objects.exclude(email="p4@example.org")
    assert len({person.password for person in people}) == 4
    assert not any(person.has_usable_password() for person in people)
    assert set(map(len, people.values_list("password", flat=True))) == {41}


def test_commit_import_leads_from_a_row_to_the_new_person():
    people_import = ready()
    commit(people_import)

    people_import.refresh_from_db()
    row = people_import.rows.get(number=2)
    assert row.person_key == Person.objects.get(email="p0@example.org").pk


def test_commit_import_sees_that_a_unit_has_come():
    people_import = ready()
    UnitFactory(name="7B", parent=SiteFactory(name="North"))

    with pytest.raises(services.PeopleImportStale):
        commit(people_import)

    assert "creates" not in people_import.rows.get(number=2).changes[1]
    assert commit(people_import).new == 4
    assert Unit.objects.count() == 2


def test_commit_import_sees_that_a_profile_has_changed():
    learner = LearnerFactory(person__email="a@example.org", person__name="A", level=3)
    people_import = ready("email,name,learner_level\na@example.org,A,5\n")
    learner.level = 4
    learner.save()

    with pytest.raises(services.PeopleImportStale, match="1 row"):
        commit(people_import)

    assert people_import.rows.get().changes[0]["before"] == "4"


def test_commit_import_sees_that_a_manager_is_gone():
    people_import = ready()
    Person.objects.filter(email="p4@example.org").update(is_active=False)

    with pytest.raises(services.PeopleImportStale, match="1 row"):
        commit(people_import)

    assert outcomes(people_import) == ["refused"] * 4


def test_commit_import_compares_many_again_in_steps(monkeypatch):
    monkeypatch.setattr(services, "STEP", 1)
    people_import = step(started(FOUR), size=4)
    PersonFactory(email="p0@example.org", name="P")
    PersonFactory(email="p1@example.org", name="P")

    with pytest.raises(services.PeopleImportStale, match="2 rows"):
        commit(people_import)

    people_import.refresh_from_db()
    assert (people_import.status, people_import.rows_staged) == (Status.STAGING, 2)
    step(people_import, size=2)
    assert outcomes(people_import) == ["changed", "changed", "new", "new"]


def test_import_refuses_a_long_line_of_people_who_lean_on_nobody():
    text = FOUR.replace("p4@example.org", "nobody@example.org")

    assert outcomes(ready(text)) == ["refused"] * 4


def test_import_tells_a_long_circle_briefly():
    text = "email,name,manager_email\n" + "".join(
        f"q{number}@example.org,Q,q{(number + 1) % 40}@example.org\n" for number in range(40)
    )

    people_import = ready(text)

    ((_column, _value, reason),) = people_import.rows.get(number=2).reasons
    assert reason.count("›") == 12
    assert outcomes(people_import) == ["refused"] * 40


def test_confirm_import_writes_a_small_file_at_once():
    assert confirm(ready(), PersonFactory()).new == 4


def test_confirm_import_notes_who_entered_the_new_people():
    by = PersonFactory()
    known = ready()
    before = set(Person.objects.values_list("pk", flat=True))

    confirm(known, by)

    entered = Person.objects.exclude(pk__in=before)
    assert {person.entered_by for person in entered} == {by}


@pytest.fixture
def large(monkeypatch):
    monkeypatch.setattr(people_import_confirm, "AT_ONCE", 3)
    return ready()


def test_confirm_import_lets_a_large_file_wait(large):
    before = written()

    assert confirm(large, Person.objects.get()) is None

    large.refresh_from_db()
    assert large.status == Status.WRITING
    assert written() == before


def test_write_imports_writes_what_waits_and_invites(large):
    person = Person.objects.get()
    confirm(large, person, invite=True)

    tasks.write_imports()
    tasks.write_imports()

    large.refresh_from_db()
    assert (large.status, large.has_to_invite) == (Status.COMMITTED, False)
    assert Invitation.objects.filter(created_by=person).count() == 4


def test_write_imports_goes_on_after_a_crash(large, monkeypatch):
    confirm(large, Person.objects.get())
    monkeypatch.setattr(people_import_write, "_insert_managers", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.write_imports()
    monkeypatch.undo()
    assert Person.objects.count() == 1

    tasks.write_imports()

    assert Person.objects.count() == 5


def test_write_imports_says_what_changed_meanwhile(large):
    confirm(large, Person.objects.get())
    PersonFactory(email="p0@example.org")

    tasks.write_imports()

    large.refresh_from_db()
    assert large.status == Status.READY
    assert "someone changed these people" in large.sentences[-1]


def test_discard_import_takes_back_what_waits(large):
    confirm(large, Person.objects.get())

    services.discard_import(people_import=large)
    tasks.write_imports()

    assert Person.objects.count() == 1


def test_invite_next_invites_in_steps():
    people_import = ready()
    commit(people_import)
    PeopleImport.objects.update(has_to_invite=True)

    def invite():
        return people_import_confirm.invite_next(people_import=people_import, at=NOON, size=3)

    assert [invite(), invite(), invite()] == [3, 1, 0]
    assert Invitation.objects.count() == 4
