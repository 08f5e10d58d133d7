"""Somebody with a password and no second factor yet, and a device."""

import pytest


@pytest.fixture
def amara(db):
    # Not above: Django's settings are not there yet when this file is read.
    from django.contrib.auth.hashers import make_password

    from tests.factories import PersonFactory
    from tests.people.factors.steps import PASSWORD

    return PersonFactory(
        name="Amara Okafor", email="amara@riverside.example", password=make_password(PASSWORD)
    )


@pytest.fixture
def device(settings):
    from tests.people.factors.device import Device

    return Device(settings.SITE_URL)
