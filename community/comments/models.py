"""A comment between peers: the library's tables with the guards it lacks.

What the library does on its own is not trusted: its pre-save receiver publishes refused replies (disconnected in
community/apps.py), and its `order` and `nested_count` race; our pages build the tree from `parent_id`.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, F, Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.models import MaxThreadLevelExceededException, XtdComment

LONGEST_QUOTE = 300  # characters: a passage, not a page
SUFFIX = "?commentaire=%(id)s#commentaire-%(id)s"  # not its page's number: replies to others would change it


class PeerComment(XtdComment):
    """A comment or a reply; withdrawn or removed, it stays as an empty place so that the replies keep theirs."""

    class Opening(models.TextChoices):
        """What a comment says it is, by a press; nothing, most of the time."""

        RETAIN = "retain", _("Ce que je retiens")
        QUESTION = "question", _("Ma question")

    # Empty by the database too: while an upgrade is laid, the version before goes on writing, without these columns.
    opening = models.CharField(
        _("ouverture"), max_length=10, choices=Opening.choices, blank=True, default="", db_default=""
    )
    quoted_text = models.CharField(_("passage cité"), max_length=LONGEST_QUOTE, blank=True, default="", db_default="")
    # Without a constraint: the number outlives the row, and a quote of a comment that is gone says so.
    quoted_comment = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("commentaire cité"),
    )
    quoted_second = models.PositiveIntegerField(_("moment cité, en secondes"), null=True, blank=True)
    held_at = models.DateTimeField(_("retenu le"), null=True, blank=True)
    edited_at = models.DateTimeField(_("modifié le"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)
    withdrawn_by_author = models.BooleanField(_("retiré par son auteur"), default=False)

    answers_what_is_shown = True
    """Of a reply that is being written: whether the comment answered, once held, was still shown."""

    class Meta:
        verbose_name = _("commentaire")
        verbose_name_plural = _("commentaires")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a reply is written under a lock on its thread, and only on its parent's page.

        Raises ValidationError for a parent on another page, MaxThreadLevelExceededException for a reply to a reply.
        """
        with transaction.atomic():  # a refused reply leaves no row behind
            if self._state.adding and self.parent_id:
                self._lock_thread()
            super().save(*args, **kwargs)

    def get_absolute_url(self, anchor_pattern: str = SUFFIX) -> str:
        """Where it can be read: its page, at its place. The library's own asks for an address that we do not have."""
        return self.get_content_object_url() + anchor_pattern % {"id": self.pk}

    @property
    def suffix(self) -> str:
        """What follows the address of its page: the conversation opens where the comment stands."""
        return SUFFIX % {"id": self.pk}

    def get_content_object_url(self) -> str:
        """The page that it is about; the front page if that one is gone."""
        return self.content_object.get_absolute_url() if self.content_object else "/"

    def get_reply_url(self) -> str:
        """Where one answers it."""
        return reverse("comments:reply", args=[self.pk])

    def _lock_thread(self) -> None:
        """Two replies at once would be given the same place: the comment answered, which begins the thread, is held."""
        parent = XtdComment.norel_objects.select_for_update(of=("self",)).get(pk=self.parent_id)
        if (parent.content_type_id, str(parent.object_pk)) != (self.content_type_id, str(self.object_pk)):
            raise ValidationError(_("La réponse et le commentaire ne sont pas sur la même page."))
        if parent.level or parent.pk != parent.thread_id:
            raise MaxThreadLevelExceededException(self)

    def _calculate_thread_data(self) -> None:
        """The library's, for a thread and its replies, held by `_lock_thread`: at the end of the thread."""
        thread = XtdComment.norel_objects.filter(thread_id=self.parent_id)
        self.thread_id, self.level = self.parent_id, 1
        answered = Q(pk=self.parent_id, is_public=True, is_removed=False)
        found = thread.aggregate(last=Max("order"), shown=Count("pk", filter=answered))
        self.order, self.answers_what_is_shown = found["last"] + 1, found["shown"] > 0
        thread.filter(pk=self.parent_id).update(nested_count=F("nested_count") + 1)
