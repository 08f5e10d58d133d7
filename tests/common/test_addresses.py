"""When two addresses are one mailbox, or made to look like one."""

import pytest

from common.addresses import address_key, can_be_mailed, is_within


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("amara@trust.example", "AMARA@Trust.Example"),
        ("amara@trust.example", "amara+ward@trust.example"),
        ("amara@trust.example", "amara+@trust.example"),
        ("amara@trust.example", " amara@trust.example "),
        ("amara@trust.example", "amara@trust.example."),
        ("a.mara@gmail.com", "amara@gmail.com"),
        ("amara@gmail.com", "a.m.a.r.a+x@googlemail.com"),
        ("amara@pm.me", "a.mara@protonmail.com"),
        ("amara@me.com", "amara@icloud.com"),
        # Cyrillic letters
        ("amara@trust.example", "\u0430mara@trust.example"),
        ("amara@trust.example", "amara@trust.ex\u0430mple"),
        ("amara@trust.example", "amara@trust.xn--exmple-4nf"),
        ("amara@trust.example", "AMARA@TRUST.XN--EXMPLE-4NF"),
        ("vera@trust.example", "\u03bdera@trust.example"),
        # Greek, and letters of full width
        ("otto@trust.example", "\u03bftto@trust.example"),
        ("amara@trust.example", "\uff41mara@trust.example"),
        ("amara@m\u00fcller.example", "amara@xn--mller-kva.example"),
    ],
)
def test_address_key_is_one_for_a_mailbox_and_what_looks_like_it(one, other):
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("amara@trust.example", "amara@trust.test"),
        ("amara@trust.example", "amara.o@trust.example"),
        # Only some providers ignore dots.
        ("a.mara@trust.example", "amara@trust.example"),
        ("amara@trust.example", "amara@mail.trust.example"),
        ("amara@trust.example", "amara@xn--broken-\u00e9.example"),
    ],
)
def test_address_key_tells_mailboxes_apart(one, other):
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize("email", ["", "@", "nobody", "a@@b", "a@xn--.example", "+@x"])
def test_address_key_of_what_is_no_address_is_a_text(email):
    assert isinstance(address_key(email), str)


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("jo@trust.example", True),
        ("jo@Ward.Trust.Example", True),
        ("jo@nottrust.example", False),
        ("jo@trust.example.test", False),
        # It only looks like it.
        ("jo@trust.ex\u0430mple", False),
        ("trust.example@elsewhere.test", False),
    ],
)
def test_is_within_takes_a_domain_and_those_below_it(email, expected):
    assert is_within(email, ["trust.example"]) is expected


@pytest.mark.parametrize(
    ("email", "can"),
    [
        ("priya@example.org", True),
        ("priya@例え.テスト", True),
        ("priya@" + "ü" * 60 + ".example", False),
        ('"pri\\\tya"@example.org', False),
        ("prïya@example.org", False),
    ],
)
def test_an_address_is_one_that_smtp_can_write(email, can):
    assert can_be_mailed(email) is can
