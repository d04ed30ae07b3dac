"""Every page and list that is measured on a grown site, and who reads it; an address that nobody lists is told.

The names are those of the URLconf and of the page types: one that is added is either visited, or left out with a
reason, or the bench refuses to run.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Page, get_page_models

from bench.growing.site import Grown
from community.models import EntryRequest, ParcoursPage, StructureIndexPage
from home.models import ContentPage
from practices.models import (
    EventReportPage,
    GlossaryPage,
    Lever,
    PracticeIndexPage,
    PracticeRequestIndexPage,
    TestimonialIndexPage,
    TestimonialPage,
)

VISITOR, MEMBER, PILOT, FACILITATOR = "visitor", "member", "pilot", "facilitator"
READERS = (VISITOR, MEMBER, FACILITATOR)
MEMBERS = (MEMBER, PILOT)
OURS = ("config", "home", "search", "practices", "community")
LIBRARY = "wagtail"  # how the admin's own addresses begin, those of our snippets included
LAST = "?page=999999"  # the last page of a list, which skips all the others

Places = Callable[[Grown], list[str]]


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Somebody asks for an address; `name` and `rank` say the same at every size, the numbers in addresses do not."""

    name: str
    rank: int
    who: str
    path: str
    is_ours: bool = True
    """Otherwise a screen of the admin's library: told, not judged."""


def _one(model: type[Page]) -> str:
    """The first page of a type that everybody reads."""
    page = model._default_manager.visible_to(None).order_by("pk").first()
    return str(page.get_absolute_url())


def _list(model: type[Page], *more: str) -> list[str]:
    return [_one(model) + end for end in ("", LAST, *more)]


def _lever() -> str:
    return str(Lever.objects.in_use()[0].slug)


def _structures(grown: Grown) -> list[str]:
    largest = grown.largest.structure.get_absolute_url()
    return [grown.ordinary.structure.get_absolute_url(), largest, largest + LAST]


def _results(_grown: Grown) -> list[str]:
    asked = ("", "?q=accueil", "?q=jardin+partage&type=fiche", "?q=acueil+benevole", "?tri=date&page=20")
    return [reverse("search") + end for end in asked]


def _film(_grown: Grown) -> list[str]:
    film = TestimonialPage.objects.visible_to(None).filter(kind="video").earliest("pk")
    return [film.media.file.url, film.captions.file.url]


def _of_a_draft(name: str) -> Places:
    return lambda grown: [reverse(name, args=[grown.drafts[0].pk])]


def _of_a_sheet(name: str) -> Places:
    return lambda grown: [reverse(name, args=[grown.discussed.pk])]


def _new(grown: Grown) -> list[str]:
    ours = f"?structure={grown.largest.structure.pk}"
    return [reverse("contributions:start", args=[kind]) + ours for kind in ("fiche", "temoignage")]


def _review(_grown: Grown) -> list[str]:
    from practices.contributions.queries import waiting_for_review

    return [reverse("contributions:review", args=[waiting_for_review()[0].page.pk])]


def _questions(_grown: Grown) -> list[str]:
    """The list, its end, and narrowed to those that wait, to a lever, to both."""
    lever = _lever()
    return _list(
        PracticeRequestIndexPage, "?reponses=sans", f"?levier={lever}", f"?levier={lever}&reponses=sans&page=999999"
    )


def _answers(grown: Grown) -> list[str]:
    """A question with a thousand answers: the first of them, the last."""
    address = grown.question.get_absolute_url()
    return [address, f"{address}?conversation=999"]


def _people(_grown: Grown) -> list[str]:
    """The list as facilitators open it, its end, and what it finds."""
    return [reverse("people") + end for end in ("", LAST, "?structure=structure", "?q=exemple&etat=invitee")]


def _somebody(grown: Grown) -> int:
    return int(grown.largest.structure.memberships.values_list("member", flat=True).order_by("pk")[0])


