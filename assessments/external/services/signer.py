"""Who may sign by a link: nobody for themselves, and nobody who can log in (P4, M7, P11)."""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from common.addresses import is_within
from common.refusal import Refusal
from people.mail_addresses import holder_of, is_address_of
from people.models import Person
from people.names import name_key
from people.services.line_management import mentored_by
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.preceptorships.permissions import is_learner_of


class SignerError(Refusal):
    """This person may not sign by a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody says they are: it stands in the record as they said it."""

    name: str
    role: str
    registration_number: str
    email: str


def refuse_signer(
    preceptorship: Preceptorship, identity: Identity, *, browser_of: Person | None
) -> Person | None:
    """Refuse whoever may not sign by a link; return who has an account with this address.

    ``browser_of``: whose session the browser carries. The learner may hand over their own, and
    anybody else who is logged in can sign as themselves.

    :raises SignerError: for the learner, whoever is logged in, whoever the learner's mentor or
        preceptor is by name, and an address that the program does not accept.
    """
    learner = preceptorship.learner.person
    if browser_of and not is_learner_of(browser_of, preceptorship):
        raise SignerError(
            _("%(name)s is logged in here. Sign with that account, or log out first.")
            % {"name": browser_of.name}
        )
    if is_address_of(identity.email, learner):
        raise SignerError(_("You can't sign yourself off."))
    refuse_domain(preceptorship, identity.email)
    if is_name_of(identity.name, with_account(preceptorship)):
        raise SignerError(
            _("If you have an account, please log in and sign there: a link is for those without.")
        )
    return holder_of(identity.email)


def is_name_of(name: str, people) -> bool:
    """Whether one of these people is called so, in whatever case and spacing."""
    return name_key(name) in {name_key(person.name) for person in people}


def accepted_domains(preceptorship: Preceptorship) -> str:
    """Return the domains whose addresses the program accepts, in words; empty for any."""
    return get_text_list(preceptorship.program.preceptorship_rules.link_domains, _("or"))


def refuse_domain(preceptorship: Preceptorship, email: str) -> None:
    """Refuse an address that the program does not accept from a link (P11).

    :raises SignerError: for any other than those of its domains, where it names some.
    """
    domains = preceptorship.program.preceptorship_rules.link_domains
    if domains and not is_within(email, domains):
        raise SignerError(
            _("This program accepts work e-mails from %(domains)s only.")
            % {"domains": accepted_domains(preceptorship)}
        )


def with_account(preceptorship: Preceptorship):
    """Those who sign here by their account, and the mentor, who may not sign at all (M7)."""
    assigned = PreceptorAssignment.objects.filter(preceptorship=preceptorship)
    known = set(assigned.values_list("preceptor__person", flat=True))
    known |= {mentor for _person, mentor in mentored_by([preceptorship.learner.person_id])}
    return Person.objects.filter(pk__in=known).only("name")
