"""A name is what an administrator or a file vouches for; one's own change is seen (P4, P7)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import NameChange
from people.names import formerly, signing_name
from people.notices.models import Notice
from people.services.person import DETAILS, OWN_DETAILS, update_own_profile, update_person
from tests.assessments.bedside import Bedside
from tests.factories import (
    NOON,
    TODAY,
    AdministratorFactory,
    EnrolmentFactory,
    PersonFactory,
)
from tests.people.imports.test_people_import import commit, stage


@pytest.fixture
def priya():
    return PersonFactory(name="Priya Nair", credentials_shown="RN")


def rename(person, *, at=NOON, **changed):
    """As people do it themselves, in their settings."""
    details = {name: getattr(person, name) for name in OWN_DETAILS} | changed
    update_own_profile(person=person, details=details, at=at)


def correct(person, *, by, at=NOON, **changed):
    """As whoever looks after them does it."""
    details = {name: getattr(person, name) for name in DETAILS} | changed
    update_person(person=person, details=details, roles={}, manager=None, by=by, at=at, today=TODAY)
    person.refresh_from_db()


@pytest.mark.django_db
def test_an_own_change_is_written_down_and_shown(priya):
    rename(priya, name="Prof. Ann Lee", credentials_shown="MD")

    change = NameChange.objects.get()
    assert (change.person, change.changed_by, change.changed_at) == (priya, priya, NOON)
    assert (change.old_name, change.new_name) == ("Priya Nair, RN", "Prof. Ann Lee, MD")
    assert signing_name(priya, at=NOON) == "Prof. Ann Lee, MD (formerly Priya Nair, RN)"


@pytest.mark.django_db
def test_letters_that_somebody_gave_themselves_are_shown(priya):
    rename(priya, credentials_shown="RN, PhD")

    assert signing_name(priya, at=NOON) == "Priya Nair, RN, PhD (formerly Priya Nair, RN)"


@pytest.mark.django_db
def test_a_second_change_does_not_hide_the_first(priya):
    rename(priya, name="Ann Lee")
    rename(priya, name="Bo Chan", at=NOON + timedelta(hours=1))

    assert formerly(priya, at=NOON + timedelta(days=1)) == "Priya Nair, RN"


@pytest.mark.django_db
def test_the_old_name_taken_back_is_no_other_name(priya):
    rename(priya, name="Ann Lee")
    rename(priya, name="Priya Nair", at=NOON + timedelta(hours=1))

    assert formerly(priya, at=NOON + timedelta(days=1)) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "shown"), [(89, "Priya Nair, RN"), (90, "")])
def test_it_is_shown_for_ninety_days(priya, days, shown):
    rename(priya, name="Ann Lee")

    assert formerly(priya, at=NOON + timedelta(days=days)) == shown


@pytest.mark.django_db
def test_what_an_administrator_changes_is_vouched_for(priya):
    administrator = AdministratorFactory()

    correct(priya, by=administrator, name="Priya Rao")

    assert NameChange.objects.get().changed_by == administrator
    assert formerly(priya, at=NOON) == ""
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_an_administrator_who_corrects_an_own_change_ends_it(priya):
    rename(priya, name="Ann Lee")
    correct(priya, by=AdministratorFactory(), name="Priya Rao", at=NOON + timedelta(hours=1))

    assert signing_name(priya, at=NOON + timedelta(hours=2)) == "Priya Rao, RN"


@pytest.mark.django_db
def test_an_administrator_does_not_vouch_for_themselves():
    administrator = AdministratorFactory(name="Alex Winter")

    correct(administrator, by=administrator, name="Alex Summer")

    assert formerly(administrator, at=NOON) == "Alex Winter"


@pytest.mark.django_db
def test_saving_the_settings_without_another_name_writes_nothing(priya):
    rename(priya, time_zone="Europe/Dublin")

    assert not NameChange.objects.exists()


@pytest.mark.django_db
def test_a_file_that_changes_a_name_vouches_for_it():
    priya = PersonFactory(email="priya@example.org", name="Priya Nair", credentials_shown="RN")
    PersonFactory(email="jo@example.org", name="Jo Park", job_title="Nurse")

    commit(
        stage(
            "email,name,job_title\npriya@example.org,Priya Rao,Nurse\n"
            "jo@example.org,Jo Park,Ward lead\n"
        )
    )

    change = NameChange.objects.get()
    assert (change.person, change.changed_by, change.changed_at) == (priya, None, NOON)
    assert (change.old_name, change.new_name) == ("Priya Nair, RN", "Priya Rao, RN")
    priya.refresh_from_db()
    assert formerly(priya, at=NOON) == ""


# Who hears of it, and where it shows


@pytest.fixture
def bedside(db):
    return Bedside().open()


@pytest.mark.parametrize("who", ["amara", "priya"])
def test_coordinators_of_their_programs_are_told(bedside, who):
    bedside.program.preceptors.add(bedside.priya.preceptor)
    EnrolmentFactory(cohort=bedside.preceptorship.cohort, learner=bedside.amara.learner)

    rename(getattr(bedside, who), name="Ann Lee")

    told = Notice.objects.get(kind="own_name_changed")
    assert told.recipient == bedside.dana
    assert told.data["after"].startswith("Ann Lee")


def test_coordinators_of_other_programs_are_not_told(bedside):
    rename(PersonFactory(), name="Ann Lee")

    assert not Notice.objects.exists()


def test_p7_new_signatures_say_it_and_earlier_ones_stay(bedside):
    first = bedside.sign(observed_on=TODAY - timedelta(days=1))
    rename(bedside.priya, name="Ann Lee")
    second = bedside.sign()

    assert first.entry.content.signed_as == "Priya Nair, RN"
    assert second.entry.content.signed_as == "Ann Lee, RN (formerly Priya Nair, RN)"


def test_the_longest_names_fit_under_a_signature(bedside):
    longest = {"name": "N" * 120, "credentials_shown": "L" * 40}
    correct(bedside.priya, by=AdministratorFactory(), at=NOON - timedelta(days=1), **longest)
    rename(bedside.priya, name="M" * 120, credentials_shown="K" * 40, at=NOON - timedelta(hours=1))

    signed = bedside.sign()

    assert "formerly N" in signed.entry.content.signed_as


def test_a_persons_page_says_it(client, bedside):
    rename(bedside.priya, name="Ann Lee", at=timezone.now())
    client.force_login(bedside.dana)

    page = client.get(reverse("people:person-detail", args=[bedside.priya.pk]))

    assert "formerly Priya Nair, RN" in page.content.decode()
