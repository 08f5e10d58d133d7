"""Bringing a framework in by the browser: upload, look, then publish or discard."""

from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from programs.frameworks.models import Framework, FrameworkImport, FrameworkVersion
from programs.frameworks.services import framework_import as services
from tests.factories import (
    NOON,
    AdministratorFactory,
    MentoringProgramFactory,
    PersonFactory,
    ProgramCoordinatorFactory,
)
from tests.programs.frameworks.framework_files import FIRST, SECOND, SEVERAL

pytestmark = pytest.mark.django_db


def a_coordinator():
    # A mentoring program has no framework of its own.
    return ProgramCoordinatorFactory(program=MentoringProgramFactory()).person


@pytest.fixture
def coordinator():
    return a_coordinator()


def stage(by, content=FIRST, filename="ward.csv"):
    return services.stage_framework_import(
        filename=filename, content=content, title="", by=by, at=NOON
    )


def upload(browser, content, filename="ward.csv", **fields):
    file = BytesIO(content)
    file.name = filename
    return browser.post(reverse("programs:framework-import"), {"file": file, **fields})


def address(name, staged):
    return reverse(f"programs:framework-import-{name}", args=[staged.pk])


def page(browser, staged):
    return browser.get(address("preview", staged)).content.decode()


def test_framework_import_stages_and_shows_without_publishing(browser, coordinator):
    response = upload(browser, FIRST)

    staged = FrameworkImport.objects.get()
    assert response.url == address("preview", staged)
    assert (bytes(staged.content), staged.created_by) == (FIRST, coordinator)
    assert not Framework.objects.exists()


def test_framework_import_takes_a_title(browser):
    upload(browser, b"statement\nA", title="Ours")

    staged = FrameworkImport.objects.get()
    assert services.read_framework_import(staged).framework.title == "Ours"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"a,b\n1,2", "No column holds the statements."),
        (b"{", "This is not valid JSON"),
        (b"PK\x03\x04", "This is a spreadsheet"),
        (b"statement\n,", "The file has a header but no rows."),
    ],
)
def test_framework_import_refuses_with_a_sentence(browser, content, sentence):
    response = upload(browser, content)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not FrameworkImport.objects.exists()


def test_framework_import_refuses_a_file_above_the_limit(browser, monkeypatch):
    monkeypatch.setattr("programs.frameworks.forms.MAX_BYTES", 10)

    response = upload(browser, FIRST)

    assert "larger than 20 MB" in response.content.decode()
    assert not FrameworkImport.objects.exists()


def test_framework_import_preview_says_what_is_new(browser, coordinator):
    text = page(browser, stage(coordinator))

    assert "This framework is not here yet." in text
    assert "Washes hands" in text


def test_framework_import_preview_shows_the_difference(browser, coordinator):
    services.publish_framework_import(framework_import=stage(coordinator), by=coordinator, at=NOON)

    text = page(browser, stage(coordinator, SECOND))

    assert "It would become version 2" in text
    assert "Washes hands</del>" in text


def test_framework_import_preview_says_when_nothing_changed(browser, coordinator):
    services.publish_framework_import(framework_import=stage(coordinator), by=coordinator, at=NOON)
    staged = stage(coordinator)

    text = page(browser, staged)

    assert "Version 1 says the same already." in text
    assert address("publish", staged) not in text


def test_framework_import_preview_reports_what_is_odd(browser, coordinator):
    text = page(browser, stage(coordinator, FIRST + b"Ward,ward,x,nowhere,,Lost\nWard,ward,y,,,\n"))

    assert "“Lost” stands under “nowhere”, which is not in this file." in text
    assert "The row has no statement and was left out." in text
    assert "row 6" in text


def test_framework_import_choose_picks_one_of_several(browser, coordinator):
    staged = stage(coordinator, SEVERAL)
    assert "Which framework?" in page(browser, staged)

    browser.post(address("choose", staged), {"column": "framework", "value": "Two"})

    staged.refresh_from_db()
    assert staged.where == {"framework": "Two"}
    assert "Which framework?" not in page(browser, staged)


