"""What surrounds a comment: its earlier words, its thanks, whom it names, what is joined; and the state of its page."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

COMMENT = "community.PeerComment"
LONGEST_SENTENCE = 300  # characters: why a conversation is closed, said in one sentence


class CommentVersion(models.Model):
    """The words that a comment had before its author changed them: facilitators read them, nobody else."""

    comment = models.ForeignKey(
        COMMENT, on_delete=models.CASCADE, related_name="versions", verbose_name=_("commentaire")
    )
    text = models.TextField(_("texte"))
    replaced_at = models.DateTimeField(_("remplacé le"), default=timezone.now)

    class Meta:
        verbose_name = _("version d’un commentaire")
        verbose_name_plural = _("versions des commentaires")
        ordering = ["replaced_at", "pk"]

    def __str__(self) -> str:
        return self.text[:50]


class Reaction(models.Model):
    """« Merci » or « Je me reconnais », by one person, on one comment: each once."""

    class Kind(models.TextChoices):
        THANKS = "merci", _("Merci")
        SAME_HERE = "reconnais", _("Je me reconnais")

    comment = models.ForeignKey(
        COMMENT, on_delete=models.CASCADE, related_name="reactions", verbose_name=_("commentaire")
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reactions", verbose_name=_("membre")
    )
    kind = models.CharField(_("réaction"), max_length=10, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("réaction")
        verbose_name_plural = _("réactions")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["comment", "member", "kind"], name="one_reaction_of_a_kind")]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class ConversationState(models.Model):
    """That the conversation of a page is closed: since when, why, by whom. No row, or no date: it is open."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    closed_at = models.DateTimeField(_("fermée le"), null=True, blank=True)
    sentence = models.CharField(_("raison"), max_length=LONGEST_SENTENCE, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("par"),
    )

    class Meta:
        verbose_name = _("état d’une conversation")
        verbose_name_plural = _("états des conversations")

    def __str__(self) -> str:
        return self.sentence


class Mention(models.Model):
    """A person or a structure named by « @ » in a comment: as it is spelled there, and who it is."""

    comment = models.ForeignKey(
        COMMENT, on_delete=models.CASCADE, related_name="mentions", verbose_name=_("commentaire")
    )
    spelled = models.CharField(_("nom écrit"), max_length=255)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="mentions",
        verbose_name=_("membre"),
    )
    structure = models.ForeignKey(
        "community.StructurePage",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("structure"),
    )

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(member__isnull=False, structure=None)
                | models.Q(member=None, structure__isnull=False),
                name="a_mention_names_one",
            ),
            models.UniqueConstraint(fields=["comment", "member"], name="a_person_is_named_once"),
            models.UniqueConstraint(fields=["comment", "structure"], name="a_structure_is_named_once"),
        ]

    def __str__(self) -> str:
        return self.spelled


class CommentAttachment(models.Model):
    """A page joined to a comment as a card; with a second, a moment of its recording."""

    comment = models.ForeignKey(
        COMMENT, on_delete=models.CASCADE, related_name="attachments", verbose_name=_("commentaire")
    )
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    second = models.PositiveIntegerField(_("moment, en secondes"), null=True, blank=True)

    class Meta:
        verbose_name = _("page jointe à un commentaire")
        verbose_name_plural = _("pages jointes aux commentaires")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.page_id)


class ConversationVisit(models.Model):
    """When somebody last came upon news below a page, and since when what is said there is unread to them."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("membre")
    )
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    at = models.DateTimeField(_("dernière visite"))
    unread_since = models.DateTimeField(_("non lu depuis"))

    class Meta:
        verbose_name = _("visite d’une conversation")
        verbose_name_plural = _("visites des conversations")
        constraints = [models.UniqueConstraint(fields=["member", "page"], name="one_visit_a_conversation")]

    def __str__(self) -> str:
        return f"{self.member_id}, {self.page_id}"
