"""What the frame around every page needs to know."""

from itertools import chain

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, get_language_bidi

from people import demo_accounts as demo
from people.device import device_key
from people.organisations import has_wall
from people.permissions import can_search_people
from people.reader_flags import MOST_UNREAD, reader_flags
from people.registry import guest_pages, nav_items

# A bar at the bottom of a phone has room for five, one of which is the inbox.
MOST_TABS = 5


def shell(request):
    """The header, the tabs and the colours, worked out only where a template asks."""
    return {"shell": Shell(request)}


class Shell:
    is_demo = settings.DEMO
    demo_accounts = demo.ACCOUNTS if settings.DEMO else ()
    demo_password = demo.PASSWORD if settings.DEMO else ""

    def __init__(self, request):
        self.path = request.path
        self.person = getattr(request, "user", None)

    @property
    def sso_providers(self):
        return settings.SSO_PROVIDERS

    @property
    def is_known(self):
        return self.person is not None and self.person.is_authenticated

    @property
    def language(self):
        return get_language()

    @property
    def direction(self):
        return "rtl" if get_language_bidi() else "ltr"

    @property
    def theme(self):
        """``light`` or ``dark`` where the person chose one, else empty: the device decides."""
        chosen = self.person.theme if self.is_known else ""
        return chosen if chosen in ("light", "dark") else ""

    @property
    def device_key(self):
        return device_key(self.person)

    @property
    def time_zone(self):
        return timezone.get_current_timezone_name()

    @cached_property
    def nav(self):
        if not self.is_known:
            return []
        return list(chain.from_iterable(items(self.person, self.flags) for items in nav_items))

    @property
    def flags(self):
        return reader_flags(self.person)

    @cached_property
    def current(self):
        """The item whose page, or a page below it, is being shown."""
        above = [item for item in self.nav if _is_below(self.path, item.url)]
        return max(above, key=lambda item: len(item.url), default=None)

    @cached_property
    def tabs(self):
        """The items for the bar at the bottom of a phone, beside the inbox."""
        wanted = [item for item in self.nav if item.on_phone]
        wanted.sort(key=lambda item: not item.is_daily)
        if len(self.nav) < MOST_TABS and len(wanted) == len(self.nav):
            return wanted
        # The last place goes to "More", with all that is not in the bar.
        return wanted[: MOST_TABS - 2]

    @cached_property
    def more(self):
        return [item for item in self.nav if item not in self.tabs]

    @cached_property
    def unread(self):
        return self.flags["unread"]

    @property
    def unread_shown(self):
        return f"{MOST_UNREAD}+" if self.unread > MOST_UNREAD else str(self.unread)

    @cached_property
    def can_search(self):
        return self.is_known and can_search_people(self.person)

    @cached_property
    def guest_page(self):
        """Where one asks for somebody of another organisation; empty where there is no wall."""
        is_asked = self.can_search and has_wall(self.person)
        return next((reverse(name) for name in guest_pages if is_asked), "")


def _is_below(path, url):
    if url == "/":
        return path == "/"
    return path == url or path.startswith(url.rstrip("/") + "/")