VISITED: Mapping[str, tuple[tuple[str, ...], Places]] = {
    "home.HomePage": (READERS, lambda _grown: ["/"]),
    "home.ContentPage": (READERS, lambda _grown: [_one(ContentPage)]),
    "community.StructureIndexPage": (READERS, lambda _grown: _list(StructureIndexPage, "?departement=Nord")),
    "community.StructurePage": ((*READERS, PILOT), _structures),
    "community.ParcoursIndexPage": (READERS, lambda _grown: ["/parcours/"]),
    "community.ParcoursPage": (READERS, lambda _grown: [_one(ParcoursPage)]),
    "practices.PracticeIndexPage": (READERS, lambda _grown: _list(PracticeIndexPage, f"?levier={_lever()}")),
    "practices.PracticePage": ((*READERS, PILOT), lambda grown: [grown.discussed.get_absolute_url()]),
    "practices.TestimonialIndexPage": (READERS, lambda _grown: _list(TestimonialIndexPage)),
    "practices.TestimonialPage": ((*READERS, PILOT), lambda grown: [grown.testimonial.get_absolute_url()]),
    "practices.EventReportIndexPage": (READERS, lambda _grown: ["/comptes-rendus/"]),
    "practices.EventReportPage": (READERS, lambda _grown: [_one(EventReportPage)]),
    "practices.PracticeRequestIndexPage": (READERS, _questions),
    "practices.PracticeRequestPage": (READERS, _answers),
    "practices.GlossaryPage": (READERS, lambda _grown: [_one(GlossaryPage)]),
    "levers": (READERS, lambda _grown: [reverse("levers")]),
    "lever": (READERS, lambda _grown: [reverse("lever", args=[_lever()])]),
    "search": (READERS, _results),
    "suggestions": (READERS, lambda _grown: [f"{reverse('suggestions')}?q=acc"]),
    "suggestions_json": ((VISITOR,), lambda _grown: [f"{reverse('suggestions_json')}?q=acc"]),
    "close_to_question": (READERS, lambda _grown: [f"{reverse('close_to_question')}?q=accueillir+les+nouveaux"]),
    "feed": ((VISITOR,), lambda _grown: [reverse("feed")]),
    "ask_question": (READERS, lambda _grown: [f"{reverse('ask_question')}?q=accueillir+sans+parler"]),
    "questions_feed": ((VISITOR,), lambda _grown: [reverse("questions_feed")]),
    "lever_feed": ((VISITOR,), lambda _grown: [reverse("lever_feed", args=[_lever()])]),
    "sitemap": ((VISITOR,), lambda _grown: [reverse("sitemap")]),
    "sitemap_part": ((VISITOR,), lambda _grown: ["/sitemap-pages.xml", "/sitemap-leviers.xml"]),
    "health": ((VISITOR,), lambda _grown: [reverse("health")]),
    "file": ((VISITOR, MEMBER), _film),
    "paper": (READERS, lambda grown: [reverse("paper", args=[grown.discussed.pk])]),
    "shared_picture": ((VISITOR,), lambda grown: [reverse("shared_picture", args=[grown.discussed.pk])]),
    "shared_picture_of_lever": ((VISITOR,), lambda _grown: [reverse("shared_picture_of_lever", args=[_lever()])]),
    "contributions:share": (MEMBERS, lambda _grown: [reverse("contributions:share")]),
    "contributions:start": ((PILOT,), _new),
    "contributions:mine": (MEMBERS, lambda _grown: [reverse("contributions:mine")]),
    "contributions:edit": ((PILOT,), _of_a_draft("contributions:edit")),
    "contributions:preview": ((PILOT,), _of_a_draft("contributions:preview")),
    "contributions:take_off_line": ((PILOT,), _of_a_sheet("contributions:take_off_line")),
    "contributions:consents": (
        (FACILITATOR,),
        lambda grown: [reverse("contributions:consents", args=[grown.testimonial.pk])],
    ),
    "contributions:renew_consent": (
        (FACILITATOR,),
        lambda grown: [reverse("contributions:renew_consent", args=[grown.testimonial.consents.all()[0].pk])],
    ),
    "contributions:waiting": ((FACILITATOR,), lambda _grown: [reverse("contributions:waiting")]),
    "contributions:review": ((FACILITATOR,), _review),
    "adoptions:said": (MEMBERS, lambda _grown: [reverse("adoptions:said"), reverse("adoptions:said") + LAST]),
    "adoptions:say": ((MEMBER,), _of_a_sheet("adoptions:say")),
    "account_home": (MEMBERS, lambda _grown: [reverse("account_home")]),
    "account_sessions": (MEMBERS, lambda _grown: [reverse("account_sessions")]),
    "my_data": (MEMBERS, lambda _grown: [reverse("my_data")]),
    "member": (MEMBERS, lambda grown: [reverse("member", args=[grown.largest.writer.pk])]),
    "team": ((PILOT, FACILITATOR), lambda grown: [reverse("team", args=[grown.largest.structure.pk])]),
    "pass_the_baton": ((PILOT,), lambda grown: [reverse("pass_the_baton", args=[grown.largest.structure.pk])]),
    "people": ((FACILITATOR,), _people),
    "invitations": (
        (FACILITATOR,),
        lambda _grown: [reverse("invitations") + end for end in ("", LAST, "?etat=sent", "?structure=structure")],
    ),
    "invite": ((FACILITATOR,), lambda _grown: [reverse("invite")]),
    "invite_to_team": ((PILOT,), lambda grown: [reverse("invite_to_team", args=[grown.largest.structure.pk])]),
    "person": ((FACILITATOR,), lambda grown: [reverse("person", args=[_somebody(grown)])]),
    "structure_card": ((PILOT,), lambda grown: [reverse("structure_card", args=[grown.largest.structure.pk])]),
    "contact": ((MEMBER,), lambda grown: [reverse("contact", args=[grown.largest.structure.pk])]),
    "requests": (
        (FACILITATOR,),
        lambda _grown: [reverse("requests") + end for end in ("", "?genre=nouvelles", "?etat=repondu&page=999999")],
    ),
    "request": ((FACILITATOR,), lambda _grown: [reverse("request", args=[EntryRequest.objects.waiting()[0].pk])]),
    "moderation": ((FACILITATOR,), lambda _grown: [reverse("moderation") + end for end in ("", LAST)]),
    "moderation_journal": ((FACILITATOR,), lambda _grown: [reverse("moderation_journal") + end for end in ("", LAST)]),
    "searched": ((FACILITATOR,), lambda _grown: [reverse("searched")]),
    "search_indexes": ((FACILITATOR,), lambda _grown: [reverse("search_indexes")]),
    "chosen_answers:index": ((FACILITATOR,), lambda _grown: [reverse("chosen_answers:index")]),
    "chosen_answers:add": ((FACILITATOR,), lambda _grown: [reverse("chosen_answers:add")]),
}