def test_framework_import_choose_again(browser, coordinator):
    staged = stage(coordinator, SEVERAL)
    services.choose_framework(framework_import=staged, where={"framework": "Two"})

    browser.post(address("choose", staged))

    assert "Which framework?" in page(browser, staged)


def test_framework_import_publish_leads_to_the_version(browser, coordinator):
    staged = stage(coordinator)

    response = browser.post(address("publish", staged))

    version = FrameworkVersion.objects.get()
    assert response.url == reverse(
        "programs:framework-version", args=[version.framework_id, version.number]
    )
    staged.refresh_from_db()
    assert (staged.version, version.published_by) == (version, coordinator)


def test_framework_import_publish_of_the_same_again_makes_nothing(browser, coordinator):
    browser.post(address("publish", stage(coordinator)))
    again = stage(coordinator)

    response = browser.post(address("publish", again), follow=True)

    assert "Nothing had changed, so no new version was made." in response.content.decode()
    assert FrameworkVersion.objects.count() == 1
    again.refresh_from_db()
    assert (again.version, bytes(again.content)) == (None, b"")


def test_framework_import_publish_needs_something_to_publish(browser, coordinator):
    response = browser.post(address("publish", stage(coordinator, SEVERAL)), follow=True)

    assert "nothing in this file that could be published" in response.content.decode()
    assert not Framework.objects.exists()


def test_framework_import_publishes_once(coordinator):
    staged = stage(coordinator)
    services.publish_framework_import(framework_import=staged, by=coordinator, at=NOON)

    with pytest.raises(services.FrameworkImportError):
        services.publish_framework_import(framework_import=staged, by=coordinator, at=NOON)


def test_framework_import_discard_forgets_the_content(browser, coordinator):
    staged = stage(coordinator)

    browser.post(address("discard", staged))

    staged.refresh_from_db()
    assert bytes(staged.content) == b""
    assert browser.get(address("preview", staged)).status_code == 404


def test_framework_import_is_published_or_discarded_not_both(coordinator):
    staged = stage(coordinator)
    services.publish_framework_import(framework_import=staged, by=coordinator, at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        FrameworkImport.objects.update(discarded_at=NOON)


@pytest.mark.parametrize("name", ["preview", "choose", "publish", "discard"])
@pytest.mark.parametrize(
    ("role", "is_seen"), [("maker", True), ("administrator", True), ("other", False)]
)
def test_framework_import_is_seen_by_its_maker_and_administrators(
    client, coordinator, name, role, is_seen
):
    staged = stage(coordinator)
    people = {
        "maker": lambda: coordinator,
        "administrator": AdministratorFactory,
        "other": a_coordinator,
    }
    client.force_login(people[role]())

    method = client.get if name == "preview" else client.post
    response = method(address(name, staged))

    assert (response.status_code != 404) is is_seen


def test_framework_import_is_for_coordinators(client, coordinator):
    client.force_login(PersonFactory())

    assert client.get(reverse("programs:framework-import")).status_code == 403
    assert client.get(address("preview", stage(coordinator))).status_code == 403


@pytest.mark.parametrize("name", ["choose", "publish", "discard"])
def test_framework_import_acts_only_on_post(browser, coordinator, name):
    assert browser.get(address(name, stage(coordinator))).status_code == 405


def test_framework_sample_imports_cleanly(browser, coordinator):
    response = browser.get(reverse("programs:framework-sample"))

    assert response["Content-Disposition"].startswith("attachment")
    staged = stage(coordinator, response.content)
    reading = services.read_framework_import(staged)
    assert reading.findings == ()
    assert reading.counts["competencies"] == 4


@pytest.mark.parametrize("count", [1, 30])
def test_framework_import_preview_queries(
    browser, coordinator, count, django_assert_max_num_queries
):
    rows = b"".join(f"Ward,ward,n{index},wash,,New {index}\n".encode() for index in range(count))
    services.publish_framework_import(framework_import=stage(coordinator), by=coordinator, at=NOON)
    staged = stage(coordinator, FIRST + rows)

    with django_assert_max_num_queries(14):
        browser.get(address("preview", staged))
