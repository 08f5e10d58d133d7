"""The pages of allauth that Alongside uses: log in and out, confirm, change and reset a password.

Its other pages are left out, because an address is changed by the site administrator alone:
it is the login, and where confidential mail goes.
"""

from allauth.account import views
from allauth.mfa.base import views as step
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path
from django.views.generic import RedirectView

from people.factors.views import (
    AppAddView,
    PasskeyAddView,
    RecoveryCodesNewView,
    confirmed,
    factor_list,
    reauthenticate,
)
from people.views.password_reset import PasswordResetView

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    # Says that accounts are made by invitation.
    path("signup/", views.signup, name="account_signup"),
    path("reauthenticate/", reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    # Whoever has none yet gets one by a mailed link: being logged in is not proof enough.
    path(
        "password/set/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path("password/reset/", PasswordResetView.as_view(), name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # The second step at log-in, and what it is made of.
    path("login/second-step/", step.authenticate, name="mfa_authenticate"),
    path("login/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("second-step/", factor_list, name="mfa_index"),
    path("second-step/app/", confirmed(AppAddView.as_view()), name="mfa_activate_totp"),
    path("second-step/app/remove/", confirmed(app.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "second-step/codes/new/",
        confirmed(RecoveryCodesNewView.as_view()),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-step/passkeys/",
        RedirectView.as_view(pattern_name="mfa_index"),
        name="mfa_list_webauthn",
    ),
    path("second-step/passkeys/new/", confirmed(PasskeyAddView.as_view()), name="mfa_add_webauthn"),
    path(
        "second-step/passkeys/<int:pk>/name/",
        confirmed(passkeys.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "second-step/passkeys/<int:pk>/remove/",
        confirmed(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
]
