"""What every page of the site has: a queryset that asks who is reading, an address that answers accordingly, and
a way to be saved that brings nothing of a former state back.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page, PageManager, PageViewRestriction, Revision
from wagtail.query import PageQuerySet
from wagtail.url_routing import RouteResult

from community import at_once, tree, visibility
from community.contexts import context_of
from community.kept.permission import let_it_be_kept
from community.typed_text.characters import is_blank

if TYPE_CHECKING:
    from community.models.members import Member

FRONT_PAGE = 2
"""Its depth: below the root of the tree, which has no address."""

IN_A_LIST = (
    *("path", "depth", "title", "slug", "url_path", "content_type"),
    *("first_published_at", "latest_revision_created_at"),
)
"""What a link to a page, or its card, needs of it: the other thirty columns are not read."""

LONGEST_SLUG = 200
"""Characters: the column holds 255, and a number may follow."""

CONVERSATION = ("conversation", "commentaire")
"""What a conversation reads in the address of its page: which of its pages, which comment."""


class VisibleQuerySet(PageQuerySet):
    """Pages, with the house's first question."""

    def visible_to(self, member: "Member | None") -> Self:
        """The pages this person finds and reads; None is the public. See `community.visibility`."""
        return visibility.visible_to(self, member)

    def child_of_q(self, other: Page) -> Q:
        """What `child_of` asks, in place of Wagtail's LIKE."""
        return tree.just_below(other.path)


class CompleteOrDraftForm(WagtailAdminPageForm):
    """The admin's form: what is missing stops a publication, beside the field; a draft is saved as it is."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if latest := self._saved_since():
            self.add_error(None, self._told_of(latest))
        if not self.is_deferred_validation:
            # The form has not filled the instance yet: `_post_clean` does, just after.
            self.check_when_filled = True
        return cleaned

    def _saved_since(self) -> Revision | None:
        """The version that somebody saved after this form was opened; Wagtail's form names the one it opened."""
        opened = self.data.get("loaded_revision_id")
        if not opened or self.instance.pk is None:
            return None
        latest: Any = Page.objects.select_related("latest_revision__user").get(pk=self.instance.pk).latest_revision
        return latest if latest and str(latest.pk) != str(opened) else None

    def _told_of(self, latest: Revision) -> str:
        """The form comes back with what was typed, above their version: sent once more, it is kept."""
        return str(
            _(
                "%(who)s a enregistré une autre version de cette page après que vous l’avez ouverte (%(when)s). Votre "
                "texte est encore dans le formulaire : regardez l’historique, puis enregistrez de nouveau pour garder "
                "le vôtre."
            )
        ) % {"who": latest.user or _("Quelqu’un"), "when": date_format(localtime(latest.created_at), "j F, H:i")}

    def what_is_missing(self) -> dict[str, str]:
        """Of the page, filled; not yet of the rows below it, which the library fills when it saves."""
        return dict(self.instance.missing())

    def _post_clean(self) -> None:
        super()._post_clean()
        if getattr(self, "check_when_filled", False) and not self.errors:
            for name, text in self.what_is_missing().items():
                self.add_error(name if name in self.fields else None, text)


VisibleManager = PageManager.from_queryset(VisibleQuerySet)


