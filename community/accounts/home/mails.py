"""The mails that a member receives today, and why, as « Mon compte » tells them; there is nothing to choose yet."""

from django.utils.translation import gettext_lazy as _

MAILS = (
    _("Quelqu’un répond à votre commentaire, ou commente une fiche de votre structure."),
    _("Une fiche ou un témoignage de votre structure est publié, à revoir, ou retiré du site."),
    _("Quelqu’un vous écrit, à vous ou à votre structure, par le site."),
    _("Votre compte : un code pour entrer, un changement d’adresse, une invitation."),
)
