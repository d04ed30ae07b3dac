"""What accounts, teams, conversations and files keep of somebody."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from community.models import (
    AccountAct,
    Handover,
    Member,
    Notification,
    PeerComment,
    SiteDocument,
    SiteImage,
    SiteMedia,
)
from community.rights.what_we_keep import KeptPart, TakenFile


def our_parts(member: Member) -> Iterator[KeptPart]:
    """The community's part of an archive."""
    yield _account(member)
    yield _places(member)
    yield _comments(member)
    yield _messages(member)
    yield _sessions(member)
    yield _files(member)
    yield _handovers(member)
    yield _journal(member)


def when(moment: Any) -> str:
    """A moment, in words; nothing where there is none."""
    return date_format(localtime(moment), "j F Y, H:i") if moment else ""


def _account(member: Member) -> KeptPart:
    row = {
        _("Nom affiché"): member.display_name,
        _("Adresse e-mail"): member.email,
        _("Inscription"): when(member.date_joined),
        _("Dernière connexion"): when(member.last_login),
        _("Animation du réseau"): _("oui") if member.may_animate else _("non"),
    }
    words = {"work": _("Ce que je fais"), "can_help": _("Ce sur quoi je peux aider")}
    row |= {label: str(getattr(member, name)) for name, label in words.items() if getattr(member, name, "")}
    return KeptPart(key="compte", title=_("Votre compte"), rows=[row], files=tuple(_photo(member)))


def _photo(member: Member) -> Iterator[TakenFile]:
    photo = getattr(member, "photo", None)
    if photo:
        yield TakenFile(stored=photo.name, called=f"photo/{PurePosixPath(photo.name).name}")


def _places(member: Member) -> KeptPart:
    rows = [
        {
            _("Structure"): place.structure.title,
            _("Rôle"): place.get_role_display(),
            _("Depuis"): when(place.created_at),
        }
        for place in member.memberships.select_related("structure")
    ]
    return KeptPart(key="structures", title=_("Vos structures"), rows=rows)


def _comments(member: Member) -> KeptPart:
    said = list(PeerComment.objects.filter(user=member).order_by("submit_date", "pk"))
    titles = dict(Page.objects.filter(pk__in={int(one.object_pk) for one in said}).values_list("pk", "title"))
    rows = [
        {
            _("Page"): titles.get(int(one.object_pk), ""),
            _("Écrit le"): when(one.submit_date),
            _("Retiré le"): when(one.withdrawn_at),
            _("Texte"): one.comment,
        }
        for one in said
    ]
    return KeptPart(key="commentaires", title=_("Vos commentaires"), rows=rows)


def _messages(member: Member) -> KeptPart:
    received = Notification.objects.filter(recipient=member).order_by("created_at", "pk")
    rows = [
        {_("Écrit le"): when(one.created_at), _("Objet"): one.subject, _("Texte"): one.body}
        for one in received.iterator()
    ]
    return KeptPart(key="messages", title=_("Les messages que le site vous a envoyés"), rows=rows)


def _sessions(member: Member) -> KeptPart:
    sessions: Any = member.usersession_set  # type: ignore[attr-defined]  # the library has no types
    rows = [
        {
            _("Commencée le"): when(one.created_at),
            _("Vue le"): when(one.last_seen_at),
            _("Adresse de la machine"): one.ip,
            _("Navigateur"): one.user_agent,
        }
        for one in sessions.order_by("created_at")
    ]
    return KeptPart(key="sessions", title=_("Vos connexions ouvertes"), rows=rows)


def _files(member: Member) -> KeptPart:
    """Pictures, documents, films and sounds that they sent, whatever page shows them now."""
    rows: list[Mapping[str, str]] = []
    files = []
    for folder, model in (("images", SiteImage), ("documents", SiteDocument), ("films-et-sons", SiteMedia)):
        for sent in model.objects.filter(uploaded_by_user=member).order_by("pk"):
            called = f"fichiers/{folder}/{sent.pk}-{PurePosixPath(sent.file.name).name}"
            files.append(TakenFile(stored=sent.file.name, called=called))
            rows.append({_("Titre"): sent.title, _("Envoyé le"): when(sent.created_at), _("Fichier"): called})
    return KeptPart(key="fichiers", title=_("Les fichiers que vous avez envoyés"), rows=rows, files=tuple(files))


def _handovers(member: Member) -> KeptPart:
    rows = [
        {
            _("Structure"): one.structure.title,
            _("Proposé le"): when(one.asked_at),
            _("Suite"): one.get_state_display(),
            _("Note"): one.note if one.giver_id == member.pk else "",
        }
        for one in Handover.objects.filter(Q(giver=member) | Q(receiver=member)).select_related("structure")
    ]
    return KeptPart(key="relais", title=_("Les relais donnés et reçus"), rows=rows)


def _journal(member: Member) -> KeptPart:
    """What the admin's history says that they did, and what was done to their account."""
    about = Q(content_type=ContentType.objects.get_for_model(Member), object_id=str(member.pk))
    lines: list[Iterable[Any]] = [
        ModelLogEntry.objects.filter(Q(user_id=member.pk) | about),
        PageLogEntry.objects.filter(user_id=member.pk),
    ]
    rows = [
        {_("Le"): when(line.timestamp), _("Sur"): line.label, _("Action"): str(line.message)}
        for entries in lines
        for line in entries
    ]
    acts = AccountAct.objects.filter(member=member).order_by("at", "pk")
    rows += [{_("Le"): when(act.at), _("Sur"): member.display_name, _("Action"): str(act)} for act in acts]
    return KeptPart(key="journal", title=_("L’historique qui vous concerne"), rows=rows)
