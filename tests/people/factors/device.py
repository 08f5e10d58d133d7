"""A device with a passkey, in Python: what a browser would send, for tests without one."""

import hashlib
import json
import secrets
import struct

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Device:
    def __init__(self, site, *, verifies=True):
        self.site = site
        self.flags = PRESENT | (VERIFIED if verifies else 0)
        self.credential_id = secrets.token_bytes(16)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._user = ""

    def make(self, options):
        """Answer ``creation_options``: a new passkey."""
        public = options["publicKey"]
        self._user = public["user"]["id"]
        held = self.credential_id
        attested = b"\0" * 16 + struct.pack(">H", len(held)) + held
        attested += cbor.encode(ES256.from_cryptography_key(self._key.public_key()))
        said = self._authenticator_data(public["rp"]["id"], ATTESTED) + attested
        return self._written(
            clientDataJSON=websafe_encode(self._client_data("webauthn.create", public)),
            attestationObject=websafe_encode(
                cbor.encode({"fmt": "none", "attStmt": {}, "authData": said})
            ),
        )

    def answer(self, options):
        """Answer ``request_options``: the passkey is used."""
        public = options["publicKey"]
        client_data = self._client_data("webauthn.get", public)
        said = self._authenticator_data(public["rpId"], 0)
        signed = said + hashlib.sha256(client_data).digest()
        return self._written(
            clientDataJSON=websafe_encode(client_data),
            authenticatorData=websafe_encode(said),
            signature=websafe_encode(self._key.sign(signed, ec.ECDSA(SHA256()))),
            userHandle=self._user,
        )

    def _client_data(self, kind, public):
        said = {"type": kind, "challenge": public["challenge"], "origin": self.site}
        return json.dumps(said).encode()

    def _authenticator_data(self, rp_id, more):
        hashed = hashlib.sha256(rp_id.encode()).digest()
        return hashed + bytes([self.flags | more]) + struct.pack(">I", 0)

    def _written(self, **response):
        known = websafe_encode(self.credential_id)
        return json.dumps(
            {
                "id": known,
                "rawId": known,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": response,
            }
        )
