from django.urls import reverse


def test_help_is_there_before_the_log_in(client, db):
    response = client.get(reverse("people:help"))

    assert response.status_code == 200
    assert response.templates[0].name == "people/help.html"
