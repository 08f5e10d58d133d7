"""Check an export of the ledger without trusting the application that made it.

    python tools/verify_export.py EXPORT [SEALS] [--certificate TRANSCRIPT ...]

Stands alone: Python's standard library and this file, nothing of Alongside. EXPORT is what
``manage.py export_ledger`` wrote, or what a learner took along, one JSON object a line; SEALS the
file of daily seals; each TRANSCRIPT the JSON that lies in the PDF of a certificate. Each entry's
hash is recomputed, each chain followed, each comment held against what the entry committed to, and
the end of every chain against the last seal. No entry may be dated before the one before it, nor
before a seal that it came after. A certificate holds if the chain goes through the end that it
prints, and each signature on it says the same there and was not revoked, then or since. Prints
what does not hold and ends with 1; ends with 0 if all does.
"""

import hashlib
import hmac
import json
import sys
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path

UNDER_WAY = timedelta(minutes=2)

# What an entry is made of, and what each part has to be.
PARTS = {
    "preceptorship": str,
    "sequence": int,
    "kind": str,
    "canonical": str,
    "previous_hash": str,
    "hash": str,
    "recorded_at": str,
}


def main(arguments) -> int:
    place = arguments.index("--certificate") if "--certificate" in arguments else len(arguments)
    files, certificates = (
        [*map(Path, part)] for part in (arguments[:place], arguments[place + 1 :])
    )
    if not 1 <= len(files) <= 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    # Whatever stands in the files can be shown.
    sys.stdout.reconfigure(errors="backslashreplace")
    try:
        problems, summary = verify(*files, certificates=certificates)
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return 2
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{summary}\n")
    return 1 if problems else 0


def verify(export, seals=None, certificates=()):
    """Return what does not hold, line by line, and a sentence on the whole."""
    chains, problems = read_export(export)
    problems += [problem for chain in chains.items() for problem in check_chain(*chain)]
    if not chains and not problems:
        problems.append("there is no entry in the export")
    hashes = None
    if seals:
        heads, newer, sealed_at, hashes, faults = read_seals(seals)
        newer += [(chain, heads.get(chain, [0])[0] + 1, sealed_at) for chain in chains]
        problems += faults + check_heads(chains, heads) + check_dates(chains, newer)
    for certificate in certificates:
        found = check_certificate(certificate.read_bytes(), chains, hashes)
        problems += [f"{certificate.name}: {problem}" for problem in found]
    return problems, summarise(chains, problems, len(certificates))


def summarise(chains, problems, certificates):
    entries = [entry for found in chains.values() for entry in found]
    nameless = sum(
        "content" in entry and entry["content"] is None and entry.get("kind") != "require"
        for entry in entries
    )
    without = f", {nameless} without names" if nameless else ""
    state = counted(len(problems), "problem", "problems") if problems else "all of it holds"
    found = counted(len(entries), "entry", "entries")
    beside = f", {counted(certificates, 'certificate', 'certificates')}" if certificates else ""
    return f"{found} in {counted(len(chains), 'chain', 'chains')}{without}{beside}: {state}."


def counted(count, one, several):
    return f"{count} {one if count == 1 else several}"


def read_lines(path):
    """Yield the number and the text of each line that is not blank, without a byte order mark."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            text = line.decode("utf-8", errors="surrogateescape").rstrip()
            text = text.removeprefix("\ufeff") if number == 1 else text
            if text:
                yield number, text


def parsed(text):
    """Return what a text of JSON says, or None for what is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def is_text(value):
    """Whether a value is text that can be hashed: no half of a character pair."""
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except ValueError:
        return False
    return True


def is_told_as(value):
    """Whether a value can be part of the content: text, or a list of texts."""
    return all(map(is_text, value)) if isinstance(value, list) else is_text(value)


def read_export(path):
    """Return the entries of each chain in the order of the file, and the unreadable lines."""
    chains, problems = {}, []
    for number, line in read_lines(path):
        entry = parsed(line)
        if isinstance(entry, dict) and is_text(entry.get("preceptorship")):
            chains.setdefault(entry["preceptorship"], []).append(entry)
        else:
            problems.append(f"line {number} is no entry")
    return chains, problems


def check_chain(chain, entries):
    """Yield the first thing that is wrong with each entry up to the first that breaks."""
    previous = {"hash": "", "recorded_at": ""}
    erased = erased_entries(entries)
    for sequence, entry in enumerate(entries, 1):
        problem = check_parts(entry) or check_entry(entry, chain, sequence, previous, erased)
        if problem:
            yield f"{chain}, entry {sequence}: {problem}"
            return
        previous = entry


