"""The pure ledger: one text per act, one hash per text, and chains that tell where they broke."""

import json
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.ledger import chain as ledger

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CHAIN = UUID(int=1)
SALT = "ab" * 32

uuids = st.uuids(version=4)
moments = st.datetimes(
    min_value=NOON.replace(year=2000, tzinfo=None),
    max_value=NOON.replace(year=2100, tzinfo=None),
    timezones=st.timezones(),
)
# What PostgreSQL can store: no lone surrogates, no NUL.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
signatures = st.builds(
    ledger.Signature,
    sign_off=uuids,
    learner=uuids,
    assessor=uuids,
    competency=uuids,
    competency_wording=texts,
    scale=uuids,
    level=st.integers(0, 9),
    level_wording=texts,
    is_pass=st.booleans(),
    method=texts,
    observed_on=st.dates(),
    is_late=st.booleans(),
    override=st.none() | uuids,
    overridden_by=st.none() | uuids,
)
revocations = st.builds(ledger.Revocation, sign_off=uuids, revoked_by=uuids)
acts = signatures | revocations


def chain(acts, *, start=NOON):
    """Return the links of a sound chain in which these acts follow one another."""
    links, previous_hash = [], ""
    for sequence, act in enumerate(acts, 1):
        place = ledger.Place(
            preceptorship=CHAIN,
            sequence=sequence,
            previous_hash=previous_hash,
            recorded_at=start + timedelta(minutes=sequence),
        )
        canonical = ledger.canonical_text(place, act, "c" * 64)
        links.append(
            ledger.Link(
                preceptorship=CHAIN,
                sequence=sequence,
                kind=act.kind,
                canonical=canonical,
                previous_hash=previous_hash,
                hash=ledger.entry_hash(canonical),
                recorded_at=place.recorded_at,
            )
        )
        previous_hash = links[-1].hash
    return links


def revocation(number):
    return ledger.Revocation(sign_off=UUID(int=number), revoked_by=UUID(int=7))


def test_canonical_text_to_the_letter():
    place = ledger.Place(preceptorship=CHAIN, sequence=2, previous_hash="f" * 64, recorded_at=NOON)

    text = ledger.canonical_text(place, revocation(3), "c" * 64)

    assert text == (
        '{"content":"' + "c" * 64 + '","format":3,"kind":"revoke",'
        '"preceptorship":"00000000-0000-0000-0000-000000000001",'
        '"previous_hash":"' + "f" * 64 + '","recorded_at":"2026-11-23T12:00:00.000000Z",'
        '"revoked_by":"00000000-0000-0000-0000-000000000007","sequence":2,'
        '"sign_off":"00000000-0000-0000-0000-000000000003"}'
    )


@given(moments, st.integers(-14, 14))
def test_encode_moment_is_the_same_in_every_time_zone(moment, hours):
    elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))

    assert ledger.encode(moment) == ledger.encode(elsewhere)


@given(texts)
def test_encode_text_is_the_same_in_every_normal_form(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert ledger.encode(composed) == ledger.encode(decomposed)


@given(st.dictionaries(texts, st.none() | st.booleans() | st.integers() | texts, max_size=6))
def test_encode_does_not_depend_on_the_order_of_keys(facts):
    backwards = dict(reversed(facts.items()))
    distinct = {unicodedata.normalize("NFC", key) for key in facts}
    if len(distinct) == len(facts):
        assert ledger.encode(facts) == ledger.encode(backwards)


@given(acts, acts)
def test_canonical_text_tells_any_two_acts_apart(one, other):
    place = ledger.Place(preceptorship=CHAIN, sequence=1, previous_hash="", recorded_at=NOON)
    texts_of_both = [ledger.canonical_text(place, act, "") for act in (one, other)]

    assert (texts_of_both[0] == texts_of_both[1]) == (
        ledger.encode(_facts(one)) == ledger.encode(_facts(other))
    )


def _facts(act):
    return {"kind": act.kind, **{name: getattr(act, name) for name in act.__slots__}}


def test_encode_refuses_what_has_no_one_text():
    with pytest.raises(TypeError):
        ledger.encode({"share": 0.5})
    with pytest.raises(ValueError, match="without a time zone"):
        ledger.encode(NOON.replace(tzinfo=None))


@given(texts, texts, texts)
def test_commitment_depends_on_every_part_and_on_the_salt(name, learner, text):
    content = ledger.Content(signed_as=name, learner_name=learner, text=text)
    bound = ledger.commitment(SALT, content)

    assert bound != ledger.commitment("cd" * 32, content)
    assert bound != ledger.commitment(SALT, replace(content, text=text + "."))
    assert bound != ledger.commitment(SALT, replace(content, learner_name=learner + "."))
    assert bound != ledger.commitment(SALT, replace(content, signed_as=name + "."))


def test_commitment_keeps_neighbouring_parts_apart():
    one = ledger.Content(signed_as="Ann", learner_name="Bo", text="")
    other = ledger.Content(signed_as="An", learner_name="nBo", text="")

    assert ledger.commitment(SALT, one) != ledger.commitment(SALT, other)


@given(st.lists(acts, max_size=6), moments)
def test_first_fault_finds_none_in_a_sound_chain(acts, start):
    assert ledger.first_fault(chain(acts, start=start), preceptorship=CHAIN) is None


@given(st.data())
def test_first_fault_names_the_entry_that_was_changed(data):
    links = chain(data.draw(st.lists(acts, min_size=1, max_size=6)))
    index = data.draw(st.integers(0, len(links) - 1))
    facts = json.loads(links[index].canonical)
    name = data.draw(st.sampled_from(sorted(facts)))
    changed = ledger.encode({**facts, name: "something else"})
    links[index] = replace(links[index], canonical=changed)

    assert ledger.first_fault(links, preceptorship=CHAIN).sequence == index + 1


def test_first_fault_finds_a_rewritten_entry_by_the_one_after_it():
    links = chain([revocation(1), revocation(2)])
    forged = chain([revocation(9)])[0]

    fault = ledger.first_fault([forged, links[1]], preceptorship=CHAIN)

    assert str(fault) == "entry 2: does not follow from the entry before it"


def test_first_fault_finds_a_missing_entry():
    links = chain([revocation(1), revocation(2), revocation(3)])

    fault = ledger.first_fault([links[0], links[2]], preceptorship=CHAIN)

    assert str(fault) == "entry 2: missing; the next one found is 3"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"kind": "sign"}, "kind"),
        ({"recorded_at": NOON}, "recorded_at"),
    ],
)
def test_first_fault_finds_a_column_that_contradicts_the_text(change, name):
    links = chain([revocation(1)])

    fault = ledger.first_fault([replace(links[0], **change)], preceptorship=CHAIN)

    assert str(fault) == f"entry 1: the columns differ from the text in {name}"


def test_first_fault_finds_an_entry_of_another_chain():
    links = chain([revocation(1)])

    fault = ledger.first_fault(links, preceptorship=UUID(int=2))

    assert str(fault) == "entry 1: the columns differ from the text in preceptorship"


def test_first_fault_survives_a_text_that_is_no_entry():
    link = chain([revocation(1)])[0]
    broken = replace(link, canonical="[]", hash=ledger.entry_hash("[]"))

    assert ledger.first_fault([broken], preceptorship=CHAIN).sequence == 1


def test_differences_names_what_the_record_claims_otherwise():
    text = ledger.encode({"level": 4, "observed_on": date(2026, 11, 23)})

    assert ledger.differences(text, {"level": 5, "observed_on": date(2026, 11, 23)}) == ["level"]
