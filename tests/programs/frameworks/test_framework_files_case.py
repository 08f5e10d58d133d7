"""CASE packages: what is read, and what is said about everything odd."""

import json

import pytest

from programs.frameworks.files import Severity, read_framework
from tests.programs.frameworks.framework_readings import (
    errors,
    outline,
    said,
    warnings,
)


def item(identifier, statement=None, **fields):
    return {"identifier": identifier, "fullStatement": statement or f"Do {identifier}", **fields}


def child_of(child, parent, sequence=None, **fields):
    link = {"associationType": "isChildOf", "originNodeURI": child, "destinationNodeURI": parent}
    return link | ({} if sequence is None else {"sequenceNumber": sequence}) | fields


def package(items=(), links=(), **fields):
    document = {"identifier": "doc", "title": "Framework"}
    return {
        "CFDocument": document,
        "CFItems": list(items),
        "CFAssociations": list(links),
        **fields,
    }


def read(document, **options):
    return read_framework(json.dumps(document).encode(), filename="file.json", **options)


def test_case_reads_the_document():
    document = {
        "identifier": "D0000000-0000-0000-0000-00000000000A",
        "uri": "https://example.org/documents/1",
        "title": "  Ward\n skills ",
        "creator": "A college",
        "version": "1.1",
        "language": "en",
        "description": "What a ward needs.",
        "notes": "By the college.",
        "licenseURI": {"title": "CC BY 4.0", "uri": "https://example.org/cc", "identifier": "x"},
    }

    framework = read(package([item("a")], [child_of("a", "doc")]) | {"CFDocument": document})

    framework = framework.framework
    assert framework.identifier == "d0000000-0000-0000-0000-00000000000a"
    assert framework.title == "Ward skills"
    assert framework.creator == "A college"
    assert framework.source_uri == "https://example.org/documents/1"
    assert framework.version_label == "1.1"
    assert framework.description == "What a ward needs."
    assert framework.notes == "By the college.\n\nCC BY 4.0"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda found: found,
        lambda found: {"CFPackage": found},
        lambda found: [found],
        lambda found: {"status": "ok", "data": {"pages": [[{"package": found}]]}},
    ],
)
def test_case_finds_the_package_however_it_is_wrapped(wrap):
    reading = read(wrap(package([item("a")], [child_of("a", "doc")])))

    assert outline(reading) == ["a"]
    assert errors(reading) + warnings(reading) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_case_reads_any_encoding(encoding):
    text = json.dumps(package([item("a", "Prüfen")], [child_of("a", "doc")]), ensure_ascii=False)

    reading = read_framework(text.encode(encoding), filename="file.json")

    assert reading.framework.items[0].statement == "Prüfen"


@pytest.mark.parametrize(
    "link",
    [
        lambda name: name,
        lambda name: f"https://example.org/items/{name}",
        lambda name: {"identifier": name},
        lambda name: {"uri": f"https://example.org/items/{name}"},
        lambda name: {"identifier": name.upper(), "uri": "elsewhere", "title": "Any"},
    ],
)
def test_case_follows_links_of_every_form(link):
    names = [f"00000000-0000-0000-0000-00000000000{letter}" for letter in "ab"]
    items = [item(name, uri=f"https://example.org/items/{name}") for name in names]
    links = [child_of(link(names[0]), "doc"), child_of(link(names[1]), link(names[0]))]

    reading = read(package(items, links))

    assert outline(reading) == [names[0], "  " + names[1]]
    assert warnings(reading) == []


@pytest.mark.parametrize(
    ("numbers", "order"),
    [
        ([10, 9, 1], "cba"),
        (["10", "9", "1"], "cba"),
        (["1.10", "1.9", "1.1"], "cba"),
        ([2, "10", 1.5], "cab"),
        ([None, None, 1], "cab"),
        ([1, 1, 1], "abc"),
        (["", None, ""], "abc"),
    ],
)
def test_case_orders_siblings_by_sequence_number(numbers, order):
    links = [child_of(name, "doc", number) for name, number in zip("abc", numbers, strict=True)]

    reading = read(package([item(name) for name in "abc"], links))

    assert "".join(outline(reading)) == order
    assert warnings(reading) == []


