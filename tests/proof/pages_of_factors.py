"""The pages of second proofs and of sessions."""

from tests.proof.visits import MEMBERS, Visit, Wrong

KEYS = "/compte/cles/"

FACTORS = [
    Visit(
        pattern="account_confirm",
        address="/compte/confirmer/?next=/compte/cles/",
        roles=MEMBERS,
        wrong=Wrong(form="main form:has([name=password])", typed={"password": "faux"}),
    ),
    Visit(pattern="account_sessions", address="/compte/sessions/", roles=MEMBERS),
    Visit(pattern="mfa_index", address=KEYS, roles=MEMBERS),
    Visit(pattern="mfa_activate_totp", address=f"{KEYS}appli/", roles=("visitor", "member")),
    Visit(pattern="mfa_add_webauthn", address=f"{KEYS}ajouter/", roles=("visitor", "member")),
    Visit(pattern="mfa_authenticate", address=f"{KEYS}deuxieme-preuve/", roles=("visitor",)),
    Visit(pattern="forget_factors", address=f"{KEYS}oublier/{{colleague}}/", roles=MEMBERS),
]

HELD = "who holds a key or an application: tests/proof/test_second_factor.py"
FACTORS_NOT_A_PAGE: dict[str, str] = {
    "account_resume": "sends on, but after a proof asked in the middle of an act",
    "second_factor_asked": "sends on, where nobody must have one",
    "mfa_list_webauthn": "sends on",
    "mfa_login_webauthn": "for browsers",
    "mfa_download_recovery_codes": "a text",
    "mfa_deactivate_totp": HELD,
    "mfa_edit_webauthn": HELD,
    "mfa_remove_webauthn": HELD,
    "mfa_view_recovery_codes": HELD,
    "mfa_generate_recovery_codes": HELD,
}