def erased_entries(entries):
    """Return the numbers of those whose names and comments an entry says were erased."""
    erased = set()
    for entry in entries:
        stated = parsed(entry["canonical"]) if is_text(entry.get("canonical")) else None
        if isinstance(stated, dict) and stated.get("kind") == "erase":
            numbers = stated.get("entries")
            erased |= {each for each in numbers if type(each) is int} if numbers else set()
    return erased


def check_parts(entry):
    """Say which part of an entry is missing or is something else than it has to be."""
    for name, kind in PARTS.items():
        if name not in entry:
            return f"“{name}” is missing"
        if type(entry[name]) is not kind or (kind is str and not is_text(entry[name])):
            return f"“{name}” cannot be read"
    if "content" not in entry:
        return "“content” is missing"
    content = entry["content"]
    is_told = isinstance(content, dict) and content and all(map(is_told_as, content.values()))
    if content is not None and not is_told:
        return "the names or the comment cannot be read"
    return ""


def check_entry(entry, chain, sequence, previous, erased):
    canonical = entry["canonical"]
    if entry["sequence"] != sequence:
        return f"missing; the next one found is {entry['sequence']}"
    if entry["previous_hash"] != previous["hash"]:
        return "does not follow from the entry before it"
    if hashlib.sha256(canonical.encode()).hexdigest() != entry["hash"]:
        return "the text does not match its hash"
    stated = parsed(canonical)
    if not isinstance(stated, dict):
        return "the text is no entry"
    columns = {
        "preceptorship": chain,
        "sequence": sequence,
        "kind": entry["kind"],
        "previous_hash": previous["hash"],
        "recorded_at": moment(entry["recorded_at"]),
    }
    wrong = sorted(name for name, value in columns.items() if stated.get(name) != value)
    if wrong:
        return f"the columns differ from the text in {', '.join(wrong)}"
    if previous["recorded_at"] and columns["recorded_at"] < moment(previous["recorded_at"]):
        return "dated before the entry before it"
    return check_content(entry, stated, is_erased=sequence in erased or "withheld" in entry)


def check_content(entry, stated, *, is_erased):
    if not (content := entry["content"]):
        is_gone = stated.get("content") is not None and not is_erased
        return "names and comment are gone, and no entry says who erased them" if is_gone else ""
    if not is_salt(content.get("salt")):
        return "the salt of the names and the comment cannot be read"
    if commitment(content) != stated.get("content"):
        return "the names or the comment were changed"
    return ""


def is_salt(text):
    try:
        return bool(bytes.fromhex(text))
    except (ValueError, TypeError):
        return False


def commitment(content):
    """Bind names and comment with their salt, as the entry did."""
    told = {name: nfc(value) for name, value in content.items() if name != "salt"}
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    salt = bytes.fromhex(content["salt"])
    return hmac.new(salt, text.encode(errors="surrogatepass"), "sha256").hexdigest()


def read_seals(path):
    """Return heads, what came after which seal, when the last was, hashes, and faults.

    Heads: the last one of every chain. What came after: chain, the first entry that was not there
    at a seal, and when that was. Hashes: of each seal's line, by its number.
    """
    heads, newer, hashes, previous, root, number, sealed_at = {}, [], {}, "", "", 0, ""
    for place, line in read_lines(path):
        seal = parsed(line)
        if not is_seal(seal):
            return heads, newer, "", hashes, [f"line {place} of the seals is no seal"]
        if seal["previous"] != previous or not is_next(seal, number):
            fault = f"seal {number + 1} does not follow from the line before it"
            return heads, newer, "", hashes, [fault]
        number, root = seal["number"], seal["root"]
        previous = hashlib.sha256(line.encode(errors="surrogateescape")).hexdigest()
        hashes[str(number)] = previous
        newer += [(chain, heads.get(chain, [0])[0] + 1, sealed_at) for chain in seal["heads"]]
        heads |= seal["heads"]
        sealed_at = before(seal.get("sealed_at"))
    if not number:
        return heads, newer, "", hashes, ["there is no seal to check against"]
    heads = {chain: head for chain, head in heads.items() if head[0]}
    fault = f"seal {number}: the heads do not give its root"
    return heads, newer, sealed_at, hashes, [] if merkle_root(heads) == root else [fault]


def is_next(seal, number):
    """Whether a seal follows the one of this number; after a restore numbers may be left out."""
    is_number = type(seal["number"]) is int and seal["number"] > number
    return is_number and (seal["number"] == number + 1 or bool(seal.get("restored")))


