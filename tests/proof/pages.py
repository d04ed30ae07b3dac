"""Each address of the site: the page opened there, by whom; the forms that are sent wrong; what is no page."""

from playwright.sync_api import Page

from tests.proof.pages_of_account import HOME, HOME_NOT_A_PAGE
from tests.proof.pages_of_adoptions import ADOPTIONS
from tests.proof.pages_of_conversation import CONVERSING, CONVERSING_NOT_A_PAGE
from tests.proof.pages_of_factors import FACTORS, FACTORS_NOT_A_PAGE
from tests.proof.pages_of_invitations import INVITATIONS, INVITATIONS_NOT_A_PAGE
from tests.proof.pages_of_moderation import MODERATION, MODERATION_NOT_A_PAGE
from tests.proof.pages_of_people import TEAMS, TEAMS_NOT_A_PAGE
from tests.proof.pages_of_questions import QUESTIONS, QUESTIONS_NOT_A_PAGE
from tests.proof.pages_of_requests import REQUESTS, REQUESTS_NOT_A_PAGE
from tests.proof.pages_of_rights import RIGHTS, RIGHTS_NOT_A_PAGE
from tests.proof.visits import LONG, MEMBERS, REVIEWERS, TEAM, Visit, Wrong

EMPTY_COMMENT = Wrong(form="main form[method=post]:has(textarea)", typed={"comment": ""})
NEW_PASSWORD = {"password1": "court", "password2": "autre"}


def _ask_for_a_code(page: Page) -> None:
    page.locator("main [name=email]").fill("personne@exemple.test")
    with page.expect_navigation():
        page.locator("main form button").first.click()


ACCOUNT = [
    Visit(
        pattern="account_login",
        address="/compte/login/",
        wrong=Wrong(typed={"email": "pas une adresse"}),
        wrong_for="visitor",
    ),
    Visit(
        pattern="account_login",
        address="/compte/login/?par=mot-de-passe",
        roles=("visitor",),
        wrong=Wrong(typed={"login": "personne@exemple.test", "password": "faux"}),
        wrong_for="visitor",
    ),
    Visit(
        pattern="account_confirm_login_code",
        address="/compte/login/?par=code",
        roles=("visitor",),
        prepare=_ask_for_a_code,
        wrong=Wrong(typed={"code": "12"}),
        wrong_for="visitor",
    ),
    Visit(pattern="account_logout", address="/compte/logout/"),
    Visit(pattern="account_inactive", address="/compte/inactive/"),
    Visit(pattern="account_signup", address="/compte/signup/"),
    Visit(
        pattern="account_change_password",
        address="/compte/password/change/",
        roles=MEMBERS,
        wrong=Wrong(typed=NEW_PASSWORD),
    ),
]


def _ask_for_proposals(page: Page) -> None:
    page.locator("main [name=q]").first.press_sequentially("acc", delay=10)
    page.locator("[role=listbox]:not([hidden]) [role=option]").first.wait_for()


