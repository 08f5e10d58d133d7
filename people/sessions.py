"""What becomes of sessions when somebody logs in, or has another password."""

from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import timezone

from people.services.device_session import begin_session, end_sessions


@receiver(user_logged_in)
def begin(sender, request, user, **more):
    session = getattr(request, "session", None)
    if session is not None:
        begin_session(session, agent=request.META.get("HTTP_USER_AGENT", ""), at=timezone.now())


@receiver(password_changed)
@receiver(password_set)
def end_others(sender, request, user, **more):
    """They hold no longer, since the hash they are checked by is another; nor are they listed."""
    end_sessions(user, but=request.session)


@receiver(password_reset)
def end_all(sender, request, user, **more):
    end_sessions(user)
