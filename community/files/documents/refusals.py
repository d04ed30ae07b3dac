"""Why a document is refused, in words that say what to do."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Any] = {
    "damaged": _("Ce fichier semble abîmé : ouvrez-le, enregistrez-le à nouveau, puis joignez-le."),
    "kind": _("Ce type de fichier n’est pas accepté."),
    "protected": _("Ce document est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis joignez-le."),
    "signed": _(
        "Ce document porte une signature électronique, qui nomme une personne et que notre nettoyage casserait. "
        "Exportez-le en PDF (ou imprimez-le « en PDF ») sans signature, puis joignez-le."
    ),
    "inside": _(
        "Ce document en contient un autre (%(name)s), dont nous ne savons pas enlever les noms. "
        "Exportez-le en PDF, ou joignez les deux séparément."
    ),
    "too big": _("Ce document est trop gros une fois ouvert. Partagez-le en plusieurs, ou réduisez ses images."),
    "archive": _(
        "Une archive zip n’est pas acceptée : nous ne pouvons pas y vérifier chaque fichier ni en enlever les noms. "
        "Joignez les documents un par un."
    ),
}


class Refused(ValidationError):
    """A document that the site does not take; `code` is a key of REASONS."""

    def __init__(self, reason: str, *, name: str = "") -> None:
        super().__init__(REASONS[reason], code=reason, params={"name": name} if name else None)