class VisiblePage(Page):
    """A page whose address follows the rule of `community.visibility`."""

    objects = VisibleManager()

    # A shared password would be a second rule beside ours, impossible to count or index: not offered.
    private_page_options = ["login", "groups"]

    # What `community.routing` read on the way to this page: those above it, and whether this reader sees it.
    pages_above: Sequence[Page] | None = None
    is_seen: bool | None = None
    is_as_stored = False
    """Whether what is served is the row itself, and not a version of it: its words may be read beside it."""
    show_in_menus_default = False

    # The list where such pages are found, when they do not stand below it in the tree ("app.Model").
    listed_by = ""
    # What a card reads in the same question, beside the page's own row: names of relations.
    beside_a_card: tuple[str, ...] = ()

    class Meta:
        abstract = True

    # Fields that must be filled before the page may be published; never before a draft is saved.
    required_to_publish: tuple[str, ...] = ("title",)
    base_form_class = CompleteOrDraftForm

    # What the page reads after « ? » in its address. A visitor who gives anything else receives a page made for them.
    address_parameters: tuple[str, ...] = ()

    @classmethod
    def from_db(cls, db: str | None, field_names: Sequence[str], values: Sequence[Any]) -> Self:
        page: Self = super().from_db(db, field_names, values)
        page.__dict__["_as_read"] = (field_names, values)
        return page

    def _get_autogenerated_slug(self, base_slug: str) -> str:
        """Cut: « ㎉ » is four letters of an address, and a title of such signs longer than one may be."""
        free: str = super()._get_autogenerated_slug(base_slug[:LONGEST_SLUG].rstrip("-"))
        return free

    def refresh_from_db(self, using: Any = None, fields: Any = None, from_queryset: Any = None) -> None:
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)
        at_once.note(self, fields)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """A version of this page. When it was published, and what is on line, are facts of the page, not of a text."""
        version: Self = super().with_content_json(content)
        for name in at_once.PUBLICATION:
            setattr(version, name, getattr(self, name))
        version.__dict__["_as_read"] = dict(at_once.as_read(self))
        return version

    @transaction.atomic
    def save(self, clean: bool = True, user: Any = None, log_action: Any = False, **kwargs: Any) -> Any:
        """Write the page; saved whole, it first catches up with what others wrote (see `community.at_once`).

        A draft published meanwhile by somebody else is kept as a version: no draft ever touches a live page.
        """
        names = kwargs.get("update_fields")
        if self.pk is not None and names is None and at_once.catch_up(self):
            return self.save_revision(user=user, clean=False)
        result = super().save(clean=clean, user=user, log_action=log_action, **kwargs)
        at_once.note(self, names)
        return result

    @transaction.atomic
    def add_child(self, **kwargs: Any) -> Any:
        """Add a page below this one, whose row is held first, and whose count of children is put right if it is not."""
        self.url_path = at_once.hold_to_add_below(self)  # the new page's address begins with it
        tree.mend_count(page=self)
        return super().add_child(**kwargs)

    def missing(self) -> dict[str, str]:
        """What the page still needs before it may be published: field → sentence."""
        return {
            name: str(_("À remplir avant la publication.")) for name in self.required_to_publish if self._is_empty(name)
        }

    def _is_empty(self, name: str) -> bool:
        value = getattr(self, name)
        if hasattr(value, "all"):
            return not list(value.all())
        return is_blank(value) if isinstance(value, str) else not value

    def full_clean(self, exclude: Any = None, **kwargs: Any) -> None:
        """Validate; a page that is live, or about to be, must be complete.

        Forms give `exclude` and check on their own, so that a draft is saved as it is.
        Raises ValidationError with one message a field.
        """
        super().full_clean(exclude=exclude, **kwargs)
        if exclude is None and (missing := self.missing()):
            raise ValidationError(
                {name if self._is_own_field(name) else NON_FIELD_ERRORS: text for name, text in missing.items()}
            )

    def _is_own_field(self, name: str) -> bool:
        return name in {field.name for field in self._meta.get_fields()}

    def get_absolute_url(self) -> str:
        """The address the comments library and feeds ask for; empty outside the site's tree."""
        return self.get_url() or ""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Serve the page to those who may read it, ask the public to sign in where a restriction says so, else 404."""
        if path_components:
            result: RouteResult = super().route(request, path_components)
            return result
        member = visibility.reader(request)
        reading = visibility.reading_of(page=self, member=member, is_seen=self.is_seen)
        if reading is visibility.Reading.REFUSED:
            raise Http404
        self.reading = reading
        if reading is visibility.Reading.TEAM_ONLY and not self.live:
            page = self.get_latest_revision_as_object()
            page.reading = reading
            page.pages_above = self.pages_above
            return RouteResult(page)
        self.is_as_stored = True
        return RouteResult(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What its template receives: Wagtail's own words, and what `ready()` registered for this kind of page."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **context_of(page=self, request=request)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; what everybody may read may be shown again to others as it is made here."""
        response: HttpResponse = super().serve(request, *args, **kwargs)
        let_it_be_kept(request=request, response=response, parameters=self.address_parameters)
        return response

    def get_view_restrictions(self) -> Any:
        """Wagtail asks this just before serving: a reader let in by our rule is not asked a second time."""
        if getattr(self, "reading", None) in (visibility.Reading.EVERYBODY, visibility.Reading.TEAM_ONLY):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()