def test_case_orders_siblings_by_code_without_sequence_numbers():
    items = [item("a", humanCodingScheme="K10"), item("b", humanCodingScheme="K9")]

    reading = read(package(items, [child_of("a", "doc"), child_of("b", "doc")]))

    assert outline(reading) == ["b", "a"]


def test_case_says_when_a_sequence_number_is_none():
    reading = read(package([item("a")], [child_of("a", "doc", "first")]))

    assert warnings(reading) == [
        "CFAssociations, number 1: “first” is no sequence number. The order of the file was kept."
    ]


def test_case_keeps_the_first_of_several_parents_by_sequence():
    links = [
        child_of("a", "doc", 1),
        child_of("b", "doc", 2),
        child_of("c", "a", 2),
        child_of("c", "b", 1),
    ]

    reading = read(package([item(name) for name in "abc"], links))

    assert outline(reading) == ["a", "b", "  c"]
    assert warnings(reading) == [
        "CFAssociations, number 3: “Do c” has several parents: “Do b” was kept, not “Do a”."
    ]


def test_case_breaks_circles_and_says_so():
    links = [
        child_of("a", "b"),
        child_of("b", "a"),
        child_of("c", "b"),
        child_of("d", "d"),
    ]

    reading = read(package([item(name) for name in "abcd"], links))

    assert outline(reading) == ["a", "b", "  c", "d"]
    assert len(warnings(reading)) == 3
    assert "“Do d” stands, by a circle of 1 links, under itself." in warnings(reading)[2]


def test_case_puts_orphans_at_the_top_level():
    links = [child_of("a", "doc"), child_of("c", {"title": "Lost", "uri": "https://else.org/1"})]

    reading = read(package([item(name) for name in "abc"], links))

    assert outline(reading) == ["a", "b", "c"]
    assert warnings(reading) == [
        "CFAssociations, number 2: “c” stands under “Lost”, which is not in this file.",
        "CFItems, number 2: “Do b” is linked to nothing. It was put at the top level.",
        "CFItems, number 3: “Do c” is linked to nothing. It was put at the top level.",
    ]


def test_case_says_once_that_nothing_is_linked():
    reading = read(package([item("a"), item("b")]))

    assert outline(reading) == ["a", "b"]
    assert warnings(reading) == [
        "The file does not say which item stands under which: all are at the top level."
    ]


def test_case_reports_links_of_strangers():
    reading = read(package([item("a")], [child_of("a", "doc"), child_of("x", "a")]))

    assert outline(reading) == ["a"]
    assert warnings(reading) == [
        "CFAssociations, number 2: “x” is no item of this file, "
        "so what it stands under was not used."
    ]


def test_case_counts_associations_of_other_kinds():
    links = [child_of("a", "doc"), *[{"associationType": "exactMatchOf"}] * 3]

    reading = read(package([item("a")], links))

    assert "3 associations of the kind “exactMatchOf” were not used." in said(
        reading, Severity.INFO
    )


def test_case_makes_the_same_identifier_every_time():
    document = package([{"fullStatement": "Wash hands"}])

    first, second = read(document), read(document)

    assert first.framework.items[0].identifier == second.framework.items[0].identifier
    assert "There is no identifier." in warnings(first)[0]


def test_case_takes_a_missing_identifier_from_the_address():
    name = "0450eaee-1a00-4622-8f4e-5356fce816d2"

    reading = read(package([{"uri": f"https://example.org/{name}", "fullStatement": "Wash"}]))

    assert outline(reading) == [name]


def test_case_leaves_out_what_has_no_statement():
    reading = read(package([item("a"), item("b", " \u0000 ")], [child_of("a", "doc")]))

    assert outline(reading) == ["a"]
    assert errors(reading) == ["CFItems, number 2: The item has no statement and was left out."]


def test_case_leaves_out_a_second_item_of_the_same_identifier():
    items = [item("a", "One"), item("a", "Two"), item("a", "One"), item("doc", "Three")]

    reading = read(package(items, [child_of("a", "doc")]))

    assert [found.statement for found in reading.framework.items] == ["One"]
    assert errors(reading) == [
        "CFItems, number 2: “Two” has the identifier of “One” and was left out.",
        "CFItems, number 4: “Three” has the identifier of the framework and was left out.",
    ]


