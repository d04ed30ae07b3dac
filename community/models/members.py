"""A person with an account: signs in by e-mail, is shown by the name they chose, never by an address."""

import uuid
from pathlib import PurePath
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from community.addresses import canonical
from community.models.addresses import AddressField

PORTRAITS = "portraits/"
"""Where photos of people stand in the storage; `community.files.access` gives them to signed-in members only."""


def name_of_portrait(member: "Member", name: str) -> str:
    """A name drawn at random: it says neither who is on it nor what the sender called it."""
    return f"{PORTRAITS}{uuid.uuid4().hex}{PurePath(name).suffix}"


class ReadBefore(models.TextChoices):
    """Whose contributions a facilitator reads before they appear."""

    FIRST = "first", _("les premières, le temps de faire connaissance")
    AGAIN = "again", _("de nouveau")


class MemberManager(BaseUserManager["Member"]):
    """Makes accounts; addresses are kept in one spelling so that one person has one account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        """Create an account. Raises ValueError without an address or a displayed name."""
        if not email or not fields.get("display_name"):
            raise ValueError("a member has an e-mail address and a displayed name")
        member = self.model(email=canonical(email), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        """Create an administrator; `manage.py createsuperuser` calls it."""
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(email=username or "")


class Member(AbstractBaseUser, PermissionsMixin):
    """A person of a structure, a facilitator or an administrator."""

    email = AddressField(_("adresse e-mail"), unique=True)
    display_name = models.CharField(
        _("nom affiché"),
        max_length=80,
        help_text=_(
            "Prénom et initiale, ou le nom que vous voulez montrer aux autres. Votre adresse n’est jamais affichée."
        ),
    )
    work = models.CharField(
        _("ce que je fais"),
        max_length=120,
        blank=True,
        help_text=_("Votre métier, votre rôle dans la structure, en quelques mots."),
    )
    can_help = models.TextField(_("je peux aider sur"), blank=True, max_length=800, help_text=_("Un mot par ligne."))
    photo = models.FileField(_("photo"), upload_to=name_of_portrait, blank=True, editable=False)
    is_facilitator = models.BooleanField(
        _("animatrice ou animateur"),
        default=False,
        help_text=_("Relit les fiches, met en avant les témoignages, modère les échanges."),
    )
    is_staff = models.BooleanField(default=False, editable=False)  # Django's admin is not used; libraries ask
    is_active = models.BooleanField(
        _("compte actif"), default=True, help_text=_("Décochez plutôt que de supprimer : ses écrits restent.")
    )
    entry_key = models.CharField(max_length=32, blank=True, editable=False)  # see `_get_session_auth_hash`
    entrusted_at = models.DateTimeField(
        _("animatrice, animateur ou administration depuis"), null=True, blank=True, editable=False
    )
    read_before = models.CharField(
        _("contributions lues avant de paraître"),
        max_length=5,
        choices=ReadBefore.choices,
        blank=True,
        default="",
        db_default="",  # while an upgrade is laid, the version before goes on opening accounts, without this column
        editable=False,
    )  # empty: trusted, what they write appears at once (`community.moderation.trust`)
    read_before_since = models.DateTimeField(null=True, blank=True, editable=False)
    date_joined = models.DateTimeField(_("inscription"), default=timezone.now, editable=False)

    lacks_second_factor: bool = False
    """Said of the person of a request (`accounts.factors.gate`): trusted, and has not given the second proof due."""

    objects = MemberManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("membre")
        verbose_name_plural = _("membres")
        ordering = ["display_name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_an_address"),
            models.CheckConstraint(condition=~models.Q(display_name=""), name="a_member_has_a_displayed_name"),
        ]

    def __str__(self) -> str:
        return self.display_name

    def clean(self) -> None:
        super().clean()
        self.email = canonical(self.email)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must still match: it ends with the password (Django's rule), and with the address.

        `entry_key` is renewed when the address changes or the account closes, so that coming back reopens nothing.
        """
        entered_by = f"{self.password}\n{self.email}\n{self.entry_key}"
        return salted_hmac("community.Member.session", entered_by, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        """The displayed name: what comments, logs and the admin sign with."""
        return self.display_name

    def get_short_name(self) -> str:
        """The same: there is no other name."""
        return self.display_name

    @property
    def help_words(self) -> list[str]:
        """What they can help with: a word, or a few, for each subject."""
        return self.can_help.splitlines()

    @property
    def may_animate(self) -> bool:
        """Facilitators and administrators: who reviews, features and moderates, once sure that it is them."""
        return self.is_trusted and not self.lacks_second_factor

    @property
    def is_trusted(self) -> bool:
        """Whether the account is a facilitator’s or an administrator’s, whatever was proved in this session."""
        return self.is_active and (self.is_facilitator or self.is_superuser)
