"""The accounts that the demo's log-in page lists; the demo's data brings them to life."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Of no use elsewhere: `check --deploy` fails where these accounts exist outside the demo.
PASSWORD = "walk-alongside"  # noqa: S105
# Of all its addresses: a domain that can be nobody's (RFC 2606).
DOMAIN = ".example"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    role: str | Promise
    name: str
    email: str


ACCOUNTS = (
    DemoAccount(_("Preceptor, Northfield"), "Priya Nair", "priya.nair@northfield.example"),
    DemoAccount(_("Learner, Northfield"), "Amara Okafor", "amara.okafor@northfield.example"),
    DemoAccount(_("Coordinator, Northfield"), "Dana Cole", "dana.cole@northfield.example"),
    DemoAccount(_("Mentee, Ascent"), "Noor Aziz", "noor.aziz@ascent.example"),
    DemoAccount(_("Mentor, Ascent"), "Helen Ward", "helen.ward@ascent.example"),
    DemoAccount(_("Coordinator, Ascent"), "Lena Sorel", "lena.sorel@ascent.example"),
    DemoAccount(_("Journeyman, Riverside"), "Walt Kessler", "walt.kessler@riverside.example"),
    DemoAccount(_("Apprentice, Riverside"), "Callum Reid", "callum.reid@riverside.example"),
    DemoAccount(_("Coordinator, Riverside"), "Frank Osei", "frank.osei@riverside.example"),
    DemoAccount(_("Site administrator"), "Alex Winter", "alex.winter@alongside.example"),
)
