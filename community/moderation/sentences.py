"""The sentences that facilitators start from: one a decision and a reason; they change the words before sending."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.models import Decision, Matter, Report

Reason = Report.Reason


@dataclass(frozen=True, kw_only=True)
class Canned:
    """A sentence, the few words that it is chosen by, and for what it is the first choice."""

    key: str
    label: str | Promise
    words: str | Promise
    fits: tuple[str, ...] = ()


SENTENCES: dict[Decision.What, tuple[Canned, ...]] = {
    Decision.What.LEFT: (
        Canned(
            key="rien",
            label=_("Rien à reprocher"),
            words=_(
                "Nous avons lu ce texte en entier, à sa place. Il respecte les règles du site : nous le laissons. "
                "Merci d’avoir pris le temps de nous écrire."
            ),
        ),
        Canned(
            key="desaccord",
            label=_("Un désaccord, pas une faute"),
            words=_(
                "Nous comprenons que ce texte vous ait heurté. Il dit un désaccord, sans s’en prendre à personne : "
                "nous le laissons. Vous pouvez y répondre, à sa place."
            ),
            fits=(Reason.HURTFUL,),
        ),
        Canned(
            key="accord",
            label=_("L’accord a été donné"),
            words=_(
                "Nous avons vérifié : les personnes montrées ou nommées ont donné leur accord par écrit. Elles peuvent "
                "le retirer quand elles veulent ; si c’est vous, répondez à ce message."
            ),
            fits=(Reason.IMAGE, Reason.DATA),
        ),
    ),
    Decision.What.RELEASED: (
        Canned(key="bienvenue", label=_("Merci, c’est en ligne"), words=_("Merci pour ce que vous partagez !")),
    ),
    Decision.What.REMOVED: (
        Canned(
            key="image",
            label=_("Droit à l’image"),
            words=_(
                "Une personne y est montrée ou nommée sans avoir donné son accord (article 9 du Code civil). Vous "
                "pouvez l’écrire de nouveau sans elle, ou avec son accord."
            ),
            fits=(Reason.IMAGE,),
        ),
        Canned(
            key="donnees",
            label=_("Données personnelles"),
            words=_(
                "On y lit des informations privées sur quelqu’un : adresse, santé, situation. Le règlement général sur "
                "la protection des données (RGPD) ne permet pas de les publier. Vous pouvez le redire sans elles."
            ),
            fits=(Reason.DATA,),
        ),
        Canned(
            key="blessant",
            label=_("Propos blessants"),
            words=_(
                "Ces mots blessent une personne ou un groupe, et la charte du site demande la bienveillance. L’idée "
                "est la bienvenue, dite autrement."
            ),
            fits=(Reason.HURTFUL,),
        ),
        Canned(
            key="illegal",
            label=_("Contenu illégal"),
            words=_(
                "La loi ne permet pas de publier cela. Comme hébergeur, nous devons le retirer dès que nous le savons "
                "(article 6 de la loi pour la confiance dans l’économie numérique)."
            ),
            fits=(Reason.ILLEGAL,),
        ),
        Canned(
            key="publicite",
            label=_("Publicité, ou hors sujet"),
            words=_(
                "Ce site parle de la place des usagers dans les structures. Ce texte fait la promotion d’autre chose, "
                "ou n’a pas de rapport."
            ),
            fits=(Reason.ADVERT, "links", "same", "fast"),
        ),
    ),
    Decision.What.ASKED: (
        Canned(
            key="nommer",
            label=_("Ne plus nommer quelqu’un"),
            words=_(
                "Merci pour ce texte. Il nomme une personne, ou permet de la reconnaître : pouvez-vous l’écrire "
                "autrement, pour que personne ne soit reconnu ?"
            ),
            fits=(Reason.IMAGE, Reason.DATA),
        ),
        Canned(
            key="ton",
            label=_("Dire autrement"),
            words=_(
                "Merci pour ce texte. Quelques mots peuvent blesser : pouvez-vous le redire autrement ? Nous pouvons "
                "vous aider, répondez à ce message."
            ),
            fits=(Reason.HURTFUL,),
        ),
        Canned(
            key="liens",
            label=_("Moins de liens"),
            words=_(
                "Merci pour ce texte. Il contient plusieurs liens : pouvez-vous garder celui qui aide le plus, et dire "
                "en une phrase ce qu’on y trouve ?"
            ),
            fits=("links",),
        ),
        Canned(
            key="preciser",
            label=_("Préciser"),
            words=_("Merci pour ce texte. Pouvez-vous préciser ce que vous voulez dire, pour qui ne connaît pas ?"),
        ),
    ),
}


def sentences_for(*, what: Decision.What) -> Sequence[Canned]:
    """Those of a decision, in their order."""
    return SENTENCES[what]


def first_choice(*, what: Decision.What, matter: Matter, reasons: Sequence[str]) -> Canned:
    """The one that fits what was said of this text, else the first."""
    choices = SENTENCES[what]
    told = [*reasons, matter.held_why]
    return next((each for each in choices if set(each.fits) & set(told)), choices[0])


def with_sentence(*, what: Decision.What, key: str, typed: str) -> str:
    """What stands in the field once this sentence was pressed: below what was typed, which is never lost.

    It replaces one of ours that nobody changed; what it adds already stays once.
    """
    words = next((str(each.words) for each in SENTENCES[what] if each.key == key), "")
    ours = {_in_a_line(str(each.words)) for each in SENTENCES[what]}
    if not words or _in_a_line(words) in _in_a_line(typed):
        return typed
    return words if _in_a_line(typed) in ours | {""} else f"{typed.rstrip()}\n\n{words}"


def _in_a_line(text: str) -> str:
    """Whatever its spaces: pages put French ones."""
    return " ".join(text.split())
