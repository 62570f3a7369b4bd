"""What every answer carries: headers, and cookies that stay where they belong."""

import pytest

from tracker.web.security import CSP

HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "private, no-cache",
}


@pytest.fixture
def visitor(open_app, sqlite_demo_database):
    """`visitor(TRACKER_PUBLIC_URL=…)`: a browser that nobody is signed in on."""
    return lambda **settings: open_app(sqlite_demo_database, **settings).test_client()


@pytest.mark.parametrize(("path", "status"), [("/sign-in", 200), ("/nulle-part", 404)])
def test_a_page_and_an_error_page_carry_the_headers(visitor, path, status):
    answer = visitor().get(path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "Strict-Transport-Security" not in answer.headers


def test_the_policy_lets_nothing_in_from_elsewhere_nor_inline():
    assert "default-src 'self'" in CSP
    assert "unsafe" not in CSP
    assert "//" not in CSP


def test_a_form_without_its_token_is_refused_with_the_headers(visitor):
    answer = visitor().post("/sign-in", data={"email": "a@exemple.test", "password": "x"})
    assert answer.status_code == 422
    assert answer.headers["Content-Security-Policy"] == CSP


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(visitor):
    cookie = visitor().get("/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("suivi=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_under_https_the_cookie_is_bound_to_the_host_and_the_site_to_https(visitor):
    client = visitor(TRACKER_PUBLIC_URL="https://suivi.example")
    answer = client.get("/sign-in", base_url="https://suivi.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-suivi=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
