"""Why a recording is refused, in words that say what to do: beside the field, and in the report of the command."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

HOW_TO_FILM = _(
    "Sur un iPhone : Réglages › Appareil photo › Formats › « Le plus compatible », puis filmez à nouveau. "
    "Sur un téléphone Android : dans les réglages de l’appareil photo, choisissez le format vidéo H.264 "
    "(ou désactivez HEVC, nommé parfois « haute efficacité »). Pour un film déjà tourné : convertissez-le en MP4 "
    "« H.264 + AAC », par exemple avec le logiciel libre VLC, menu Média › Convertir."
)
HOW_TO_RECORD = _(
    "Enregistrez-le en MP3 ou en M4A (AAC), ou convertissez-le, par exemple avec le logiciel libre VLC, "
    "menu Média › Convertir."
)
REASONS: dict[str, Any] = {
    "damaged": _(
        "Ce fichier est abîmé, ou s’arrête avant la fin : aucun lecteur ne le montrerait en entier. "
        "Envoyez-le à nouveau depuis l’appareil qui l’a enregistré."
    ),
    "unfinished": _(
        "Cet enregistrement n’a pas été terminé : l’appareil s’est arrêté avant d’écrire la fin du fichier, et aucun "
        "lecteur ne peut l’ouvrir. Essayez de l’ouvrir dans l’appareil qui l’a fait et de l’y enregistrer à nouveau."
    ),
    "protected": _(
        "Ce fichier est protégé contre la copie : les navigateurs ne peuvent pas le lire. Choisissez un enregistrement "
        "que vous avez fait vous-même."
    ),
    "elsewhere": _(
        "Ce film n’est pas complet : il renvoie à un autre fichier, resté sur votre ordinateur. Dans le logiciel de "
        "montage, exportez-le en un seul fichier MP4."
    ),
    "picture": _(
        "L’image de cette vidéo est enregistrée en %(codec)s, que beaucoup de navigateurs ne savent pas montrer : "
        "on verrait un écran noir."
    ),
    "sound": _(
        "Le son de ce fichier est enregistré en %(codec)s, que beaucoup de navigateurs ne savent pas lire : "
        "on n’entendrait rien."
    ),
    "empty": _("Ce fichier ne contient ni image ni son qu’un navigateur puisse lire."),
    "film as sound": _(
        "Ce fichier est une vidéo, mais son nom annonce un son. Renommez-le pour qu’il se termine par « .mp4 »."
    ),
    "not cleaned": _(
        "Ce fichier contient, à côté de l’image et du son, des notes que nous ne savons pas enlever (un lieu, des "
        "noms…). Convertissez-le en MP4 « H.264 + AAC », par exemple avec le logiciel libre VLC, menu "
        "Média › Convertir."
    ),
}


class Refused(ValidationError):
    """A recording that the site does not take; `code` is a key of REASONS."""

    def __init__(self, reason: str, *, codec: str = "") -> None:
        words = REASONS[reason]
        if reason == "picture":
            words = format_lazy("{} {}", words, HOW_TO_FILM)
        elif reason == "sound":
            words = format_lazy("{} {}", words, HOW_TO_RECORD)
        super().__init__(words, code=reason, params={"codec": codec} if codec else None)
