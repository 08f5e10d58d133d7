"""Publishing frameworks: versions, differences, and what the database refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from programs.frameworks.files import ParsedFramework, ParsedItem, read_framework
from programs.frameworks.models import Competency, Framework, FrameworkVersion
from programs.frameworks.services.framework import (
    difference_to_newest,
    parsed_items,
    publish_framework,
)
from tests.factories import NOON, PersonFactory
from tests.programs.frameworks.framework_files import FIRST, SECOND

pytestmark = pytest.mark.django_db


def parse(content):
    return read_framework(content, filename="ward.csv").framework


def publish(content=FIRST, *, by=None, at=NOON):
    return publish_framework(parse(content), by=by, at=at)


def test_publish_framework_keeps_tree_identifiers_and_order():
    person = PersonFactory()

    version = publish(by=person).version

    assert (version.number, version.published_at, version.published_by) == (1, NOON, person)
    assert list(
        version.competencies.in_order().values_list(
            "identifier", "parent__identifier", "position", "depth", "is_group"
        )
    ) == [
        ("hygiene", None, 0, 0, True),
        ("wash", "hygiene", 1, 1, False),
        ("waste", "hygiene", 2, 1, False),
    ]


def test_publish_framework_stores_what_was_read():
    version = publish().version

    assert parsed_items(version) == parse(FIRST).items


def test_publish_framework_again_makes_no_new_version():
    first = publish()

    again = publish(at=NOON + timedelta(days=1))

    assert (again.version, again.is_new) == (first.version, False)
    assert (FrameworkVersion.objects.count(), Competency.objects.count()) == (1, 3)


def test_publish_framework_changed_makes_a_new_version():
    first = publish().version

    second = publish(SECOND, at=NOON + timedelta(days=1))

    assert (second.version.number, second.version.framework) == (2, first.framework)
    assert [item.identifier for item in second.difference.new] == ["lift"]
    assert [change.fields for change in second.difference.changed] == [("statement",)]
    assert [item.identifier for item in second.difference.removed] == ["waste"]
    # Learners on the first version find it as it was (P2).
    assert parsed_items(first) == parse(FIRST).items


def test_publish_framework_back_to_older_words_is_a_third_version():
    publish()
    publish(SECOND)

    assert publish(FIRST).version.number == 3


def test_publish_framework_says_itself_anew():
    publish()

    publish(SECOND.replace(b"Ward,", b"Ward 7B,"))

    assert Framework.objects.get().title == "Ward 7B"


def test_publish_framework_stores_whatever_the_reader_lets_through():
    item = ParsedItem(
        identifier="i" * 300,
        parent_identifier="",
        depth=0,
        is_group=False,
        statement="s" * 10_000,
        short_statement="s" * 300,
        code="c" * 60,
        kind="k" * 100,
        uri="u" * 500,
    )
    framework = ParsedFramework(
        identifier="f" * 300,
        title="t" * 300,
        creator="c" * 300,
        source_uri="u" * 500,
        version_label="v" * 60,
        language="l" * 20,
        items=(item,),
    )

    assert publish_framework(framework, by=None, at=NOON).is_new


def test_published_version_refuses_changes():
    version = publish().version

    for write in (
        lambda: version.competencies.update(statement="Other"),
        lambda: version.competencies.filter(is_group=False).delete(),
        lambda: FrameworkVersion.objects.update(label="Other"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_difference_to_newest_writes_nothing():
    publish()

    place, difference = difference_to_newest(parse(SECOND), by=None)

    assert place.latest.number == 1
    assert len(difference.new) == 1
    assert FrameworkVersion.objects.count() == 1


def test_framework_list_shows_newest_version_and_competencies(client):
    publish()
    publish(SECOND)
    client.force_login(PersonFactory())

    page = client.get(reverse("programs:framework-list")).content.decode()

    assert "Ward" in page
    assert "2 skills" in page
    assert "version 2" in page


def test_framework_list_teaches_when_empty(client):
    client.force_login(PersonFactory())

    page = client.get(reverse("programs:framework-list")).content.decode()

    assert "No framework yet" in page
    assert reverse("programs:framework-import") not in page


def test_framework_detail_shows_the_newest_version(client):
    framework = publish().version.framework
    publish(SECOND)
    client.force_login(PersonFactory())

    page = client.get(reverse("programs:framework-detail", args=[framework.pk])).content.decode()

    assert "Cleans hands" in page
    assert "Washes hands" not in page


def test_framework_version_shows_an_older_one_and_says_so(client):
    framework = publish().version.framework
    publish(SECOND)
    client.force_login(PersonFactory())

    page = client.get(
        reverse("programs:framework-version", args=[framework.pk, 1])
    ).content.decode()

    assert "Washes hands" in page
    assert "This is an older version." in page


def test_framework_version_search_keeps_the_groups_above(client):
    framework = publish().version.framework
    client.force_login(PersonFactory())

    page = client.get(
        reverse("programs:framework-detail", args=[framework.pk]), {"search": "WASH hands"}
    ).content.decode()

    assert "Hygiene" in page
    assert "Washes hands" in page
    assert "Sorts waste" not in page
    assert "1 competency fits" in page


@pytest.mark.parametrize("search", ["\x00", "'\"<script>", "x" * 5000, "nothing of the kind"])
def test_framework_version_search_survives_anything(client, search):
    framework = publish().version.framework
    client.force_login(PersonFactory())

    response = client.get(
        reverse("programs:framework-detail", args=[framework.pk]), {"search": search}
    )

    assert response.status_code == 200
    assert b"<script>'" not in response.content


def test_framework_compare_shows_before_and_after(client):
    framework = publish().version.framework
    publish(SECOND)
    client.force_login(PersonFactory())

    page = client.get(
        reverse("programs:framework-compare", args=[framework.pk, 2])
    ).content.decode()

    for text in ("Washes hands</del>", "Cleans hands</ins>", "Sorts waste", "Lifts"):
        assert text in page


def test_framework_compare_with_any_older_version(client):
    framework = publish().version.framework
    publish(SECOND)
    publish(FIRST)
    client.force_login(PersonFactory())
    address = reverse("programs:framework-compare", args=[framework.pk, 3])

    assert "Compared with version 2" in client.get(address).content.decode()
    page = client.get(address, {"with": "1"}).content.decode()
    assert "Compared with version 1" in page


def test_framework_compare_of_the_first_version_says_so(client):
    framework = publish().version.framework
    client.force_login(PersonFactory())

    page = client.get(
        reverse("programs:framework-compare", args=[framework.pk, 1])
    ).content.decode()

    assert "The first version" in page


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("name", ["framework-list", "framework-detail", "framework-compare"])
def test_framework_pages_queries(client, name, count, django_assert_max_num_queries):
    client.force_login(PersonFactory())
    header = b"framework,framework_identifier,identifier,group,statement\n"
    rows = [f"F,f,i{index},g{index},S{index}\n".encode() for index in range(count)]
    for index in range(count):
        publish(FIRST.replace(b"ward", f"ward{index}".encode()))
    version = publish(header + b"".join(rows)).version
    second = publish(header + b"".join(rows).replace(b"S", b"T")).version
    arguments = {
        "framework-list": [],
        "framework-detail": [version.framework_id],
        "framework-compare": [version.framework_id, second.number],
    }

    address = reverse(f"programs:{name}", args=arguments[name])
    with django_assert_max_num_queries(12):
        client.get(address)
