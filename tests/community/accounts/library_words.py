"""Every text that a library would show or send in our name: ours, or out of reach and why."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class OutOfReach:
    """Why nobody ever reads a template of a library: the addresses, the app or the setting that keep it away."""

    addresses: tuple[str, ...] = ()  # names that must not lead anywhere
    app: str = ""  # that must not be installed
    setting: str = ""  # that must be off
    because: str = ""


EMAIL_PAGES = OutOfReach(addresses=("account_email", "account_confirm_email", "account_email_verification_sent"))
CODES = OutOfReach(because="the two addresses are those of our pages: login.html, code.html")
FORGOTTEN = OutOfReach(because="account_reset_password leads to a code, then to our page")
TELEPHONE = OutOfReach(addresses=("account_change_phone", "account_verify_phone"))
NO_OTHER_MAIL = OutOfReach(because="the adapter sends no mail of the library: test_no_mail_of_the_library_leaves")
PIECES = OutOfReach(because="only pieces of the library's own pages, none of which is shown")
OUR_COMMENTS = OutOfReach(addresses=("comments-post-comment", "comments-xtd-confirm"), because="its tables only")
NO_MAIL_OF_WAGTAIL = OutOfReach(because="our receivers stand in its place: test_wagtail_writes_to_nobody")
ADMIN_RESET = OutOfReach(because="closed, and has its lines in tests/attacks/doors/")
FAMILIES = {  # by the beginning of their names
    "allauth/": OutOfReach(because="layouts and elements; what we show extends our own base.html"),
    "account/email/": NO_OTHER_MAIL,
    "account/snippets/": PIECES,
    "idp/": OutOfReach(app="allauth.idp.oidc"),
    "mfa/email/": NO_OTHER_MAIL,
    "openid/": OutOfReach(app="allauth.socialaccount.providers.openid"),
    "socialaccount/": OutOfReach(app="allauth.socialaccount"),
    "usersessions/": OutOfReach(addresses=("usersessions_list",)),
    "wagtailadmin/notifications/": NO_MAIL_OF_WAGTAIL,
    "wagtailadmin/account/password_reset/": ADMIN_RESET,
    "comments/": OUR_COMMENTS,
    "django_comments_xtd/": OUR_COMMENTS,
    "includes/django_comments_xtd/": OUR_COMMENTS,
    "auth/widgets/": OutOfReach(app="django.contrib.admin"),
    "registration/": ADMIN_RESET,
    "wagtailcore/shared/": PIECES,
    "wagtaildocs/": OutOfReach(addresses=("wagtaildocs_serve",), because="documents have one door, ours"),
}
ALONE = {
    "account/base_confirm_code.html": PIECES,
    "account/base_entrance.html": PIECES,
    "account/base_manage.html": PIECES,
    "account/base_manage_email.html": PIECES,
    "account/base_manage_password.html": PIECES,
    "account/base_manage_phone.html": PIECES,
    "account/base_reauthenticate.html": PIECES,
    "account/confirm_email_verification_code.html": EMAIL_PAGES,
    "account/confirm_login_code.html": CODES,
    "account/confirm_password_reset_code.html": OutOfReach(addresses=("account_confirm_password_reset_code",)),
    "account/confirm_phone_verification_code.html": TELEPHONE,
    "account/email.html": EMAIL_PAGES,
    "account/email_change.html": EMAIL_PAGES,
    "account/email_confirm.html": EMAIL_PAGES,
    "account/messages/cannot_delete_primary_email.txt": EMAIL_PAGES,
    "account/messages/email_confirmation_failed.txt": EMAIL_PAGES,
    "account/messages/email_confirmation_sent.txt": EMAIL_PAGES,
    "account/messages/email_confirmed.txt": EMAIL_PAGES,
    "account/messages/email_deleted.txt": EMAIL_PAGES,
    "account/messages/login_code_sent.txt": CODES,
    "account/messages/password_set.txt": OutOfReach(because="account_set_password leads to our page"),
    "account/messages/phone_verification_sent.txt": TELEPHONE,
    "account/messages/phone_verified.txt": TELEPHONE,
    "account/messages/primary_email_set.txt": EMAIL_PAGES,
    "account/messages/unverified_primary_email.txt": EMAIL_PAGES,
    "account/password_reset.html": FORGOTTEN,
    "account/password_reset_done.html": FORGOTTEN,
    "account/password_reset_from_key.html": FORGOTTEN,
    "account/password_reset_from_key_done.html": FORGOTTEN,
    "account/password_set.html": OutOfReach(because="account_set_password leads to our page"),
    "account/phone_change.html": TELEPHONE,
    "account/reauthenticate.html": OutOfReach(addresses=("account_reauthenticate",)),
    "account/request_login_code.html": CODES,
    "account/signup.html": OutOfReach(because="the adapter closes it: nobody signs up alone (test_sign_in)"),
    "account/signup_by_passkey.html": OutOfReach(addresses=("account_signup_by_passkey",)),
    "account/verification_sent.html": EMAIL_PAGES,
    "account/verified_email_required.html": EMAIL_PAGES,
    "mfa/base_entrance.html": PIECES,
    "mfa/base_manage.html": PIECES,
    "mfa/index.html": OutOfReach(because="mfa_index leads to our page: account/means.html"),
    "mfa/reauthenticate.html": OutOfReach(addresses=("mfa_reauthenticate",)),
    "mfa/recovery_codes/base.html": PIECES,
    "mfa/totp/base.html": PIECES,
    "mfa/trust.html": OutOfReach(addresses=("mfa_trust",)),
    "mfa/webauthn/authenticator_list.html": OutOfReach(because="mfa_list_webauthn leads to our page"),
    "mfa/webauthn/base.html": PIECES,
    "mfa/webauthn/reauthenticate.html": OutOfReach(addresses=("mfa_reauthenticate_webauthn",)),
    "mfa/webauthn/signup_form.html": OutOfReach(addresses=("mfa_signup_webauthn",)),
    "mfa/webauthn/snippets/login_script.html": PIECES,
    "mfa/webauthn/snippets/scripts.html": PIECES,
    "wagtailcore/login.html": OutOfReach(because="its address is closed, whatever its name (tests/attacks/doors/)"),
    "wagtailcore/page.html": OutOfReach(because="each of our page types names its own template"),
    "wagtailadmin/login.html": OutOfReach(because="admin_door has its address, and sends to our sign-in page"),
}
MAILS_OF_ALLAUTH = {  # a new one is not sent either; it is read here first, all the same
    "account_already_exists",
    "base",
    "base_notification",
    "email_changed",
    "email_confirm",
    "email_confirmation",
    "email_confirmation_signup",
    "email_deleted",
    "login_code",
    "password_changed",
    "password_reset",
    "password_reset_code",
    "password_reset_key",
    "password_set",
    "unknown_account",
}
MAILS_OF_WAGTAIL = {
    "approved",
    "base",
    "rejected",
    "task_state_approved",
    "task_state_rejected",
    "task_state_submitted",
    "updated_comments",
    "workflow_state_approved",
    "workflow_state_rejected",
    "workflow_state_submitted",
}