AN_ACT = "a button: what is read before and after is visited; submit and approve are measured as acts"
ALWAYS_THE_SAME = "reads nothing of what grows"
LEFT_OUT: Mapping[str, str] = {
    "robots_txt": ALWAYS_THE_SAME,
    "favicon": ALWAYS_THE_SAME,
    "security_txt": ALWAYS_THE_SAME,
    "opensearch": ALWAYS_THE_SAME,
    "manifest": ALWAYS_THE_SAME,
    "design": ALWAYS_THE_SAME,
    "admin_door": "sends to the page of signing in",
    "closed_admin_password_reset": "closed",
    "closed_admin_password_reset_steps": "closed",
    "closed_bulk_acts_on_members": "closed",
    "admin_people": "sends to people",
    "admin_people_pages": "sends to people",
    "account_login": "of visitors: reads nothing of what grows",
    "account_confirm_login_code": "reads one row",
    "account_reset_password": "sends to account_login",
    "former_password_links": "sends to account_login",
    "account_change_password": "a form about one row",
    "account_confirm": "a form about one row",
    "account_resume": ALWAYS_THE_SAME,
    "second_factor_asked": ALWAYS_THE_SAME,
    "mfa_index": "a few rows of one person",
    "forget_factors": "a question about one row",
    "account_name": AN_ACT,
    "account_work": AN_ACT,
    "account_help": AN_ACT,
    "account_photo": AN_ACT,
    "account_photo_away": AN_ACT,
    "account_address": "a form about one row",
    "account_address_give_up": AN_ACT,
    "confirm_address": "a question about one row",
    "leave_structure": "a question about one row",
    "adoptions:correct": "a form about one row",
    "adoptions:withdraw": "a question about one row",
    "write_to_member": "as contact",
    "my_team": "sends to team, or names one's own few",
    "my_data_leave": "for who has just proved who they are",
    "my_data_take": AN_ACT,
    "my_data_archive": "gives one file",
    "my_data_asleep": ALWAYS_THE_SAME,
    "my_data_back": "a question about one row",
    "team_place": "a form about one row",
    "team_remove": "a question about one row",
    "handover": "one row",
    "handover_cancel": AN_ACT,
    "people_export": "a file, by a button",
    "invitation_send_again": AN_ACT,
    "invitation_revoke": AN_ACT,
    "invitation": "reads one row",
    "invitation_link": "sends to invitation",
    "person_place": "a form of person",
    "person_close": "a question about one row",
    "person_reopen": AN_ACT,
    "person_remind": AN_ACT,
    "person_entrust": "a question about one row",
    "report": "a form about one row",
    "report_sent": "reads one row",
    "matter": "a question about one row",
    "person_read_again": "a question about one row",
    "person_trust": AN_ACT,
    "search_try_again": AN_ACT,
    "chosen_answers:index_results": "a part of chosen_answers:index",
    "chosen_answers:edit": "as chosen_answers:add",
    "chosen_answers:delete": "a question about one row",
    "ask_to_come_in": "reads one row",
    "ask_to_come_in_sent": ALWAYS_THE_SAME,
    "confirm_request": "a question about one row",
    "forget_request": "a question about one row",
    "requests_table": "gives one file",
    "tell_about_parcours": "a form about one row",
    "question_sent": ALWAYS_THE_SAME,
    "confirm_question": "reads one row",
    "forget_question": "reads one row",
    "edit_question": AN_ACT,
    "withdraw_question": AN_ACT,
    "mark_answer": AN_ACT,
    "sheet_from_answer": AN_ACT,
    "comments:write": AN_ACT,
    "comments:reply": AN_ACT,
    "comments:withdraw": AN_ACT,
    "comments:remove": AN_ACT,
    "comments:edit": AN_ACT,
    "comments:react": AN_ACT,
    "comments:people": "a few names",
    "comments:close": "a form about one row",
    "comments:versions": "a few rows of one comment",
    "contributions:submit": AN_ACT,
    "contributions:take_back": AN_ACT,
    "contributions:throw_away": AN_ACT,
    "contributions:bring_back": AN_ACT,
    "contributions:confirm_current": AN_ACT,
    "contributions:erase_files": "a question about one page",
    "contributions:withdraw_consent": "a question about one row",
    "contributions:erase_consent": "a question about one row",
    "contributions:consent_document": "gives one file",
}


