"""Sessions that know whose they are: listed to their owner, ended one by one or all at once.

Beside the model stands the store that Django is told to use (SESSION_ENGINE), since each of
the two asks for the other.
"""

from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.translation import gettext as _

from common.ids import uuid7
from people.agents import browser_and_system
from people.models.person import Person

# What a session says of itself, under this key of its data.
ABOUT = "device"
# However much it is used.
LONGEST = timedelta(hours=12)
LONGEST_ON_OWN_DEVICE = timedelta(days=30)
LONGEST_AGENT = 300


class DeviceSessionManager(BaseSessionManager):
    def of(self, person, *, at):
        """Where somebody is logged in at that moment, the last seen first."""
        return self.filter(person=person, expire_date__gt=at).order_by("-seen_at", "public_id")


class DeviceSession(AbstractBaseSession):
    """A browser that somebody is logged in with, or anybody's before they are."""

    # What names it in an address: the key of the row is the cookie itself. Not unique: while
    # a session gets a new key, its old row and its new one are both there.
    public_id = models.UUIDField(default=uuid7, editable=False)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="device_sessions"
    )
    begun_at = models.DateTimeField(null=True, blank=True)
    # To a few minutes.
    seen_at = models.DateTimeField(null=True, blank=True)
    agent = models.CharField(max_length=LONGEST_AGENT, blank=True)
    is_own_device = models.BooleanField(default=False)

    objects = DeviceSessionManager()

    def __str__(self):
        return f"session {self.public_id}"

    @classmethod
    def get_session_store_class(cls):
        return SessionStore

    @property
    def in_words(self):
        """The device as its owner knows it: "Safari on iPhone"."""
        browser, system = browser_and_system(self.agent)
        if browser and system:
            return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
        return browser or system or _("A device we don't know")


class SessionStore(DatabaseStore):
    """Django's, which writes beside the data whose session it is, and ends it in time.

    Each save lets the idle time begin anew; past its longest time none does.
    """

    @classmethod
    def get_model_class(cls):
        return DeviceSession

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        about = data.get(ABOUT)
        if SESSION_KEY not in data or not about:
            return row
        row.public_id, row.person_id = about["id"], data[SESSION_KEY]
        row.begun_at = datetime.fromisoformat(about["begun_at"])
        row.seen_at = datetime.fromisoformat(about["seen_at"])
        row.agent = about["agent"]
        row.is_own_device = not self.get_expire_at_browser_close()
        longest = LONGEST_ON_OWN_DEVICE if row.is_own_device else LONGEST
        row.expire_date = min(row.expire_date, row.begun_at + longest)
        return row
