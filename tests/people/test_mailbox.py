import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from people.mailbox import letters

pytestmark = pytest.mark.django_db

MAILBOX = reverse("people:mailbox")


@pytest.fixture
def folder(settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def message(subject="A review is due", to="amara@example.org", html="<html><head></head>Hi</html>"):
    mail = EmailMultiAlternatives(subject, "Hello\nhttp://localhost:8000/plan/\n", to=[to])
    mail.attach_alternative(html, "text/html")
    return mail


def send(*messages):
    get_connection().send_messages(messages)


def test_mailbox_lists_every_message_of_a_connection(client, folder):
    send(message("First"), message("Second"))

    page = client.get(MAILBOX)

    assert [letter.subject for letter in page.context["letters"]] == ["Second", "First"]


def test_mailbox_finds_what_was_sent_to_somebody(client, folder):
    send(message("Hers"), message("His", to="jonas@example.org"))

    page = client.get(MAILBOX, {"to": "JONAS"})

    assert [letter.subject for letter in page.context["letters"]] == ["His"]


def test_mailbox_teaches_when_it_is_empty(client, folder):
    assert "No e-mail was sent yet" in client.get(MAILBOX).content.decode()


def test_mailbox_survives_a_folder_that_is_not_there(client, settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = tmp_path / "none"

    assert client.get(MAILBOX).status_code == 200


def test_mailbox_survives_a_file_that_is_no_mail(client, folder):
    (folder / "broken.log").write_bytes(b"\xff\xfe\x00 no mail at all")

    key = letters(folder)[0].key

    assert client.get(MAILBOX).status_code == 200
    assert client.get(reverse("people:mailbox-letter", args=[key])).status_code == 200


def test_mailbox_letter_shows_text_links_and_headers(client, folder):
    send(message())
    key = letters(folder)[0].key

    page = client.get(reverse("people:mailbox-letter", args=[key])).content.decode()

    assert 'href="http://localhost:8000/plan/"' in page
    assert "amara@example.org" in page


def test_mailbox_html_can_do_nothing_but_be_read(client, folder):
    send(message(html="<html><head></head><script>alert(1)</script></html>"))
    key = letters(folder)[0].key

    response = client.get(reverse("people:mailbox-html", args=[key]))

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert "script-src" not in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_mailbox_letter_may_show_a_frame_of_ours_and_no_other(client, folder):
    send(message())
    key = letters(folder)[0].key

    response = client.get(reverse("people:mailbox-letter", args=[key]))

    assert "frame-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("key", ["nothing-0", "..%2F..%2Fetc%2Fpasswd-0", "x", "-"])
@pytest.mark.parametrize("name", ["mailbox-letter", "mailbox-html"])
def test_mailbox_reads_nothing_beside_its_folder(client, folder, name, key):
    (folder.parent / "passwd.log").write_text("Subject: secret\n\nsecret")

    assert client.get(reverse(f"people:{name}", args=[key])).status_code == 404


@pytest.mark.parametrize("name", ["mailbox", "mailbox-letter", "mailbox-html"])
def test_mailbox_exists_in_the_demo_alone(client, folder, settings, name):
    send(message())
    arguments = [] if name == "mailbox" else [letters(folder)[0].key]
    settings.DEMO = False

    assert client.get(reverse(f"people:{name}", args=arguments)).status_code == 404