READING = [
    Visit(pattern="levers", address="/leviers/"),
    Visit(pattern="design", address="/design/", roles=("visitor",)),
    Visit(pattern="lever", address="/leviers/accueil/"),
    Visit(pattern="search", address="/recherche/"),
    Visit(pattern="search", address="/recherche/?q=accueillir+les+nouveaux"),
    Visit(pattern="search", address="/recherche/?q=zzzz"),
    Visit(pattern="suggestions", address="/?propositions", roles=("visitor",), prepare=_ask_for_proposals),
    *(
        Visit(pattern="wagtail_serve", address=f"{{page:{kind}}}", roles=("visitor", "member", "facilitator"))
        for kind in (
            *("HomePage", "ContentPage", "PracticeIndexPage", "PracticePage", "TestimonialIndexPage"),
            *("StructureIndexPage", "StructurePage", "ParcoursIndexPage", "ParcoursPage", "EventReportIndexPage"),
            *("EventReportPage", "GlossaryPage", "PracticeRequestIndexPage", "PracticeRequestPage"),
            *("video", "audio", "text"),
        )
    ),
    Visit(pattern="wagtail_serve", address="/accessibilite/", roles=("visitor",)),
    Visit(pattern="wagtail_serve", address="/nulle-part/"),
]
CONVERSATION = [
    Visit(pattern="comments:write", address="/commentaires/{sheet}/ecrire/", roles=MEMBERS, wrong=EMPTY_COMMENT),
    Visit(pattern="comments:reply", address="/commentaires/{comment}/repondre/", roles=MEMBERS, wrong=EMPTY_COMMENT),
    Visit(pattern="comments:withdraw", address="/commentaires/{comment}/retirer/", roles=TEAM),
    Visit(
        pattern="comments:remove",
        address="/commentaires/{comment}/enlever/",
        roles=REVIEWERS,
        wrong=Wrong(typed={"reason": ""}),
        wrong_for="facilitator",
    ),
    Visit(
        pattern="contact",
        address="/ecrire/{open}/",
        roles=TEAM,
        wrong=Wrong(form="main form[method=post]:has(textarea)", typed={"text": ""}),
    ),
]
WRITING = [
    Visit(pattern="structure_card", address="/ma-structure/{structure}/", roles=TEAM, wrong=Wrong(typed={"title": ""})),
    Visit(pattern="contributions:share", address="/partager/", roles=MEMBERS),
    Visit(
        pattern="contributions:start", address="/partager/fiche/", roles=MEMBERS, wrong=Wrong(typed={"summary": LONG})
    ),
    Visit(
        pattern="contributions:start",
        address="/partager/temoignage/",
        roles=MEMBERS,
        wrong=Wrong(typed={"title": LONG}),
    ),
    Visit(pattern="contributions:mine", address="/mes-contributions/", roles=MEMBERS),
    Visit(
        pattern="contributions:edit",
        address="/mes-contributions/{draft}/",
        roles=TEAM,
        wrong=Wrong(typed={"title": LONG}),
    ),
    Visit(pattern="contributions:edit", address="/mes-contributions/{asked}/", roles=("member",)),
    Visit(pattern="contributions:edit", address="/mes-contributions/{film}/", roles=("member",)),
    Visit(pattern="contributions:preview", address="/mes-contributions/{asked}/apercu/", roles=TEAM),
    Visit(pattern="contributions:take_off_line", address="/mes-contributions/{mine}/retirer/", roles=TEAM),
    Visit(pattern="contributions:waiting", address="/relecture/", roles=REVIEWERS),
    Visit(
        pattern="contributions:review",
        address="/relecture/{waiting}/",
        roles=REVIEWERS,
        wrong=Wrong(button="button:has-text('Demander')"),
        wrong_for="facilitator",
    ),
]
AGREEMENTS = [
    Visit(
        pattern="contributions:consents",
        address="/mes-contributions/{film}/accords/",
        roles=TEAM,
        wrong=Wrong(form="main form[method=post]:has(input[type=date])", typed={"person": ""}),
    ),
    Visit(
        pattern="contributions:renew_consent",
        address="/accords/{consent}/renouveler/",
        roles=TEAM,
        wrong=Wrong(typed={"given_on": ""}),
    ),
    Visit(pattern="contributions:withdraw_consent", address="/accords/{consent}/retirer/", roles=TEAM),
    Visit(pattern="contributions:erase_consent", address="/accords/{consent}/effacer/", roles=TEAM),
    Visit(pattern="contributions:erase_files", address="/mes-contributions/{film}/supprimer-les-fichiers/", roles=TEAM),
]

READ = [*READING, *ACCOUNT]
WRITTEN = [*CONVERSATION, *CONVERSING, *WRITING, *AGREEMENTS]
OF_PEOPLE = [*ADOPTIONS, *FACTORS, *HOME, *INVITATIONS, *QUESTIONS, *REQUESTS, *MODERATION, *RIGHTS, *TEAMS]
VISITS = [*READ, *WRITTEN, *OF_PEOPLE]

NOT_A_PAGE: dict[str, str] = {
    **HOME_NOT_A_PAGE,
    **CONVERSING_NOT_A_PAGE,
    **QUESTIONS_NOT_A_PAGE,
    **REQUESTS_NOT_A_PAGE,
    **MODERATION_NOT_A_PAGE,
    **FACTORS_NOT_A_PAGE,
    **RIGHTS_NOT_A_PAGE,
    **INVITATIONS_NOT_A_PAGE,
    **TEAMS_NOT_A_PAGE,
    "account_request_login_code": "sends on",
    "account_reset_password": "sends on",
    "account_set_password": "sends on",
    "former_password_links": "sends on",
    "change_password_well_known": "sends on",
    "file": "a film, a picture, a document",
    "paper": "a document",
    "health": "figures, for probes",
    "feed": "a feed",
    "lever_feed": "a feed",
    "questions_feed": "a feed",
    "close_to_question": "a piece of the form where a question is asked",
    "suggestions_json": "for browsers",
    "opensearch": "for browsers",
    "robots_txt": "for robots",
    "sitemap": "for robots",
    "sitemap_part": "for robots",
    "favicon": "a picture",
    "manifest": "for browsers",
    "shared_picture": "a picture",
    "shared_picture_of_lever": "a picture",
    "security_txt": "a text",
    "wagtailcore_login": "closed",
    "wagtailcore_authenticate_with_password": "closed",
    "contributions:submit": "by POST alone: a GET sends on to the list",
    "contributions:take_back": "by POST alone",
    "contributions:throw_away": "by POST alone",
    "contributions:bring_back": "by POST alone",
    "contributions:confirm_current": "by POST alone",
    "contributions:consent_document": "a document",
}
"""Addresses that show no page, and what they answer instead."""

TEMPLATES_OF_ERRORS = ("400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html", "503.html")
