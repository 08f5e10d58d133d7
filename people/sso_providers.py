"""Which providers of single sign-on there are, and what a person or a session has of them.

The way there and back is in people/sso/; this is what the rooms around it ask.
"""

from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from config.sso import SsoProvider

# In the session: whose log-in it was, and whether their provider asked for a second factor.
VOUCHED_KEY = "sso_vouched"
# On the device, for a shift: somebody logged out here, and may still be logged in there.
LEFT_FOR = 12 * 60 * 60


def provider_of(key: str) -> SsoProvider | None:
    """Return the one that stands in an address."""
    return next((each for each in settings.SSO_PROVIDERS if each.key == key), None)


def issued_by(issuer: str) -> SsoProvider | None:
    return next((each for each in settings.SSO_PROVIDERS if each.issuer == issuer), None)


def accounts_of(person):
    """The accounts elsewhere with which somebody logs in, by issuer and subject."""
    return SocialAccount.objects.filter(user=person).order_by("pk")


def is_last_way_in(person, account: SocialAccount) -> bool:
    """Whether nothing else would let them in: no password, and no other account."""
    others = accounts_of(person).exclude(pk=account.pk)
    return not person.has_usable_password() and not others.exists()


def ways_elsewhere(person) -> list[tuple[SsoProvider | None, SocialAccount | None]]:
    """Each provider with somebody's account there, or none; accounts of former ones come last."""
    accounts = {account.provider: account for account in accounts_of(person)}
    ways = [(each, accounts.pop(each.issuer, None)) for each in settings.SSO_PROVIDERS]
    return ways + [(None, account) for account in accounts.values()]


def confirming_providers(person) -> list[SsoProvider]:
    """Those at which somebody can prove once more that it is they."""
    asking = [each for each in settings.SSO_PROVIDERS if each.confirms]
    if not asking:
        return []
    theirs = set(accounts_of(person).values_list("provider", flat=True))
    return [each for each in asking if each.issuer in theirs]


def remember_leaving(response) -> None:
    """Have the provider ask again at the next log-in of this device: it may be another person's."""
    if settings.SSO_PROVIDERS:
        response.set_cookie(
            _left_cookie(),
            "1",
            max_age=LEFT_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def has_left(request) -> bool:
    return request.COOKIES.get(_left_cookie()) == "1"


def forget_leaving(response) -> None:
    response.delete_cookie(_left_cookie(), samesite="Lax")


def _left_cookie():
    return "__Host-left" if settings.SESSION_COOKIE_SECURE else "left"


def is_vouched(provider: SsoProvider, claims: dict) -> bool:
    """Whether the provider says, in one of the words it was configured with, "two factors"."""
    methods = claims.get("amr")
    said = [claims.get("acr"), *(methods if isinstance(methods, list) else [])]
    return any(word in said for word in provider.second_factor)


def remember_vouching(session, person, *, vouched: bool) -> None:
    session[VOUCHED_KEY] = {"person": str(person.pk), "vouched": vouched}


def provider_vouches(request, person) -> bool:
    """Whether the log-in of this session already had a second factor, at the provider.

    False for a log-in by password, and where the operator named no words to believe.
    """
    known = request.session.get(VOUCHED_KEY)
    return bool(known) and known["person"] == str(person.pk) and known["vouched"] is True
