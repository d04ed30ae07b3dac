"""What facilitators keep beside the pages: the levers, the words of the method, the keywords, the agreements."""

from django import forms
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from community.admin.rights import NeverDeleted, ReadOnly
from community.letters import plain
from practices.models import ConsentRecord, GlossaryTerm, Lever, Topic


def whether_offered(lever: Lever) -> str:
    """« Retiré » in words: a red cross would look like a fault."""
    return gettext("retiré") if lever.is_retired else gettext("proposé")


def last_day(record: ConsentRecord) -> str:
    """The date itself: Wagtail's own column says how long ago, also of what is to come."""
    return date_format(record.expires_on)


class LeverViewSet(SnippetViewSet):
    """« Leviers » : added, reworded, retired. Never deleted: drafts may still name them."""

    model = Lever
    icon = "tag"
    menu_label = _("Leviers")
    menu_name = "levers"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "position", Column("retired", label=_("Choix"), accessor=whether_offered)]
    list_filter = ["is_retired"]
    search_fields = ("name", "description")
    copy_view_enabled = False

    @property
    def permission_policy(self) -> NeverDeleted:
        return NeverDeleted(Lever)


class GlossaryTermViewSet(SnippetViewSet):
    """« Glossaire » : the words of the method and what they mean here."""

    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossaire")
    menu_name = "glossary"
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["term", "synonyms", "source"]
    search_fields = ("term", "synonyms", "definition")
    copy_view_enabled = False


class TopicForm(WagtailAdminModelForm):
    """One keyword a word, however it is written."""

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Topic.objects.exclude(pk=self.instance.pk).values_list("name", flat=True)
        if twin := next((other for other in others if plain(other) == plain(name)), None):
            raise forms.ValidationError(gettext("Ce mot-clé existe déjà : « %(twin)s ».") % {"twin": twin})
        return name


class TopicViewSet(SnippetViewSet):
    """« Mots-clés » : anybody's words, put right here when a letter is missing."""

    model = Topic
    icon = "hashtag"
    menu_label = _("Mots-clés")
    menu_name = "topics"
    menu_order = 630
    add_to_settings_menu = True
    list_display = ["name", Column("uses", label=_("Fiches"), accessor="uses")]
    search_fields = ("name",)
    edit_handler = ObjectList([FieldPanel("name")], base_form_class=TopicForm)
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Topic]":
        return Topic.objects.annotate(uses=Count("practice_items")).order_by("name")


def consents_page(record: ConsentRecord) -> str:
    """Where an agreement is renewed or withdrawn, and those concerned told."""
    return reverse("contributions:consents", args=[record.testimonial_id])


class ConsentRecordViewSet(SnippetViewSet):
    """« Accords » : which stand, which end soon. Written on the site only, by one act, so that a withdrawal is told."""

    model = ConsentRecord
    icon = "key"
    menu_label = _("Accords de diffusion")
    menu_name = "consents"
    menu_order = 270
    add_to_admin_menu = True
    list_display = [
        TitleColumn("person", label=_("Personne"), get_url=consents_page),
        Column("testimonial", label=_("Témoignage")),
        BooleanColumn("is_valid", label=_("En cours")),
        Column("expires_on", label=_("Valable jusqu’au"), accessor=last_day, sort_key="expires_on"),
        DateColumn("withdrawn_at", label=_("Retiré le"), sort_key="withdrawn_at"),
    ]
    search_fields = ("person", "testimonial__title")
    ordering = ("expires_on",)
    copy_view_enabled = False

    @property
    def permission_policy(self) -> ReadOnly:
        return ReadOnly(ConsentRecord)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[ConsentRecord]":
        records = ConsentRecord.objects.select_related("testimonial")
        return records.exclude(testimonial__thrown_draft__isnull=False)  # its team alone knows of it
