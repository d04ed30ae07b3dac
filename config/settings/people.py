"""Who comes in, and by what: accounts, codes, second factors, how often somebody may try. A part of `base`."""

from config import env

ENV = env.read()

AUTH_USER_MODEL = "community.Member"
AUTHENTICATION_BACKENDS = ["community.accounts.backend.OwnAddressBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "community.accounts.adapter.MemberAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the network, never by a visitor
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {"login": "community.accounts.forms.SignInForm"}
# A code by mail, as the library sets it; how it is made, counted and sent is ours (community/accounts/codes.py).
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds: a mail that is slow to come, on another device
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
# Eight digits: at twenty tries an hour, a guesser of one account has one chance in five hundred in a year.
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": False}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
# Behind a proxy every request comes from it: without this all visitors share one address, and one throttle.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENV.behind_proxy else 0
ACCOUNT_USER_DISPLAY = "community.accounts.adapter.displayed_name"
ACCOUNT_RATE_LIMITS = {
    # A training room has one address: twenty-five people who come in at once, some of them twice.
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "request_login_code": "60/m/ip,300/h/ip,3/m/key,10/h/key",
    "try_code": "120/m/ip,600/h/ip,20/h/key",
    # Asking to come in: a stand at a forum is one machine for thirty people; a mailbox gets three mails a day at most.
    "ask_to_come_in": "40/h/ip,120/d/ip,3/d/key",
    # A question to the network without an account: likewise.
    "ask_the_network": "20/h/ip,60/d/ip,3/d/key",
    # Reporting: a workshop where a film is shown is one machine; a robot with many addresses stops there too.
    "report": "30/h/ip,100/d/ip,5/h/key",
    "report_by_member": "10/h/user",
    "contact": "6/h/user",  # messages to structures and members: more than that in an hour is not a conversation
    "change_address": "5/h/user",  # each asks one more mailbox
    "open_invitation": "120/m/ip",  # a training room again: a link is opened, read, sent, perhaps wrongly
    "export_people": "20/h/user",
}

# --- A second proof of who signs in: docs/decisions/0026-codes-and-factors.md
MFA_ADAPTER = "community.accounts.factors.adapter.MemberMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}  # a training room has one address; a key is not guessed
MFA_TOTP_TOLERANCE = 1  # the code before and the one after: a telephone's clock is half a minute wrong at times
MFA_FORMS = {
    name: f"community.accounts.factors.forms.{form}"
    for name, form in (
        ("authenticate", "SecondProofForm"),
        ("authenticate_webauthn", "KeyAtTheDoorForm"),
        ("login_webauthn", "KeyAloneForm"),
        ("activate_totp", "NewApplicationForm"),
        ("add_webauthn", "NewKeyForm"),
        ("edit_webauthn", "KeyNameForm"),
    )
}
USERSESSIONS_TRACK_ACTIVITY = False  # five queries and a write at each page: `factors.sessions` notes it once a day
SECOND_FACTOR_GRACE_DAYS = ENV.second_factor_grace_days  # from becoming facilitator; None: never asked
