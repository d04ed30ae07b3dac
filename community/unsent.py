"""A text sent by a person whose session has ended: it waits for the sign-in, then comes back in its form.

It waits in the session, which outlives the sign-in of the same browser, for an hour. The next person who signs in on a
shared computer may be another: the form says, by a signature, for whom it was shown (`{% typed_by %}`), and what was
typed in it comes back to that person alone. Of a file, the name alone is kept.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from community.models import Member

View = Callable[..., HttpResponse]
SESSION_KEY = "unsent_text"
HEAVIEST_TEXT = 200_000  # characters: a session is not a drawer
WAITS_FOR = 60 * 60  # seconds: who was writing signs in at once, by a code that lives a quarter of an hour
MOST_FILES = 10  # names; no form of ours takes as many
TYPED_BY = "typed_by"
"""The field of a form that says for whom it was shown."""
NEVER_KEPT = ("csrfmiddlewaretoken", "action", TYPED_BY)
_signer = Signer(salt="community.unsent")


@dataclass(frozen=True, kw_only=True)
class KeptText:
    """What was typed, as a form takes it, and the files that were joined to it: field → name."""

    typed: QueryDict
    files_lost: dict[str, str]


def member_of(request: HttpRequest) -> Member:
    """The member of a view behind `signed_in`."""
    member: Any = request.user
    return member


def signed_in(view: View) -> View:
    """Ask the public to sign in; a text sent meanwhile is kept for after."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if request.user.is_authenticated else ask_to_sign_in(request)

    return asked


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, which comes back here; it says that the text is kept, where one was sent."""
    if request.method == "POST" and keep_text(request):
        messages.info(
            request, _("Vous n’étiez plus connecté. Connectez-vous : vous retrouverez ce que vous avez écrit.")
        )
    return redirect_to_login(request.get_full_path())


def text_kept(request: HttpRequest) -> KeptText | None:
    """The text that was sent to this address while signed out, given once, and said to be unsaved."""
    kept = request.session.get(SESSION_KEY)
    if request.method != "GET" or not isinstance(kept, dict) or kept.get("path") != request.get_full_path():
        return None
    del request.session[SESSION_KEY]
    if kept.get("at", 0) < time.time() - WAITS_FOR or kept.get("by") not in (None, member_of(request).pk):
        return None
    messages.warning(request, _said_of(kept))
    return KeptText(typed=QueryDict(kept["text"]), files_lost=kept.get("files", {}))


def typed_in(request: HttpRequest) -> tuple[Any, dict[str, str]]:
    """What a form is filled with: what was just sent, else what was kept (and its files lost), else nothing."""
    if request.method == "POST":
        return request.POST, {}
    kept = text_kept(request)
    return (kept.typed, kept.files_lost) if kept else (None, {})


def tell_lost(form: forms.BaseForm, files: dict[str, str]) -> None:
    """Say beside each field which file could not be kept with the text: field → name."""
    for name, file in files.items():
        text = _("Le fichier « %(file)s » n’a pas pu être gardé : joignez-le de nouveau.") % {"file": file}
        if name in form.errors:
            del form.errors[name]  # « obligatoire », of a file that was there
        form.add_error(name if name in form.fields else None, text)


def signature_of(member: Member) -> str:
    """What a form holds of the person for whom it is shown: nobody else can write it."""
    return _signer.sign(str(member.pk))


def keep_text(request: HttpRequest) -> bool:
    """Put what was sent aside until its form is opened again; whether there was a text, and it is kept."""
    text = request.POST.copy()
    for name in NEVER_KEPT:
        text.pop(name, None)
    encoded = text.urlencode()
    if not encoded or len(encoded) > HEAVIEST_TEXT:
        return False
    joined: list[tuple[str, Any]] = list(request.FILES.items())
    files = {field: file.name for field, file in joined[:MOST_FILES]}
    request.session[SESSION_KEY] = {
        "path": request.get_full_path(),
        "text": encoded,
        "files": files,
        "at": time.time(),
        "by": _typed_by(request),
    }
    return True


def _typed_by(request: HttpRequest) -> int | None:
    """The number of the person signed in, else of whom the form was shown to; None when it does not say."""
    if request.user.is_authenticated:
        return member_of(request).pk
    try:
        return int(_signer.unsign(request.POST.get(TYPED_BY, "")))
    except (BadSignature, ValueError):
        return None


def _said_of(kept: dict[str, Any]) -> str:
    if kept.get("by") is None:
        return _(
            "Voici un texte écrit sur cet appareil avant que vous ne vous connectiez. Il n’est pas encore enregistré "
            "ni envoyé. S’il n’est pas de vous, effacez-le."
        )
    return _("Voici le texte que vous aviez écrit. Il n’est pas encore enregistré ni envoyé.")
