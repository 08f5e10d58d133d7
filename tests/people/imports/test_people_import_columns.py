"""Files whose columns nobody knows: somebody says which is which, and that is remembered."""

import csv

import pytest
from django.urls import reverse

from people.imports.models import NamedColumns, PeopleImport, PeopleImportFile
from people.imports.services import people_import as services
from people.imports.services.people_import_start import start_import
from people.models import Person
from tests.factories import (
    NOON,
    TODAY,
    PersonFactory,
    ProgramCoordinatorFactory,
    SiteFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
Status = PeopleImport.Status
UNKNOWN = "Netzadresse;Wer;Was\nana@example.org;Ana;Nurse\nben@example.org;Ben;\n"


@pytest.fixture
def coordinator():
    return ProgramCoordinatorFactory().person


@pytest.fixture
def browser(client, coordinator):
    client.force_login(coordinator)
    return client


def start(by, text=UNKNOWN):
    return start_import(
        data=text.encode(), filename="people.csv", create_units=False, by=by, at=NOON
    )


def columns_url(people_import):
    return reverse("people:people-import-columns", args=[people_import.pk])


def name(browser, people_import, *columns):
    fields = {f"column_{place}": column for place, column in enumerate(columns)}
    return browser.post(columns_url(people_import), fields)


def staged(people_import):
    return services.stage_next(people_import=people_import, today=TODAY)


def test_columns_that_nobody_knows_are_asked_for_with_what_is_in_them(browser, coordinator):
    people_import = start(coordinator)

    assert people_import.status == Status.NAMING
    page = browser.get(people_import.get_absolute_url(), follow=True)
    assert page.redirect_chain[-1][0] == columns_url(people_import)
    assert "ana@example.org, ben@example.org" in page.text
    # What looks like addresses is offered as such.
    chosen = {name: field.initial for name, field in page.context["form"].fields.items()}
    assert chosen == {"column_0": "email", "column_1": "-", "column_2": "-"}
    assert "Netzadresse" in page.text


def test_named_columns_let_the_file_be_read(browser, coordinator):
    people_import = start(coordinator)

    name(browser, people_import, "email", "name", "job_title")

    people_import = staged(PeopleImport.objects.get())
    assert [row.outcome for row in people_import.rows.all()] == ["new", "new"]
    services.commit_import(people_import=people_import, skip_refused=False, at=NOON, today=TODAY)
    assert Person.objects.get(email="ana@example.org").job_title == "Nurse"
    assert not PeopleImportFile.objects.exists()


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (("-", "name", "-"), "Say which column holds the e-mail addresses."),
        (("email", "name", "name"), "You chose the same meaning for two columns."),
    ],
)
def test_a_name_for_columns_that_cannot_be_is_refused(browser, coordinator, columns, reason):
    people_import = start(coordinator)

    page = name(browser, people_import, *columns)

    assert reason in page.text
    assert not NamedColumns.objects.exists()


def test_the_next_file_with_these_columns_needs_no_naming(browser, coordinator):
    name(browser, start(coordinator), "email", "name", "-")

    again = start(coordinator, UNKNOWN.replace("ana@", "cy@"))

    assert again.status == Status.STAGING
    assert again.columns == ["email", "name", None]


def test_what_a_colleague_of_the_site_named_counts_and_a_strangers_does_not(client):
    site = SiteFactory()
    dana, deputy, frank = (
        ProgramCoordinatorFactory(person=PersonFactory(unit=unit)).person
        for unit in (site, UnitFactory(parent=site), SiteFactory())
    )
    client.force_login(dana)
    name(client, start(dana), "email", "name", "-")

    assert start(deputy).status == Status.STAGING
    assert start(frank).status == Status.NAMING


def test_columns_that_were_understood_wrongly_are_named_anew(browser, coordinator):
    text = "email,title\nana@example.org,Ana\n"
    people_import = staged(start(coordinator, text))
    assert people_import.rows.get().outcome == "refused"

    name(browser, people_import, "email", "name")

    assert staged(PeopleImport.objects.get()).rows.get().outcome == "new"


def test_a_file_without_a_single_address_is_refused_at_once(coordinator):
    with pytest.raises(services.PeopleImportError, match="none is called “email”"):
        start(coordinator, "Wer;Was\nAna;Nurse\n")


def test_the_command_line_asks_nobody():
    with pytest.raises(services.PeopleImportError, match="“Netzadresse”"):
        start(None)


def test_refused_rows_come_first_in_the_words_of_the_file(browser, coordinator):
    text = "Work e-mail,Full name,Registered on\na@example.org,A,2024-01-02\nbad,B,1/2/2024\n"
    people_import = staged(start(coordinator, text))

    page = browser.get(people_import.get_absolute_url())

    assert [row.number for row in page.context["page"]] == [3]
    assert "<strong>Work e-mail</strong> “bad”" in page.text
    everybody = browser.get(people_import.get_absolute_url() + "?outcome=")
    assert [row.number for row in everybody.context["page"]] == [2, 3]


def test_refused_rows_are_downloaded_as_they_were_with_the_reasons(browser, coordinator):
    text = "Work e-mail;Payroll;Full name\nbad;007;B\na@example.org;008;A\n"
    people_import = staged(start(coordinator, text))

    answer = browser.get(reverse("people:people-import-refused", args=[people_import.pk]))

    header, row = csv.reader(answer.content.decode("utf-8-sig").splitlines())
    assert header == ["Work e-mail", "Payroll", "Full name", "why it is refused"]
    assert row[:3] == ["bad", "007", "B"]
    assert "Work e-mail is not an e-mail address" in row[3]


def test_a_download_reckons_with_nothing_that_somebody_sent(browser, coordinator):
    text = "email;=A1;unit\nbad;=HYPERLINK(1);-\na@example.org;x;\n"
    people_import = staged(start(coordinator, text))

    answer = browser.get(reverse("people:people-import-refused", args=[people_import.pk]))

    header, row = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))[:2]
    assert header[1] == "'=A1"
    # A dash alone clears a cell, and is read again as one.
    assert row[:3] == ["bad", "'=HYPERLINK(1)", "-"]
