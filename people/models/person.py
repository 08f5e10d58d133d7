import re
from datetime import time
from functools import reduce
from operator import or_

from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower, Upper
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from common.models import Identified, is_one_of
from people import registry
from people.models.sort_name import sort_name_of
from people.models.unit import Unit

# How Django stores that there is no password yet.
NO_PASSWORD = Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
NO_WAY_IN = NO_PASSWORD & Q(has_account_elsewhere=False)
# Each word of it from each of its letters on, by which the middle of a word is found in an index.
SEARCHED = Func(
    F("name"), F("job_title"), function="people_word_ends", output_field=SearchVectorField()
)


class PersonQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def visible_to(self, person):
        """People whom ``person`` has a reason to see: themselves, and those the apps name.

        Site administrators see everybody; coordinators the people of their organisations, and
        whoever takes part in their programs (``people.organisations``). Every other reason (a
        shared pairing, a program one takes part in) is in ``people.registry.person_reasons``.
        """
        if person.is_administrator:
            return self
        coordinates = person.is_coordinator
        seen = [see(person) for see in registry.coordinators_see] if coordinates else []
        if None in seen:
            return self
        oneself = self.model.objects.filter(pk=person.pk).values("pk")
        reasons = [reason(person).order_by() for reason in registry.person_reasons]
        known = Q(pk__in=oneself.order_by().union(*reasons, all=True))
        return self.filter(reduce(or_, seen, known))

    def activated(self):
        """People who have a password or an account elsewhere, and so can log in."""
        return self.exclude(NO_WAY_IN)

    def not_activated(self):
        """People who were entered or imported and have never had a way to log in."""
        return self.filter(NO_WAY_IN)

    def never_invited(self):
        """Those without a password to whom no invitation is on its way."""
        invitations = apps.get_model("people", "Invitation").objects.open()
        return self.active().not_activated().exclude(pk__in=invitations.values("person"))

    def matching(self, words):
        """People whose name or job title has each of ``words``, or a part of a word like it.

        Case and accents do not count: "zajac" finds Zając, "muller" Müller. A single word may
        also be the beginning of an e-mail address. A union, because each of the two has its
        index; joined by OR, PostgreSQL reads everybody by name until it has a page, and all of
        them where nobody is found.
        """
        terms = re.findall(r"[^\W_]+", words)
        if not terms:
            return self.none()
        typed = Value(" & ".join(f"'{term}':*" for term in terms))
        starts = SearchQuery(
            Func(typed, function="people_fold"), config="simple", search_type="raw"
        )
        people = self.model.objects.order_by()
        by_word = people.alias(searched=SEARCHED).filter(searched=starts).values("pk")
        by_email = people.filter(email__startswith=words.strip().lower()).values("pk")
        return self.filter(is_one_of("pk", by_word.union(by_email, all=True)))

    def in_units(self, units):
        """People of these units, or of those below them."""
        return self.filter(unit__in=Unit.objects.with_those_below(units).order_by().values("pk"))

    def in_role(self, role):
        """People with this profile: preceptor, mentor or learner."""
        return self.filter(**{f"{role}__isnull": False})

    def with_open_invitations(self):
        """Add ``open_invitations``: the one that is on its way to them, or none."""
        invitations = apps.get_model("people", "Invitation").objects.open()
        return self.prefetch_related(
            models.Prefetch("invitations", invitations, to_attr="open_invitations")
        )

    def with_manager(self, day):
        """Add ``manager_id`` and ``manager_name``: who manages them on ``day``, or nobody."""
        periods = apps.get_model("people", "LineManagement").objects.on(day)
        newest = periods.filter(person=models.OuterRef("pk")).order_by("-valid_from")
        return self.annotate(
            manager_id=models.Subquery(newest.values("manager")[:1]),
            manager_name=models.Subquery(newest.values("manager__name")[:1]),
        )

    def with_unit(self):
        return self.select_related("unit__parent__parent")

    def with_roles(self):
        return self._with_mentees().select_related("preceptor", "mentor", "learner")

    def prefetch_roles(self):
        """The same for a page of many found: joined, the profiles of all of them are read."""
        return self._with_mentees().prefetch_related("preceptor", "mentor", "learner")

    def _with_mentees(self):
        """Add ``is_mentee``: who learns in mentorships alone is called so."""
        conditions = [condition() for condition in registry.learns_as_mentee]
        return self.annotate(is_mentee=reduce(or_, conditions, Q(pk__in=[])))


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_administrator=True, **fields)


