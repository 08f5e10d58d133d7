"""Check an export of the ledger without trusting the application that made it.

    python tools/verify_export.py EXPORT [SEALS]

Stands alone: Python's standard library and this file, nothing of Alongside. EXPORT is what
``manage.py export_ledger`` wrote, one JSON object a line; SEALS the file of daily seals.
Each entry's hash is recomputed, each chain followed, each comment held against what the entry
committed to, and the end of every chain against the last seal. Prints what does not hold and
ends with 1; ends with 0 if all does.
"""

import hashlib
import hmac
import json
import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path


def main(arguments) -> int:
    if not 1 <= len(arguments) <= 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    chains, problems = read_export(Path(arguments[0]))
    problems += [problem for chain in chains.items() for problem in check_chain(*chain)]
    if len(arguments) == 2:
        heads, faults = read_seals(Path(arguments[1]))
        problems += faults + check_heads(chains, heads)
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    entries = sum(map(len, chains.values()))
    state = f"{len(problems)} problems" if problems else "all of it holds"
    sys.stdout.write(f"{entries} entries in {len(chains)} chains: {state}.\n")
    return 1 if problems else 0


def read_export(path):
    """Return the entries of each chain in the order of the file, and the unreadable lines."""
    chains, problems = {}, []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                entry = json.loads(line)
                chains.setdefault(entry["preceptorship"], []).append(entry)
            except (ValueError, KeyError, TypeError):
                problems.append(f"line {number} is no entry")
    return chains, problems


def check_chain(chain, entries):
    """Yield the first thing that is wrong with each entry up to the first that breaks."""
    previous = ""
    for sequence, entry in enumerate(entries, 1):
        problem = check_entry(entry, chain, sequence, previous)
        if problem:
            yield f"{chain}, entry {sequence}: {problem}"
            return
        previous = entry["hash"]


def check_entry(entry, chain, sequence, previous):
    canonical = entry["canonical"]
    if entry["sequence"] != sequence:
        return f"missing; the next one found is {entry['sequence']}"
    if entry["previous_hash"] != previous:
        return "does not follow from the entry before it"
    if hashlib.sha256(canonical.encode()).hexdigest() != entry["hash"]:
        return "the text does not match its hash"
    stated = json.loads(canonical)
    columns = {
        "preceptorship": chain,
        "sequence": sequence,
        "kind": entry["kind"],
        "previous_hash": previous,
        "recorded_at": moment(entry["recorded_at"]),
    }
    wrong = sorted(name for name, value in columns.items() if stated.get(name) != value)
    if wrong:
        return f"the columns differ from the text in {', '.join(wrong)}"
    content = entry["content"]
    if content and commitment(content) != stated["content"]:
        return "the names or the comment were changed"
    return ""


def commitment(content):
    """Bind names and comment with their salt, as the entry did."""
    told = {name: nfc(text) for name, text in content.items() if name != "salt"}
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(bytes.fromhex(content["salt"]), text.encode(), "sha256").hexdigest()


def read_seals(path):
    """Return the head of every chain at the last seal, and what is wrong with the file."""
    heads, previous, root, number = {}, "", "", 0
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(map(str.rstrip, lines), 1):
            seal = json.loads(line)
            if (seal["number"], seal["previous"]) != (number, previous):
                return heads, [f"seal {number} does not follow from the line before it"]
            previous, root = hashlib.sha256(line.encode()).hexdigest(), seal["root"]
            heads |= seal["heads"]
    if merkle_root(heads) != root:
        return heads, [f"seal {number}: the heads do not give its root"]
    return heads, []


def check_heads(chains, heads):
    problems = []
    for chain, (sequence, entry_hash) in sorted(heads.items()):
        entries = chains.get(chain, [])
        if len(entries) < sequence:
            problems.append(f"{chain}: {len(entries)} entries, though {sequence} were sealed")
        elif entries[sequence - 1]["hash"] != entry_hash:
            problems.append(f"{chain}, entry {sequence}: not the one that was sealed")
    return problems


def merkle_root(heads):
    level = [
        hashlib.sha256(b"\0" + f"{chain} {heads[chain][0]} {heads[chain][1]}".encode()).digest()
        for chain in sorted(heads)
    ]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [hashlib.sha256(b"\1" + left + right).digest() for left, right in pairs]
        level = above + level[len(above) * 2 :]
    return level[0].hex() if level else ""


def moment(text):
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def nfc(text):
    return unicodedata.normalize("NFC", text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
