"""A question to the network: what somebody looks for that nobody has written yet, and what helped."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager

from community.models import Member, PeerComment, StructurePage
from community.models.visible import CONVERSATION, VisiblePage, VisibleQuerySet
from practices.models.levers import Lever, WithLevers

WAITS_TOO_LONG = 7
"""Days without an answer after which the facilitators see to it."""


class LookedFor(models.TextChoices):
    """What would help."""

    EXAMPLE = "exemple", _("un exemple, même imparfait")
    TOOL = "outil", _("un outil à reprendre")
    OPINION = "avis", _("un avis")
    SOMEBODY = "personne", _("quelqu’un à appeler")


class PracticeRequestIndexPage(VisiblePage):
    """« Entraide » : every question to the network."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*VisiblePage.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["practices.PracticeRequestPage"]
    max_count = 1
    address_parameters = ("levier", "reponses", "page")
    template = "practices/requests/index.html"

    class Meta:
        verbose_name = _("liste des questions au réseau")
        verbose_name_plural = _("listes des questions au réseau")


class PracticeRequestLever(ItemBase):
    tag = models.ForeignKey(Lever, on_delete=models.CASCADE, related_name="request_items")
    content_object = ParentalKey("practices.PracticeRequestPage", on_delete=models.CASCADE, related_name="lever_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="a_lever_once_a_question")]


class PracticeRequestQuerySet(VisibleQuerySet):
    """Questions; each of these is asked together with `visible_to`."""

    def waiting_for_an_answer(self) -> Self:
        """On line, and nobody but its author has written below."""
        return self.filter(live=True, first_answer_at=None)

    def unanswered_since(self, *, days: int = WAITS_TOO_LONG) -> Self:
        """Those that have waited for so many days: facilitators see to them."""
        return self.waiting_for_an_answer().filter(asked_at__lte=timezone.now() - timedelta(days=days))

    def to_be_told(self) -> Self:
        """On line, and the structures that may have an answer were not told yet."""
        return self.filter(live=True, told_at=None)

    def unanswered_first(self) -> Self:
        """Those that wait first, then the others; among both, the latest first."""
        return self.order_by(models.F("is_waiting").desc(), "-asked_at", "-pk")


PracticeRequestManager = PageManager.from_queryset(PracticeRequestQuerySet)


class PracticeRequestPage(WithLevers, VisiblePage):
    """« Question au réseau ». Its title is the question, in one sentence.

    What became of it (`FACTS`) is written by the acts that change it, never with the text: a version that is restored,
    or a form left open in the admin, takes no answer away.
    """

    FACTS = ("told_at", "told_count", "answered", "first_answer_at", "is_waiting", "held_at", "withdrawn_at")

    # A copy made in the admin is a question of today, that nobody was told of nor answered.
    exclude_fields_in_copy = [*FACTS, "asked_at"]

    tried = models.TextField(
        _("ce que nous avons essayé"),
        blank=True,
        max_length=3_000,
        help_text=_("Ce qui se passe chez vous, ce que vous avez déjà tenté, même si cela n’a pas marché."),
    )
    looked_for = models.CharField(_("ce que nous cherchons"), max_length=12, choices=LookedFor.choices, blank=True)
    levers = ClusterTaggableManager(
        through=PracticeRequestLever, blank=True, verbose_name=_("leviers"), related_name="requests"
    )
    structure = models.ForeignKey(
        StructurePage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="requests",
        verbose_name=_("structure"),
    )
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="requests",
        verbose_name=_("demandé par"),
    )
    # As Wagtail does of a page’s owner: this is no use of the account.
    asker.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    asker_name = models.CharField(
        _("nom affiché"), max_length=80, blank=True, help_text=_("De qui demande sans avoir de compte.")
    )
    asked_at = models.DateTimeField(_("demandé le"), default=timezone.now, editable=False)

    told_at = models.DateTimeField(_("structures prévenues le"), null=True, blank=True, editable=False)
    told_count = models.PositiveSmallIntegerField(_("structures prévenues"), default=0, editable=False)
    answered = models.BooleanField(_("des réponses ont aidé"), default=False, editable=False)
    first_answer_at = models.DateTimeField(_("première réponse le"), null=True, blank=True, editable=False)
    is_waiting = models.BooleanField(_("attend une réponse"), default=True, editable=False)
    held_at = models.DateTimeField(_("mise en attente le"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True, editable=False)

    comments = GenericRelation(PeerComment, content_type_field="content_type", object_id_field="object_pk")

    objects = PracticeRequestManager()

    content_panels = [
        FieldPanel("title"),
        FieldPanel("tried"),
        FieldPanel("looked_for"),
        FieldPanel("levers"),
        FieldPanel("structure"),
        FieldPanel("asker_name"),
    ]
    parent_page_types = ["practices.PracticeRequestIndexPage"]
    subpage_types: list[str] = []
    address_parameters = CONVERSATION
    template = "practices/requests/question.html"
    on_a_card = (
        *("tried", "looked_for", "asked_at", "asker_name", "asker__display_name", "structure"),
        *("answered", "first_answer_at", "is_waiting"),
    )
    beside_a_card = ("asker",)
    structure_in_hand: StructurePage | None = None
    """The structure to show, where this reader may see it (`practices.requests.queries`)."""
    answers_in_hand = 0
    teammates_in_hand: frozenset[int] = frozenset()
    sheets_in_hand: dict[int, Page] = {}
    """Who is in this reader's structures, and the sheets that they see, by the answer that each was."""

    class Meta:
        verbose_name = _("question au réseau")
        verbose_name_plural = _("questions au réseau")
        indexes = [
            models.Index(fields=["-is_waiting", "-asked_at"], name="questions_in_their_order"),
            models.Index(fields=["asked_at"], condition=models.Q(first_answer_at=None), name="questions_that_wait"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_waiting=True, first_answer_at=None)
                | models.Q(is_waiting=False, first_answer_at__isnull=False),
                name="a_question_waits_until_its_first_answer",
            )
        ]

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """A version of the text; what became of the question, and who asked it, are the page's."""
        version: Self = super().with_content_json(content)
        for name in (*self.FACTS, "asker_id", "asked_at"):
            setattr(version, name, getattr(self, name))
        return version

    @transaction.atomic
    def save(self, clean: bool = True, user: Any = None, log_action: Any = False, **kwargs: Any) -> Any:
        """Write the text; the facts are taken from the row, held so that no act writes them meanwhile."""
        if self.pk is not None and kwargs.get("update_fields") is None and hold(question=self.pk):
            facts = PracticeRequestPage.objects.filter(pk=self.pk).values(*self.FACTS).first()
            for name, value in (facts or {}).items():
                setattr(self, name, value)
        return super().save(clean=clean, user=user, log_action=log_action, **kwargs)

    @property
    def is_held(self) -> bool:
        """Whether a facilitator is to read it before anybody else does."""
        return self.held_at is not None and not self.live

    @cached_property
    def asked_by(self) -> str:
        """The name shown: the member's as it is now, else the one that a visitor chose."""
        return self.asker.display_name if self.asker else self.asker_name or str(_("Une personne partie"))