class Person(Identified, AbstractBaseUser):
    """Somebody who logs in. The e-mail address is the login."""

    class Theme(models.TextChoices):
        AUTO = "auto", _("Same as my device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    # Always in lower case, which makes the address unique whatever its case.
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    sort_name = sort_name_of("name")
    # What stands behind the name on a signature, such as "RN".
    credentials_shown = models.CharField(_("letters after the name"), max_length=40, blank=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("unit")
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/London")
    language = models.CharField(_("language"), max_length=10, default="en")
    theme = models.CharField(_("colours"), max_length=5, choices=Theme, default=Theme.AUTO)
    # No e-mail that can wait is sent between these local times (N3).
    quiet_from = models.TimeField(_("quiet from"), default=time(20))
    quiet_until = models.TimeField(_("quiet until"), default=time(7))
    # Their first name may stand in the invitation of whom they meet, as in the mail's subject.
    is_named_in_invitations = models.BooleanField(_("named in invitations"), default=True)
    is_administrator = models.BooleanField(_("site administrator"), default=False)
    # Since when, and by whom. Made by a command: by nobody, since they were entered.
    administrator_since = models.DateTimeField(null=True, blank=True)
    administrator_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Whether they log in by single sign-on; written with their accounts (people/sso/services.py).
    has_account_elsewhere = models.BooleanField(_("logs in elsewhere"), default=False)
    # A deactivated person cannot log in; their signatures stay valid (P20).
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Whoever typed them in or confirmed the file they came in; empty for a command.
    entered_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["sort_name", "id"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="person_email_in_lower_case"
            ),
        ]
        indexes = [
            # the look-up at log-in, which compares without case
            models.Index(Upper("email"), name="person_email_any_case"),
            # person-list in the order of names, page by page
            models.Index("sort_name", "id", name="person_by_name"),
            # person-list of those who are deactivated, and of those without a password
            models.Index(
                fields=["sort_name", "id"], condition=Q(is_active=False), name="person_deactivated"
            ),
            models.Index(
                fields=["sort_name", "id"],
                condition=NO_WAY_IN & Q(is_active=True),
                name="person_not_activated",
            ),
            # who runs the site, among everybody
            models.Index(
                fields=["id"], condition=Q(is_administrator=True), name="person_administrators"
            ),
            # person search by words and parts of them
            GinIndex(SEARCHED, name="person_search"),
        ]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0]

    def get_session_auth_hash(self):
        """A session ends with the password, as in Django, and with the address."""
        return self._session_hash()

    def get_session_auth_fallback_hash(self):
        return map(self._session_hash, settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret=None):
        known = f"{self.password} {self.email}"
        return salted_hmac("people.session", known, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_activated(self):
        """Has a password or an account elsewhere, and so can log in."""
        return self.has_usable_password() or self.has_account_elsewhere

    @property
    def name_as_signed(self):
        """The name as it stands under a signature: "Priya Nair, RN"."""
        return ", ".join(filter(None, [self.name, self.credentials_shown]))

    @cached_property
    def is_coordinator(self):
        """Coordinates at least one program, as the apps above know it.

        Several parts of a page ask it: it is looked up once for the person in hand, who is
        another object in the next request.
        """
        return Person.objects.filter(self.coordinator_condition(), pk=self.pk).exists()

    def coordinator_condition(self):
        """The same as a condition, for whoever asks the database more than this."""
        conditions = [coordinates(self) for coordinates in registry.coordinates]
        return reduce(or_, conditions, Q(pk__in=[]))

    @property
    def is_staff(self):
        """Django's admin pages are for site administrators only."""
        return self.is_administrator

    def has_perm(self, perm, obj=None):
        return self.is_active and self.is_administrator

    def has_module_perms(self, app_label):
        return self.is_active and self.is_administrator