def before(sealed_at):
    """Return a little before a seal was taken: a signature may have been under way then."""
    at = moment(sealed_at) if is_text(sealed_at) else ""
    try:
        return moment((datetime.fromisoformat(at) - UNDER_WAY).isoformat())
    except (ValueError, OverflowError):
        return ""


def check_dates(chains, newer):
    """Name each entry that is dated before a seal it came after."""
    problems = []
    for chain, sequence, sealed_at in newer:
        entries = chains.get(chain, [])
        entry = entries[sequence - 1] if len(entries) >= sequence else {}
        recorded_at = entry.get("recorded_at")
        if is_text(recorded_at) and moment(recorded_at) < sealed_at:
            problems.append(f"{chain}, entry {sequence}: dated before a seal that it came after")
    return problems


def is_seal(seal):
    """Whether a line has a number, what it follows, a root, and heads: [entries, hash] by chain."""
    if not isinstance(seal, dict) or not isinstance(seal.get("heads"), dict):
        return False
    return {"number", "previous", "root"} <= seal.keys() and all(
        is_text(chain) and is_head(head) for chain, head in seal["heads"].items()
    )


def is_head(head):
    is_pair = isinstance(head, list) and len(head) == 2
    return is_pair and type(head[0]) is int and head[0] >= 0 and is_text(head[1])


def check_heads(chains, heads):
    problems = []
    for chain, (sequence, entry_hash) in sorted(heads.items()):
        entries = chains.get(chain, [])
        if len(entries) < sequence:
            there = counted(len(entries), "entry", "entries")
            problems.append(f"{chain}: {there}, though {sequence} were sealed")
        elif entries[sequence - 1].get("hash") != entry_hash:
            problems.append(f"{chain}, entry {sequence}: not the one that was sealed")
    return problems


def check_certificate(content, chains, seals):
    """Return what does not hold of a certificate; ``seals``: hashes by number, or None."""
    said = parsed(content.decode(errors="surrogateescape"))
    try:
        head, seal = said["ledger"], said["seal"]
        record, sequence, printed = head["record"], head["entry"], head["hash"]
        stated = [
            printed_part(row) for skill in said["competencies"] for row in skill["signatures"]
        ]
        sealed = (str(seal["number"]), seal["hash"]) if seal else None
    except (TypeError, KeyError):
        return ["this is no transcript of ours"]
    entries = chains.get(record, []) if is_text(record) else []
    if type(sequence) is not int or not 1 <= sequence <= len(entries):
        return ["the chain that is printed on it is not in the export, or is shorter"]
    if entries[sequence - 1].get("hash") != printed:
        return [f"entry {sequence} is not the end that is printed on it"]
    if sealed and seals is not None and seals.get(sealed[0]) != sealed[1]:
        return [f"seal {sealed[0]} is not the one that is printed on it"]
    return check_signatures(stated, entries, sequence)


def printed_part(row):
    facts = (str(row["sign_off"]), row["level"]["value"], row["method"], row["observed_on"])
    return facts, row["signed_by"]


def check_signatures(printed, entries, sequence):
    """Name each signature on the paper that the chain does not have so, or has no more."""
    signed, gone = {}, set()
    for number, entry in enumerate(entries, 1):
        facts = parsed(entry["canonical"]) if is_text(entry.get("canonical")) else {}
        facts = facts if isinstance(facts, dict) else {}
        sign_off = str(facts.get("sign_off"))
        if facts.get("kind") == "sign" and number <= sequence:
            signed[sign_off] = facts, entry.get("content")
        elif facts.get("kind") in ("revoke", "suspend"):
            gone.add(sign_off)
        elif facts.get("kind") == "reinstate":
            gone.discard(sign_off)
    checked = [(facts[0], check_signature(facts, name, signed, gone)) for facts, name in printed]
    return [f"signature {pk}: {problem}" for pk, problem in checked if problem]


def check_signature(printed, name, signed, gone):
    if printed[0] not in signed:
        return "not in the chain when this was printed"
    facts, content = signed[printed[0]]
    if printed != tuple(map(facts.get, ("sign_off", "level", "method", "observed_on"))):
        return "the chain says another level, day or way of assessing"
    if isinstance(content, dict) and content.get("signed_as") != name:
        return "the chain says another name"
    return "revoked, or on hold" if printed[0] in gone else ""


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
    """Return a moment as the text of an entry writes it, or nothing for what is none."""
    try:
        at = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def nfc(value):
    if isinstance(value, list):
        return [nfc(text) for text in value]
    return unicodedata.normalize("NFC", value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
