"""What the library's second factors ask of us: sealed secrets, our words, a QR code that the page may show."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.accounts.factors.devices import device_of
from community.accounts.factors.sealing import opened, sealed
from community.paper.qr import drawing_of_a_secret

LONGEST_NAME = 40


class MemberMFAAdapter(DefaultMFAAdapter):
    """Named by `MFA_ADAPTER`."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": _("Ajoutez d’abord une application ou une clé."),
        "incorrect_code": _("Ce n’est pas le bon code. Prenez celui qui est affiché maintenant."),
        "incorrect_key": _("Cette clé n’a pas été reconnue. Essayez encore, ou choisissez une autre façon."),
    }

    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return opened(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """Part of the page: a picture made of data is refused by its policy (CSP)."""
        return drawing_of_a_secret(address=url)

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """The device in hand, which most keys live in."""
        return device_of(context.request.META.get("HTTP_USER_AGENT", ""))[:LONGEST_NAME]

    def _get_site_name(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)
