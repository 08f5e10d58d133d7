from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.factories import PersonFactory


@pytest.mark.django_db
def test_end_sessions_logs_everybody_out(client):
    client.force_login(PersonFactory())

    call_command("end_sessions", stdout=StringIO())

    assert client.get(reverse("people:profile")).status_code == 302
