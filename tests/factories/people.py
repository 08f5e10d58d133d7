"""People, units, guides, imports and notices."""

from datetime import timedelta
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from people import models as people
from people.models import GuideRole
from tests.factories.clock import LONG_AGO, NOON, TODAY


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = people.Unit

    kind = people.Unit.Kind.SITE
    name = factory.Sequence("Site {}".format)


class UnitFactory(DjangoModelFactory):
    """A ward straight below a site of its own."""

    class Meta:
        model = people.Unit

    kind = people.Unit.Kind.UNIT
    name = factory.Sequence("Ward {}".format)
    parent = factory.SubFactory(SiteFactory)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = people.Person

    name = factory.Sequence("Person {}".format)
    email = factory.Sequence("person{}@example.org".format)
    # No password opens this: tests use force_login, or set one.
    password = "!"
    is_administrator = False
    administrator_since = factory.LazyAttribute(
        lambda person: NOON - timedelta(days=365) if person.is_administrator else None
    )


class AdministratorFactory(PersonFactory):
    is_administrator = True


class ApprovalFactory(DjangoModelFactory):
    class Meta:
        model = people.Approval

    person = factory.SubFactory(PersonFactory)
    role = GuideRole.PRECEPTOR
    valid_from = LONG_AGO
    decided_at = NOON - timedelta(days=365)


class CredentialFactory(DjangoModelFactory):
    class Meta:
        model = people.Credential

    person = factory.SubFactory(PersonFactory)
    kind = people.Credential.Kind.PRECEPTOR_TRAINING
    valid_from = LONG_AGO
    recorded_at = NOON - timedelta(days=365)


class GuidePauseFactory(DjangoModelFactory):
    class Meta:
        model = people.GuidePause

    person = factory.SubFactory(PersonFactory)
    role = GuideRole.PRECEPTOR
    valid_from = TODAY


class AbsenceFactory(DjangoModelFactory):
    class Meta:
        model = people.Absence

    person = factory.SubFactory(PersonFactory)
    valid_from = TODAY
    valid_to = TODAY + timedelta(days=6)


class GuideFactory(DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)

    @factory.post_generation
    def eligible(guide, create, wanted, **kwargs):
        if wanted:
            role, training = guide.role, type(guide).objects.all().training
            ApprovalFactory(person=guide.person, role=role)
            CredentialFactory(person=guide.person, kind=training)


class PreceptorFactory(GuideFactory):
    class Meta:
        model = people.Preceptor


class MentorFactory(GuideFactory):
    class Meta:
        model = people.Mentor


class LearnerFactory(DjangoModelFactory):
    class Meta:
        model = people.Learner

    person = factory.SubFactory(PersonFactory)


class LineManagementFactory(DjangoModelFactory):
    class Meta:
        model = people.LineManagement

    person = factory.SubFactory(PersonFactory)
    manager = factory.SubFactory(PersonFactory)
    valid_from = LONG_AGO


class AddressChangeFactory(DjangoModelFactory):
    class Meta:
        model = people.AddressChange

    person = factory.SubFactory(PersonFactory)
    old_email = factory.SelfAttribute("person.email")
    new_email = factory.Sequence("new{}@example.org".format)
    asked_by = factory.SubFactory(AdministratorFactory)
    asked_at = NOON
    waits_until = factory.LazyAttribute(lambda change: change.asked_at + people.AddressChange.WAITS)


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = people.Invitation

    person = factory.SubFactory(PersonFactory)
    token_hash = factory.Sequence("{:064x}".format)
    created_at = NOON
    sent_at = NOON
    expires_at = NOON + timedelta(days=14)


class PeopleImportFactory(DjangoModelFactory):
    class Meta:
        model = people.PeopleImport

    filename = "people.csv"
    created_by = factory.SubFactory(PersonFactory)
    created_at = NOON


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = people.Notice

    kind = "review_due"
    recipient = factory.SubFactory(PersonFactory)
    object_id = factory.LazyFunction(uuid4)
    occurs_on = TODAY
    created_at = NOON


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = people.Delivery

    notice = factory.SubFactory(NoticeFactory)
    due_at = NOON
