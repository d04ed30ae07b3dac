"""The pages of somebody without account who asks: the form, the click in the mail, having it forgotten."""

from django.http import HttpRequest, HttpResponse

from community.unsent import ask_to_sign_in


def ask_as_visitor(request: HttpRequest) -> HttpResponse:
    """The form of a visitor."""
    return ask_to_sign_in(request)
