"""What every new site needs before its first visitor: pages, groups, rights, the review, the method's words.

Run as often as wanted: it adds what is missing and touches nothing that people may have changed since.
"""

from itertools import chain, count
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    ModelLogEntry,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from community.models import InvolvementLevel, ParcoursIndexPage, StructureIndexPage
from community.teams.spaces import FACILITATORS, page_permission
from home.models import HomePage
from home.words import LEVELS, LEVERS
from home.words_of_search import VOCABULARY
from practices.models import (
    EventReportIndexPage,
    GlossaryPage,
    Lever,
    PracticeIndexPage,
    PracticeRequestIndexPage,
    ReviewTask,
    TestimonialIndexPage,
)
from search.models import SynonymGroup

SECTIONS: list[tuple[type[Page], str, str, str]] = [
    (PracticeIndexPage, "Fiches pratiques", "pratiques", "Ce que des structures ont essayé, raconté pour être repris."),
    (TestimonialIndexPage, "Témoignages", "temoignages", "Des personnes racontent, en vidéo, au micro ou par écrit."),
    (
        PracticeRequestIndexPage,
        "Entraide",
        "entraide",
        "Personne n’en a encore parlé ici ? Posez la question : des structures qui ont de la pratique répondent.",
    ),
    (
        StructureIndexPage,
        "Structures",
        "structures",
        "Les associations, coopératives et entreprises qui partagent ici.",
    ),
    (ParcoursIndexPage, "Parcours", "parcours", "Huit structures, quelques mois, un état des lieux et des essais."),
    (EventReportIndexPage, "Comptes rendus", "comptes-rendus", "La mémoire de nos rencontres."),
    (GlossaryPage, "Glossaire", "glossaire", "Les mots de la méthode, et ce qu’ils veulent dire ici."),
]
FACILITATOR_RIGHTS = ("add", "change", "publish", "lock", "unlock")
FACILITATOR_MODELS = (
    ("practices", ("lever", "topic", "glossaryterm", "consentrecord")),
    ("search", ("synonymgroup",)),
    ("wagtailsearchpromotions", ("searchpromotion",)),
)
FACILITATOR_ACTS = (
    "view_notification",
    "change_trustsettings",
)  # accounts and teams are kept on the site, by our own rules


@transaction.atomic
def prepare_site() -> HomePage:
    """Add whatever a site needs and lacks; returns its front page."""
    home = _tree()
    for position, level in enumerate(LEVELS, start=1):
        InvolvementLevel.objects.get_or_create(code=level["code"], defaults={**level, "position": position})
    for position, lever in enumerate(LEVERS, start=1):
        Lever.objects.get_or_create(slug=lever["slug"], defaults={**lever, "position": position})
    _vocabulary()
    facilitators = _facilitators(home)
    _review(home, facilitators)
    return home


def _tree() -> HomePage:
    """The front page and one page a section, in place of Wagtail's welcome page."""
    home = HomePage.objects.first()
    if home is None:
        Locale.objects.get_or_create(language_code="fr")
        root = Page.get_first_root_node() or Page.add_root(title="Racine", slug="root")
        if Collection.get_first_root_node() is None:
            Collection.add_root(name="Sans dossier")
        welcome = Page.objects.filter(depth=2, slug="home", content_type__model="page").first()
        introduction = _(
            "Des associations, des coopératives, des entreprises solidaires racontent comment elles impliquent les "
            "personnes pour qui elles agissent. Cherchez un exemple proche du vôtre : tout se lit sans compte."
        )
        home = HomePage(title="Faire avec", slug="accueil", introduction=introduction)
        root.add_child(instance=home)
        Site.objects.update_or_create(
            is_default_site=True, defaults={"root_page": home, "hostname": "localhost", "site_name": "Faire avec"}
        )
        if welcome:
            welcome.delete()
    for model, title, slug, introduction in SECTIONS:
        if not model.objects.exists():
            page: Any = model(title=title, slug=_free_below(home, slug), introduction=introduction, show_in_menus=True)
            home.add_child(instance=page)
            _stand_in_its_place(page)
    return HomePage.objects.get(pk=home.pk)


def _free_below(home: HomePage, slug: str) -> str:
    """This address, or the next one where people have a page of their own there, which keeps it."""
    taken = set(home.get_children().values_list("slug", flat=True))
    return next(each for each in chain([slug], (f"{slug}-{n}" for n in count(2))) if each not in taken)


def _stand_in_its_place(page: Page) -> None:
    """Before the section that follows it here, where an older site has it: menus show the order of the tree."""
    models = [model for model, *_ in SECTIONS]
    for model in models[models.index(type(page)) + 1 :]:
        following = model.objects.order_by("path").first()
        if following is not None:
            Page.objects.get(pk=page.pk).move(following.page_ptr, pos="left")
            return


def _vocabulary() -> None:
    """The first groups of synonyms, on a site where nobody has ever touched one: what people delete stays deleted."""
    if SynonymGroup.objects.exists() or ModelLogEntry.objects.get_for_model(SynonymGroup).exists():
        return
    groups = [terms.split(", ") for terms in VOCABULARY]
    SynonymGroup.objects.bulk_create(SynonymGroup(label=first, others="\n".join(rest)) for first, *rest in groups)


def _facilitators(home: HomePage) -> Group:
    """Facilitators work in the admin on the whole site; Wagtail's stock groups give way to ours."""
    Group.objects.filter(name__in=("Moderators", "Editors")).delete()
    group, _created = Group.objects.get_or_create(name=FACILITATORS)
    for right in FACILITATOR_RIGHTS:
        GroupPagePermission.objects.get_or_create(group=group, page=home.page_ptr, permission=page_permission(right))
    permissions = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    group.permissions.add(*permissions)
    for app_label, models in FACILITATOR_MODELS:
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label=app_label, content_type__model__in=models)
        )
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="community", codename__in=FACILITATOR_ACTS)
    )
    root = Collection.get_first_root_node()
    # Wagtail asks for the rights of its own models, whatever the project's are.
    files = Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs", "wagtailmedia"),
        codename__regex=r"^(add|change|choose|delete)_(image|document|media)$",
    )
    for permission in files:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    return group


def _review(home: HomePage, facilitators: Group) -> None:
    """One review by a facilitator, for the whole site, in place of Wagtail's stock workflow."""
    workflow, created = Workflow.objects.get_or_create(name="Relecture")
    if not created:
        return
    Workflow.objects.exclude(pk=workflow.pk).update(active=False)
    task = ReviewTask.objects.create(name="Relecture par l’animation")
    task.groups.add(facilitators)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=home.page_ptr, defaults={"workflow": workflow})
    WorkflowPage.objects.exclude(workflow=workflow).delete()
