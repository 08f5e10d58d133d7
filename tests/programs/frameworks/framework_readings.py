"""What tests ask of a reading."""

from programs.frameworks.files import Severity


def outline(reading):
    """The tree as indented identifiers."""
    return ["  " * item.depth + item.identifier for item in reading.framework.items]


def said(reading, severity):
    return [str(finding) for finding in reading.findings if finding.severity is severity]


def errors(reading):
    return said(reading, Severity.ERROR)


def warnings(reading):
    return said(reading, Severity.WARNING)


def assert_sound(reading):
    """Whatever came in: a report in words, and a tree the database can hold."""
    assert all(str(finding) for finding in reading.findings)
    if reading.framework is None:
        assert reading.counts["error"]
        return
    seen = {"": -1}
    for found in reading.framework.items:
        assert found.identifier not in seen
        assert found.statement
        assert found.depth == seen[found.parent_identifier] + 1
        seen[found.identifier] = found.depth
        for text in (found.identifier, found.statement, found.code, found.notes, found.uri):
            assert "\x00" not in text
            text.encode()
    parents = {found.parent_identifier for found in reading.framework.items}
    assert all(found.is_group == (found.identifier in parents) for found in reading.framework.items)
