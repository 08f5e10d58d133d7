"""Asking for a new password by mail, as often as one may (docs/decisions/0033)."""

from allauth.account.adapter import get_adapter
from allauth.account.views import PasswordResetView as AllauthPasswordResetView
from allauth.core import ratelimit


class PasswordResetView(AllauthPasswordResetView):
    def form_valid(self, form):
        """Count by account and place, so that nobody uses up what colleagues have.

        A device that has logged in to the account has a count of its own; the others at one
        network share one for each account, and none for all of them.
        """
        email = form.cleaned_data["email"]
        place = get_adapter().place_of(self.request, email)
        refused = ratelimit.consume_or_429(
            self.request, action="reset_asked", key=f"{email} {place}"
        )
        return refused or super().form_valid(form)
