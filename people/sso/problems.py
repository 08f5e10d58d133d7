"""What is wrong with a provider, as far as can be seen from here: for operators."""

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count
from django.urls import reverse

from config.sso import SsoProvider
from people.sso.discovery import ProviderError, keys_of, metadata_of


def redirect_uri(provider: SsoProvider) -> str:
    """What is registered with the provider."""
    return settings.SITE_URL + reverse("people:sso-callback", args=[provider.key])


def problems_of(provider: SsoProvider) -> list[str]:
    """Ask the provider what it is and can do, and say each thing that will not go well."""
    try:
        metadata = metadata_of(provider)
        keys_of(provider, renewed=True)
    except ProviderError as error:
        return [str(error)]
    found = []
    asked = {
        "response_types_supported": ["code"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": provider.scopes,
        "acr_values_supported": provider.acr_values,
    }
    for name, wanted in asked.items():
        missing = _missing(metadata, name, wanted)
        if missing:
            found.append(f"Its {name} lacks {', '.join(missing)}.")
    if provider.confirms and _missing(metadata, "claims_supported", ["auth_time"]):
        found.append(
            "It does not say that it gives auth_time, without which nobody can confirm before they "
            f"sign. Switch it on there, or set SSO_{provider.key.upper()}_CONFIRMS=no."
        )
    return found


def people_left_out() -> dict[str, int]:
    """Issuers that are configured no longer, and how many accounts there open nothing now.

    Empty where the database cannot be asked.
    """
    known = [provider.issuer for provider in settings.SSO_PROVIDERS]
    left = SocialAccount.objects.exclude(provider__in=known).filter(user__is_active=True)
    counted = left.values("provider").order_by("provider").annotate(count=Count("pk"))
    try:
        return dict(counted.values_list("provider", "count"))
    except DatabaseError:
        return {}


def _missing(metadata, name, wanted):
    """Of what it lists; one that lists nothing may still have it."""
    listed = metadata.get(name)
    return [each for each in wanted if isinstance(listed, list) and each not in listed]
