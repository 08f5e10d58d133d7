"""A device with a passkey inside Chromium, led by its DevTools: no finger is asked for."""


class Authenticator:
    """What stands for a phone's finger reader on this page; it always recognises its owner."""

    def __init__(self, page):
        self._tools = page.context.new_cdp_session(page)
        self._tools.send("WebAuthn.enable")
        self._options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = self._tools.send("WebAuthn.addVirtualAuthenticator", {"options": self._options})
        self._id = made["authenticatorId"]

    def passkeys(self):
        found = self._tools.send("WebAuthn.getCredentials", {"authenticatorId": self._id})
        return found["credentials"]

    def recognise(self, is_owner):
        """Whose finger it is from now on: the owner's or somebody else's."""
        self._tools.send(
            "WebAuthn.setUserVerified",
            {"authenticatorId": self._id, "isUserVerified": is_owner},
        )
