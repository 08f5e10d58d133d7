"""When two e-mail addresses are one mailbox, or are made to look like one."""

import unicodedata

# Letters of other alphabets that read as Latin ones.
_ALIKE = str.maketrans(
    "авекмнорстухіјѕһԁԛԝӏɡαεικνορτυχı",
    "abekmhopctyxijshdqwlgaeikvoptuxi",
)
# Names of one provider for the same mailbox.
_SAME_DOMAIN = {
    "googlemail.com": "gmail.com",
    "protonmail.com": "proton.me",
    "pm.me": "proton.me",
    "me.com": "icloud.com",
    "mac.com": "icloud.com",
}
# There dots before the @ mean nothing.
_DOTLESS = {"gmail.com", "proton.me"}


def address_key(email: str) -> str:
    """Return what all spellings of an address have in common; not an address to write to.

    Case, what follows a plus sign, dots where the provider ignores them, a provider's other
    names, a final dot, and letters that only look like Latin ones make no other address. So an
    address that was made to look like another one has its key.
    """
    local, _at, domain = _folded(email).rpartition("@")
    domain = domain_key(domain)
    local = local.partition("+")[0]
    if domain in _DOTLESS:
        local = local.replace(".", "")
    return f"{local}@{domain}"


def domain_key(domain: str) -> str:
    """Return the same of what follows the @, from its letters or from its punycode."""
    labels = [_decoded(label) for label in _folded(domain).strip(".").split(".")]
    domain = _folded(".".join(labels))
    return _SAME_DOMAIN.get(domain, domain)


def can_be_mailed(email: str) -> bool:
    """Whether SMTP has letters for the address: its domain must fit into those of DNS."""
    local, _at, domain = email.rpartition("@")
    try:
        domain.encode("idna")
    except UnicodeError:
        return False
    return local.isascii() and local.isprintable()


def is_within(email: str, domains: list[str]) -> bool:
    """Whether an address is of one of these domains or of one below them, letter by letter."""
    domain = email.rpartition("@")[2].lower().rstrip(".")
    return any(domain == each or domain.endswith(f".{each}") for each in domains)


def _folded(text):
    return unicodedata.normalize("NFKC", text).strip().casefold().translate(_ALIKE)


def _decoded(label):
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
