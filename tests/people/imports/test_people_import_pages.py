"""The import in the browser: upload, progress, preview, commit, discard."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people import tasks
from people.imports.files import SAMPLE
from people.imports.models import PeopleImport
from people.imports.services import people_import as services
from people.imports.services.people_import_start import start_import
from people.models import Invitation, Person
from tests.factories import NOON, TODAY, PersonFactory, ProgramCoordinatorFactory

pytestmark = pytest.mark.django_db
TWO = "email,name\na@example.org,Ann\nb@example.org,Bob\n"


@pytest.fixture
def coordinator():
    return ProgramCoordinatorFactory().person


@pytest.fixture
def browser(client, coordinator):
    client.force_login(coordinator)
    return client


def upload(browser, content, **data):
    file = SimpleUploadedFile("people.csv", content.encode())
    return browser.post(reverse("people:people-import"), {"file": file} | data)


def started(coordinator, text=TWO):
    return start_import(
        data=text.encode(), filename="people.csv", create_units=False, by=coordinator, at=NOON
    )


def ready(coordinator, text=TWO):
    return services.stage_next(people_import=started(coordinator, text), today=TODAY)


def url(people_import, name="detail"):
    return reverse(f"people:people-import-{name}", args=[people_import.pk])


def test_people_import_keeps_the_file_and_leads_to_its_progress(browser, coordinator):
    response = upload(browser, TWO, create_units="on")

    people_import = PeopleImport.objects.get()
    assert response.url == url(people_import)
    assert (people_import.created_by, people_import.create_units) == (coordinator, True)
    assert "0 of 2 rows" in browser.get(response.url).content.decode()
    assert not Person.objects.filter(email="a@example.org").exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "The file is empty."),
        ("PK\x03\x04", "This is a spreadsheet"),
        ("name\nAnn", "none is called “email”"),
    ],
)
def test_people_import_says_why_a_file_is_refused(browser, content, reason):
    response = upload(browser, content)

    assert reason in response.context["form"].errors["file"][0]
    assert not PeopleImport.objects.exists()


def test_people_import_refuses_more_than_20_mb_unread(browser, monkeypatch):
    monkeypatch.setattr("people.imports.forms.MAX_BYTES", 10)

    assert "larger than 20 MB" in upload(browser, TWO).context["form"].errors["file"][0]


def test_people_import_sample_can_be_imported(browser):
    sample = browser.get(reverse("people:people-import-sample"))

    assert sample.headers["Content-Disposition"] == 'attachment; filename="people-sample.csv"'
    assert sample.content.decode("utf-8-sig") == SAMPLE
    assert upload(browser, sample.content.decode()).status_code == 302


def test_people_import_continue_reads_on_by_hand(browser, coordinator):
    people_import = started(coordinator)

    response = browser.post(url(people_import, "continue"))

    people_import.refresh_from_db()
    assert response.url == url(people_import)
    assert people_import.status == PeopleImport.Status.READY


def test_people_import_continue_reads_a_step_with_htmx(browser, coordinator, monkeypatch):
    monkeypatch.setattr("people.imports.services.people_import.STEP", 1)
    people_import = started(coordinator)

    def step():
        return browser.post(url(people_import, "continue"), headers={"HX-Request": "true"})

    first, second = step(), step()

    assert "1 of 2 rows" in first.content.decode()
    assert second.headers["HX-Redirect"] == url(people_import)


def test_people_import_detail_filters_by_outcome(browser, coordinator):
    people_import = ready(coordinator, TWO + "bad,Cy\n")

    def rows(outcome):
        page = browser.get(url(people_import), {"outcome": outcome}).context["page"]
        return [row.number for row in page]

    assert (rows(""), rows("new"), rows("refused"), rows("x")) == (
        [2, 3, 4],
        [2, 3],
        [4],
        [2, 3, 4],
    )


def test_people_import_detail_shows_row_column_and_reason(browser, coordinator):
    page = browser.get(url(ready(coordinator, TWO + "bad.address,Cy\n"))).content.decode()

    assert "“bad.address”" in page
    assert "is not an e-mail address such as" in page


@pytest.mark.parametrize("count", [1, 30])
def test_people_import_detail_asks_little(
    browser, coordinator, count, django_assert_max_num_queries
):
    for number in range(count):
        PersonFactory(email=f"p{number}@example.org")
    text = "email,name\n" + "".join(f"p{number}@example.org,New\n" for number in range(count))
    people_import = ready(coordinator, text)

    with django_assert_max_num_queries(12):
        browser.get(url(people_import))


def test_people_import_commit_writes_and_invites(browser, coordinator):
    people_import = ready(coordinator)

    browser.post(url(people_import, "commit"), {"invite": "on"})

    assert Person.objects.filter(email__in=["a@example.org", "b@example.org"]).count() == 2
    assert Invitation.objects.unsent().filter(created_by=coordinator).count() == 2


def test_people_import_commit_says_what_changed_meanwhile(browser, coordinator):
    people_import = ready(coordinator)
    PersonFactory(email="a@example.org")

    response = browser.post(url(people_import, "commit"), follow=True)

    assert "1 row differs from the preview" in response.content.decode()
    assert not Person.objects.filter(email="b@example.org").exists()


def test_people_import_commit_leaves_refused_rows_out_only_when_told(browser, coordinator):
    people_import = ready(coordinator, TWO + "bad,Cy\n")

    refused = browser.post(url(people_import, "commit"), follow=True)
    assert "rows are refused" in refused.content.decode()

    browser.post(url(people_import, "commit"), {"skip_refused": "on"})
    assert Person.objects.filter(email="b@example.org").exists()


def test_people_import_discard_forgets_it(browser, coordinator):
    people_import = ready(coordinator)

    browser.post(url(people_import, "discard"))
    again = browser.post(url(people_import, "discard"), follow=True)

    assert "already finished" in again.content.decode()
    assert not people_import.rows.exists()


def test_people_import_belongs_to_its_maker(client, coordinator):
    people_import = ready(coordinator)
    client.force_login(ProgramCoordinatorFactory().person)

    assert client.post(url(people_import, "commit")).status_code == 404
    assert not Person.objects.filter(email="a@example.org").exists()


def test_people_import_commit_lets_a_large_file_wait(browser, coordinator, monkeypatch):
    monkeypatch.setattr("people.imports.services.people_import_confirm.AT_ONCE", 1)
    people_import = ready(coordinator)

    response = browser.post(url(people_import, "commit"), {"invite": "on"}, follow=True)

    people_import.refresh_from_db()
    assert "saved in the background" in response.content.decode()
    assert (people_import.confirmed_by, people_import.has_to_invite) == (coordinator, True)
    assert not Person.objects.filter(email="a@example.org").exists()


def test_people_import_continue_looks_again_while_it_is_written(browser, coordinator):
    people_import = ready(coordinator)
    PeopleImport.objects.update(status=PeopleImport.Status.WRITING)

    def look():
        return browser.post(url(people_import, "continue"), headers={"HX-Request": "true"})

    assert "saved in the background" in look().content.decode()
    tasks.write_imports()
    assert look().headers["HX-Redirect"] == url(people_import)


def test_people_import_detail_leads_to_the_new_people(browser, coordinator):
    people_import = ready(coordinator)
    browser.post(url(people_import, "commit"))

    page = browser.get(url(people_import)).content.decode()

    ann = Person.objects.get(email="a@example.org")
    assert reverse("people:person-detail", args=[ann.pk]) in page
