"""Accounts, as facilitators open and keep them: an address, a displayed name, a part to play; no first or last name."""

from typing import Any

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.account import NameEmailSettingsPanel, NotificationsSettingsPanel
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserColumn, UserViewSet

from community.accounts.entry import tell_the_address_left
from community.admin.rights import NeverDeleted
from community.models import Member
from community.models.addresses import AddressFormField

FIELDS = ["email", "display_name", "is_facilitator"]


class MemberCreationForm(UserCreationForm):
    """Opens an account; without a password, the person chooses one by « Mot de passe oublié »."""

    email = AddressFormField(label=_("Adresse e-mail"))
    first_name = None
    last_name = None
    is_superuser = None
    password_required = False

    class Meta:
        model = Member
        fields = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _(
            "Facultatif. Si vous laissez ce champ vide, la personne choisira son mot de passe "
            "par « Mot de passe oublié », sur la page de connexion."
        )

    def clean_email(self) -> str:
        return address_of_nobody_else(self)

    def save(self, commit: bool = True) -> Member:
        if not self.cleaned_data.get("password1"):
            self.instance.set_unusable_password()
        member: Member = super().save(commit=commit)
        return member


class MemberEditForm(UserEditForm):
    """Changes an account, but not its password: only the person chooses that."""

    email = AddressFormField(label=_("Adresse e-mail"))
    first_name = None
    last_name = None
    is_superuser = None
    password_enabled = False

    class Meta:
        model = Member
        fields = [*FIELDS, "is_active"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # Wagtail's way of editing oneself removes a field that is not there
        if editing_self:
            for name in ("is_active", "is_facilitator"):  # nobody locks themselves out by a slip of the mouse
                del self.fields[name]

    def clean_email(self) -> str:
        return address_of_nobody_else(self)


def address_of_nobody_else(form: forms.ModelForm) -> str:
    """The address as accounts keep it. Raises ValidationError where another account has it, however it is spelled."""
    address: str = form.cleaned_data["email"]
    if Member.objects.filter(email=address).exclude(pk=form.instance.pk).exists():
        raise forms.ValidationError(_("Un compte existe déjà avec cette adresse."))
    return address


class MemberIndexView(IndexView):
    """The list of the accounts; nothing is done to many of them at once."""

    template_name = "wagtailadmin/generic/index.html"
    page_title = _("Membres")
    add_item_label = _("Ouvrir un compte")
    search_fields = ("display_name", "email")

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(UserColumn)
        return [
            title(
                "name",
                accessor="display_name",
                label=_("Nom affiché"),
                sort_key="display_name",
                get_url=self.get_edit_url,
            ),
            Column("email", label=_("Adresse e-mail"), sort_key="email"),
            Column("structures", label=_("Structures"), accessor=structures_of),
            Column("part", label=_("Rôle"), accessor=part_of, sort_key="is_facilitator"),
            BooleanColumn("is_active", label=_("Compte actif"), sort_key="is_active"),
            DateColumn("last_login", label=_("Dernière connexion"), sort_key="last_login"),
        ]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("memberships__structure")


def part_of(member: Member) -> str:
    """What this person may do beyond their own structure, in words."""
    if member.is_superuser:
        return gettext("administration")
    return gettext("animation") if member.is_facilitator else ""


def structures_of(member: Member) -> str:
    """« Le Café des Tilleuls (pilote) », one after the other."""
    return ", ".join(f"{place.structure.title} ({place.get_role_display()})" for place in member.memberships.all())


class MemberCreateView(CreateView):
    page_title = _("Ouvrir un compte")
    success_message = _("Le compte de « %(object)s » est ouvert.")


class MemberEditView(EditView):
    success_message = _("Le compte de « %(object)s » est enregistré.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Only an administrator changes an administrator's account: its address alone would give it away."""
        super().setup(request, *args, **kwargs)
        self.is_out_of_reach = self.object.is_superuser and not request.user.is_superuser

    def save_instance(self) -> Member:
        """Save; tell the mailbox that was the account's, and keep who changes their own address where they are."""
        address = Member.objects.values_list("email", flat=True).get(pk=self.object.pk)
        member: Member = super().save_instance()
        if member.email != address:
            tell_the_address_left(member=member, address=address)
        if self.editing_self:
            update_session_auth_hash(self.request, member)
        return member

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.is_out_of_reach:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class MemberViewSet(UserViewSet):
    """« Membres » : accounts are closed, never deleted, so that what people wrote stays theirs."""

    model = Member
    ordering = "display_name"
    menu_label = _("Membres")
    menu_icon = "user"
    index_view_class = MemberIndexView
    add_view_class = MemberCreateView
    edit_view_class = MemberEditView
    template_prefix = "community/admin/members/"  # Wagtail's templates name the first and last names
    search_fields = ("display_name", "email")
    copy_view_enabled = False

    @property
    def permission_policy(self) -> NeverDeleted:
        return NeverDeleted(Member)

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return MemberEditForm if for_update else MemberCreationForm


class DisplayedNameForm(forms.ModelForm):
    """One's own displayed name, on the admin's account page."""

    class Meta:
        model = Member
        fields = ["display_name"]


def fit_the_account_page() -> None:
    """Make Wagtail's « Compte » page ask for the displayed name, and not for mails that it does not send here.

    Its panels are fixed in the view, which no hook replaces: their classes are where it can be told.
    """
    NameEmailSettingsPanel.form_class = DisplayedNameForm
    NotificationsSettingsPanel.is_active = lambda panel: False
