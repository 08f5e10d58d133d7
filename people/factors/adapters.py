"""What Alongside asks of allauth's second factors beyond their settings."""

import base64
import logging
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from common.qr import qr_svg

# So that the key is of use for nothing else that SECRET_KEY protects.
PURPOSE = b"alongside second factors"

logger = logging.getLogger(__name__)


class FactorsAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _lazy(
            "That code doesn't work. Each one works once and for half a minute, so wait for "
            "the next one."
        ),
    }

    def encrypt(self, text):
        """What the app and we both know is of no use to whoever reads the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """:raises ValidationError: if it was written with a key that is gone."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("A second factor can't be read: a SECRET_KEY it was kept with is missing")
            raise self.validation_error("incorrect_code") from None

    def build_totp_svg(self, url):
        return qr_svg(url)

    def get_public_key_credential_rp_entity(self):
        """From SITE_URL: what a browser signs is bound to this name, and to no Host header."""
        host = urlsplit(settings.SITE_URL).hostname
        # No browser binds a passkey to a number; the demo's other name has them.
        return {"id": "localhost" if host == "127.0.0.1" else host, "name": "Alongside"}

    def generate_authenticator_name(self, user, type):
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey") if number == 1 else _("Passkey %(number)d") % {"number": number}


def _cipher():
    """Writes with SECRET_KEY, and reads what was written with a former one as well."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret):
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
