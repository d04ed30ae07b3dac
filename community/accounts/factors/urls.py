"""The addresses of second proofs and of sessions: the library's that are used, one by one, and ours.

Those that change a means of entering are for who entered a short time ago: the library would ask nothing of a member
without password, and anybody who finds their session open would add a key of their own.
"""

from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as application
from allauth.mfa.webauthn import views as keys
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from community.accounts.factors import confirming, screens
from community.accounts.factors.fresh import freshly_entered
from community.unsent import signed_in


def _guarded(view: Any) -> Any:
    return never_cache(signed_in(freshly_entered(view)))


urlpatterns = [
    path("confirmer/", confirming.confirm, name="account_confirm"),
    path("confirmer/reprendre/", confirming.resume, name="account_resume"),
    path("cles/", screens.means, name="mfa_index"),
    path("cles/demandees/", screens.asked, name="second_factor_asked"),
    path("cles/oublier/<int:pk>/", screens.forget, name="forget_factors"),
    path("cles/appli/", _guarded(application.activate_totp), name="mfa_activate_totp"),
    path("cles/appli/retirer/", _guarded(application.deactivate_totp), name="mfa_deactivate_totp"),
    path("cles/secours/", _guarded(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("cles/secours/nouveaux/", _guarded(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("cles/secours/fichier/", _guarded(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    # Where the library goes back to, after a key is named or removed.
    path("cles/liste/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("cles/ajouter/", _guarded(keys.add_webauthn), name="mfa_add_webauthn"),
    path("cles/<int:pk>/nommer/", _guarded(keys.edit_webauthn), name="mfa_edit_webauthn"),
    path("cles/<int:pk>/retirer/", _guarded(keys.remove_webauthn), name="mfa_remove_webauthn"),
    # In the course of a sign-in.
    path("cles/entrer/", never_cache(keys.login_webauthn), name="mfa_login_webauthn"),
    path("cles/deuxieme-preuve/", base.authenticate, name="mfa_authenticate"),
    path("sessions/", screens.sessions, name="account_sessions"),
]