def _rooms(grown: Grown) -> list[str]:
    """The admin's screens that list pages, and the form of one."""
    largest = grown.largest.structure
    index = largest.get_parent().pk
    return [
        "/admin/",
        f"/admin/pages/{index}/",
        f"/admin/pages/{largest.pk}/",
        "/admin/pages/search/?q=accueil",
        f"/admin/pages/{grown.discussed.pk}/edit/",
        "/admin/reports/site-history/",
        "/admin/snippets/practices/topic/",
        "/admin/snippets/practices/consentrecord/",
    ]


def known() -> set[str]:
    """Every address of ours and every type of page."""
    types = {model._meta.label for model in get_page_models() if model is not Page}
    return types | set(_names(get_resolver().url_patterns))


def _names(patterns: list[URLPattern | URLResolver], spaces: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns, f"{spaces}{pattern.namespace}:" if pattern.namespace else spaces)
        elif pattern.callback.__module__.partition(".")[0] in OURS and not f"{spaces}{pattern.name}".startswith(
            LIBRARY
        ):
            yield f"{spaces}{pattern.name}"


def forgotten() -> set[str]:
    """What the two tables do not name, and what they name that is no more."""
    return known() ^ {*VISITED, *LEFT_OUT}


def visits(grown: Grown, /) -> list[Visit]:
    """All of them, in the order of the table. Raises LookupError when one is forgotten."""
    if forgotten():
        raise LookupError(f"visited nor left out in bench/growing/visits.py, or no more: {sorted(forgotten())}")
    ours = [
        Visit(name=name, rank=rank, who=who, path=path)
        for name, (people, places) in VISITED.items()
        for rank, path in enumerate(places(grown))
        for who in people
    ]
    rooms = [
        Visit(name="admin", rank=rank, who=FACILITATOR, path=path, is_ours=False)
        for rank, path in enumerate(_rooms(grown))
    ]
    return [*ours, *rooms]