def hold(*, question: int) -> bool:
    """Hold the row of this question until the caller's transaction ends; whether it is still there."""
    rows = Page.objects.select_for_update(of=("self",), no_key=True).filter(pk=question)
    return rows.values_list("pk", flat=True).first() is not None


class HelpfulAnswerQuerySet(models.QuerySet["HelpfulAnswer"]):
    def standing(self) -> "HelpfulAnswerQuerySet":
        """Marks that were not undone, of answers that are still read."""
        return self.filter(undone_at=None, comment__is_public=True, comment__is_removed=False)


class HelpfulAnswer(models.Model):
    """An answer that helped, as its asker (or a facilitator) says. Undone, the row stays: nobody is thanked twice."""

    wagtail_reference_index_ignore = True

    question = models.ForeignKey(PracticeRequestPage, on_delete=models.CASCADE, related_name="helpful_answers")
    comment = models.ForeignKey(PeerComment, on_delete=models.CASCADE, related_name="helped")
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    marked_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = HelpfulAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("réponse qui a aidé")
        verbose_name_plural = _("réponses qui ont aidé")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["comment"], name="an_answer_is_marked_once")]

    def __str__(self) -> str:
        return f"{self.question_id} : {self.comment_id}"


class ToldStructure(models.Model):
    """A person of a structure was told of a question, because this structure may have an answer.

    Nobody sees whom: the question says how many structures. `member` is kept so that nobody is told more than once a
    week for this reason.
    """

    wagtail_reference_index_ignore = True

    question = models.ForeignKey(PracticeRequestPage, on_delete=models.CASCADE, related_name="told")
    structure = models.ForeignKey(StructurePage, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("structure prévenue")
        verbose_name_plural = _("structures prévenues")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["question", "member"], name="told_once_of_a_question")]
        indexes = [models.Index(fields=["member", "told_at"], name="told_lately")]

    def __str__(self) -> str:
        return f"{self.structure_id} : {self.question_id}"


class SheetFromAnswer(models.Model):
    """« En faire une fiche » : the sheet that an answer became, and the question that it answered."""

    wagtail_reference_index_ignore = True

    sheet = models.OneToOneField("practices.PracticePage", on_delete=models.CASCADE, related_name="born_of")
    question = models.ForeignKey(PracticeRequestPage, null=True, on_delete=models.SET_NULL, related_name="sheets_born")
    comment = models.OneToOneField(PeerComment, null=True, on_delete=models.SET_NULL, related_name="became")

    class Meta:
        verbose_name = _("fiche née d’une réponse")
        verbose_name_plural = _("fiches nées de réponses")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.sheet_id} : {self.question_id}"
