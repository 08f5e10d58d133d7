"""The export, checked by a program that knows nothing of Alongside, whatever is in its files."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import example, given
from hypothesis import strategies as st

from assessments.ledger.models import SignatureContent
from assessments.ledger.services.ledger_export import export_lines
from tests.assessments.chains import erase_all
from tests.assessments.ledger.tampering import as_owner
from tests.shared_files import shared
from tools import verify_export as verifier


def verify_export(*files):
    tool = Path(settings.BASE_DIR) / "tools" / "verify_export.py"
    ran = subprocess.run(
        [sys.executable, "-I", tool, *files], capture_output=True, text=True, check=False
    )
    return ran.returncode, ran.stdout


@pytest.fixture
def export(sealed_record, tmp_path):
    path = tmp_path / "export.jsonl"
    call_command("export_ledger", path, stdout=StringIO())
    return path


def test_verify_export_holds_with_and_without_seals(export, file):
    assert verify_export(export) == (0, "4 entries in 1 chain: all of it holds.\n")
    assert verify_export(export, file)[0] == 0


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('\\"level\\":4', '\\"level\\":5', "the text does not match its hash"),
        ('"signed_as": "Priya Nair, RN"', '"signed_as": "Sam"', "the names or the comment"),
        ('"kind": "sign"', '"kind": "revoke"', "the columns differ from the text in kind"),
    ],
)
def test_verify_export_finds_what_was_changed(export, old, new, problem):
    text = export.read_text()
    assert old in text
    export.write_text(text.replace(old, new, 1))

    code, said = verify_export(export)

    assert code == 1
    assert problem in said


def test_verify_export_finds_an_end_cut_off_by_the_seals(export, file):
    export.write_text(export.read_text().splitlines()[0] + "\n")

    assert verify_export(export)[0] == 0
    assert "1 entry, though 3 were sealed" in verify_export(export, file)[1]


@pytest.fixture
def erased(sealed_record, tmp_path):
    """The same without names and comments, which an administrator erased."""
    path = tmp_path / "erased.jsonl"
    erase_all(sealed_record.preceptorship)
    path.write_text("\n".join(export_lines()) + "\n")
    return path


def test_export_holds_without_content_that_was_erased(erased):
    assert verify_export(erased) == (
        0,
        "5 entries in 1 chain, 3 without names: all of it holds.\n",
    )


def test_verify_export_names_what_was_erased_without_an_entry(sealed_record, tmp_path):
    with as_owner():
        SignatureContent.objects.filter(entry__sequence=3).delete()
    path = tmp_path / "erased.jsonl"
    path.write_text("\n".join(export_lines()) + "\n")

    code, said = verify_export(path)

    assert code == 1
    assert "entry 3: names and comment are gone, and no entry says who erased them" in said


def test_export_ledger_overwrites_nothing(export):
    with pytest.raises(CommandError, match="already"):
        call_command("export_ledger", export)


def test_verify_export_ignores_a_byte_order_mark(export, file):
    for path in (export, file):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert verify_export(export, file)[0] == 0


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_verify_export_says_when_there_is_nothing_to_check(export, text):
    empty = export.with_name("empty.jsonl")
    empty.write_text(text)

    assert "there is no seal to check against" in verify_export(export, empty)[1]
    assert verify_export(empty) == (
        1,
        "there is no entry in the export\n0 entries in 0 chains: 1 problem.\n",
    )


PARTS = ("sequence", "kind", "canonical", "previous_hash", "hash", "recorded_at", "content")


@pytest.mark.parametrize("part", PARTS)
def test_verify_export_names_chain_and_entry_of_a_part_that_is_missing(export, part):
    lines = [json.loads(line) for line in export.read_text().splitlines()]
    del lines[1][part]
    export.write_text("\n".join(map(json.dumps, lines)))

    code, said = verify_export(export)

    assert (code, said.splitlines()[0]) == (
        1,
        f"{lines[1]['preceptorship']}, entry 2: “{part}” is missing",
    )


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("ledger-missing-part.jsonl", "entry 2: “canonical” is missing"),
        ("ledger-bad-salt.jsonl", "entry 2: the salt"),
    ],
)
def test_verify_export_of_a_case(name, problem):
    code, said = verify_export(shared(f"cases/{name}"))

    assert code == 1
    assert problem in said


def test_verify_export_says_that_there_is_no_seal():
    good, seals = shared("cases/ledger-good.jsonl"), shared("cases/seals-empty.jsonl")

    assert verify_export(good)[0] == 0
    assert verify_export(good, seals)[0] == 1


# Any bytes at all: in process, as a program takes a fifth of a second to begin.


def said_of(folder, export, seals):
    files = folder / "export", folder / "seals"
    for path, content in zip(files, (export, seals), strict=True):
        path.write_bytes(content)
    problems, summary = verifier.verify(*files)
    return "\n".join([*problems, summary])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("verify")


@given(st.binary(max_size=300), st.binary(max_size=300))
@example(b"[" * 100_000, b"[" * 100_000)
@example(b"1" * 10_000, b"\xff\xfe")
def test_any_bytes_are_checked_without_a_traceback(folder, export, seals):
    assert said_of(folder, export, seals)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=4,
)
ENTRY = {
    "preceptorship": "a",
    "sequence": 1,
    "kind": "sign",
    "canonical": "{}",
    "previous_hash": "",
    "hash": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    "recorded_at": "0001-01-01T00:00:00+14:00",
    "content": {"salt": "ab", "text": "x"},
}
SEAL = {"number": 1, "previous": "", "root": "", "heads": {"a": [1, "x"]}}


def changed(whole):
    """Any of its parts replaced by anything, or taken out."""
    parts = st.dictionaries(st.sampled_from([*whole, "other"]), VALUES, max_size=3)
    return st.tuples(parts, st.sets(st.sampled_from(list(whole)), max_size=1)).map(
        lambda found: {k: v for k, v in (whole | found[0]).items() if k not in found[1]}
    )


@given(st.lists(changed(ENTRY), max_size=3), st.lists(changed(SEAL), max_size=3))
@example([ENTRY | {"canonical": "\ud800"}], [SEAL | {"heads": {"\udfff": [1, "x"]}}])
@example([ENTRY | {"content": {"salt": None}}], [SEAL | {"heads": {"a": [0, "x"]}}])
def test_any_values_are_checked_without_a_traceback(folder, entries, seals):
    files = ("\n".join(map(json.dumps, found)).encode() for found in (entries, seals))

    assert said_of(folder, *files)
