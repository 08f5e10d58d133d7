"""Frameworks as their publishers made them, with the counts they hold."""

import json

import pytest

from programs.frameworks.files import Severity, compare, read_framework
from tests.shared_files import shared

ESCO = "esco-1.1.1-selected-occupations-skills.csv"
NURSE = "derived-case-esco-nurse-general-care.json"
SMART_LEVEL = "opensalt-case10-SmartLevelFramework.json"


def read(name, **options):
    return read_framework(shared(f"data/{name}").read_bytes(), filename=name, **options)


def assert_clean(reading):
    grave = [str(f) for f in reading.findings if f.severity is not Severity.INFO]
    assert grave == []


def test_real_case_nurse_has_149_items():
    reading = read(NURSE)

    assert_clean(reading)
    assert (reading.counts["items"], reading.counts["competencies"]) == (149, 98)
    assert reading.framework.title == "ESCO: nurse responsible for general care"
    assert reading.framework.version_label == "1.1.1"
    assert "European Commission" in reading.framework.notes


def test_real_case_nurse_keeps_every_link():
    reading = read(NURSE)
    document = json.loads(shared(f"data/{NURSE}").read_text())
    framework = document["CFDocument"]["identifier"]

    parents = {item.identifier: item.parent_identifier for item in reading.framework.items}

    assert parents == {
        link["originNodeURI"]["identifier"]: link["destinationNodeURI"]["identifier"].replace(
            framework, ""
        )
        for link in document["CFAssociations"]
    }


def test_real_case_smart_level_reads_as_an_outline():
    reading = read(SMART_LEVEL)

    assert_clean(reading)
    outline = [(item.depth, item.statement) for item in reading.framework.items]
    assert outline == [
        (0, "Item 1"),
        *[(1, f"Item 1.{number}") for number in range(1, 11)],
        (0, "Item 2"),
        (1, "Item 2.1"),
        (1, "Item 2.2"),
    ]


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ({"occupation_code": "2221.2"}, 98),
        ({"occupation_label": "Specialist nurse"}, 69),
        ({"occupation_code": "2222.1"}, 84),
        ({"occupation_code": "3258.2"}, 81),
        ({"occupation_label": "healthcare assistant"}, 45),
        ({"occupation_label": "electrician"}, 55),
        ({"occupation_label": "welder"}, 86),
        ({"occupation_label": "chef"}, 48),
    ],
)
def test_real_esco_occupation_has_all_its_skills(where, count):
    reading = read(ESCO, where=where)

    assert_clean(reading)
    assert reading.counts["competencies"] == count


def test_real_esco_whole_offers_its_eight_occupations():
    reading = read(ESCO)

    assert reading.framework is None
    assert len(reading.choices) == 8
    assert sum(choice.count for choice in reading.choices) == 566


def test_real_esco_table_and_package_agree_on_every_identifier():
    table = read(ESCO, where={"occupation_code": "2221.2"}).framework
    package = read(NURSE).framework

    difference = compare(package.items, table.items)

    assert table.identifier == package.identifier
    assert (difference.new, difference.removed) == ([], [])