@pytest.mark.parametrize(
    ("value", "statement"),
    [
        (12, "12"),
        (True, "true"),
        (["one", "two"], "one, two"),
        ({"title": "A title"}, "A title"),
        ("a\u0000b\u0007c", "abc"),
        ("a\ud800b", "a?b"),
        ("  e\u0301 ", "é"),
    ],
)
def test_case_makes_text_of_what_can_be_text(value, statement):
    reading = read(package([item("a", value)], [child_of("a", "doc")]))

    assert reading.framework.items[0].statement == statement


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"no": 1}, [[[1]]]])
def test_case_leaves_out_what_cannot_be_text(value):
    reading = read(package([item("a", notes=value)], [child_of("a", "doc")]))

    assert reading.framework.items[0].notes == ""
    assert warnings(reading) == [
        "CFItems, number 1: “notes” holds something other than text and was left out."
    ]


def test_case_cuts_what_is_too_long():
    items = [item("i" * 400, "s" * 20_000, humanCodingScheme="c" * 100, uri="u" * 600)]

    reading = read(package(items))

    (found,) = reading.framework.items
    assert (len(found.identifier), len(found.statement)) == (36, 10_000)
    assert (len(found.code), found.uri) == (60, "")
    # Four about this item, one that nothing is linked.
    assert len(warnings(reading)) == 5


def test_case_survives_a_chain_as_deep_as_it_likes():
    names = [f"n{index}" for index in range(5_000)]
    links = [child_of(child, parent) for child, parent in zip(names[1:], names, strict=False)]

    reading = read(package([item(name) for name in names], [child_of("n0", "doc"), *links]))

    assert len(reading.framework.items) == 5_000
    assert max(found.depth for found in reading.framework.items) == 20
    assert warnings(reading) == [
        "4979 items stood deeper than 21 levels and were lifted to the last."
    ]


def test_case_lists_fifty_equal_faults_and_counts_the_rest():
    reading = read(package([item("a")], [child_of("x", "a")] * 80 + [child_of("a", "doc")]))

    assert len(warnings(reading)) == 51
    assert warnings(reading)[-1] == "And 30 more like the one above."
    assert reading.counts["warning"] == 80


def test_case_names_what_it_did_not_use():
    reading = read(
        package([item("a", foo=1, bar="")], [child_of("a", "doc")], CFRubrics=[{"title": "R"}])
    )

    assert said(reading, Severity.INFO) == [
        "“CFRubrics” was not used.",
        "“foo”, which 1 items have, was not used.",
        "1 associations name their items by plain text.",
    ]


def test_case_reports_a_key_that_hides_another():
    text = '{"CFDocument": {"title": "T"}, "CFItems": [], "CFItems": [{"fullStatement": "A"}]}'

    reading = read_framework(text.encode(), filename="file.json")

    assert errors(reading) == ["“CFItems” stands twice in one object. Only the last one was read."]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"{", "not valid JSON: it breaks off on line 1, column 2"),
        (b"[" * 200_000, "nested too deeply"),
        (b"[1, 2]", "holds no CASE package"),
        (b'{"CFItems": []}', "nothing to import"),
        (b'{"CFItems": {}}', "nothing to import"),
        (b'{"CFItems": "no"}', "nothing to import"),
        (b'{"CFDocument": null, "CFItems": [null, 1, []]}', "nothing to import"),
        (b"", "file is empty"),
        (b"PK\x03\x04", "spreadsheet"),
        (b" " * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
        (json.dumps({"CFItems": [{}] * 20_001}).encode(), "more than 20000 items"),
    ],
)
def test_case_refuses_with_a_sentence(data, sentence):
    reading = read_framework(data, filename="file.json")

    assert reading.framework is None
    assert any(sentence in error for error in errors(reading))


def test_case_asks_which_of_several_is_meant():
    packages = [
        package([item("a")]) | {"CFDocument": {"identifier": name, "title": f"Title {name}"}}
        for name in "xy"
    ]

    several = read(packages)
    chosen = read(packages, where={"title": "title Y"})

    assert several.framework is None
    assert [choice.value for choice in several.choices] == ["Title x", "Title y"]
    assert errors(several) == ["This file holds 2 frameworks. Say which one to import."]
    assert chosen.framework.identifier == "y"
    assert read(packages, where={"title": "z"}).framework is None
