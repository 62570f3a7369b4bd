"""The address to which a message comes back: signed, read again, and nobody else's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.mail import return_path

SECRET = "only-for-tests-" + "0" * 32
FROM = "Suivi du plan <suivi@ville.example>"


def test_it_holds_the_row_and_a_signature_under_the_senders_own_name():
    path = return_path.signed(FROM, 42, SECRET)

    local, _at, domain = path.partition("@")
    assert domain == "ville.example"
    head, _dot, signature = local.rpartition(".")
    assert head == "suivi+b42"
    assert len(signature) == 16
    assert signature == signature.lower()
    assert path.isascii()


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 2**31 - 1))
def test_what_was_signed_is_read_again(row_id):
    path = return_path.signed(FROM, row_id, SECRET)

    assert return_path.read(path, SECRET) == row_id
    assert return_path.read(path.upper(), SECRET) == row_id
    assert return_path.read(f" {path}\n", SECRET) == row_id


def test_it_is_read_though_the_sender_was_changed_meanwhile():
    path = return_path.signed("ancien@ville.example", 7, SECRET)

    assert return_path.read(path, SECRET) == 7


@pytest.mark.parametrize(
    "forge",
    [
        lambda path: path.replace("+b42.", "+b43."),
        lambda path: path.replace("+b42.", "+b042."),
        lambda path: path.replace("+b42.", "+b."),
        lambda path: path.replace("@", "a@"),
        lambda path: path.replace(path[path.index(".") + 1 : path.index("@")], "a" * 16),
        lambda path: path.replace(path[path.index(".") + 1 : path.index("@")], ""),
        lambda path: path.partition("@")[0],
        lambda path: "suivi@ville.example",
        lambda path: "",
        lambda path: f"{path}, {path}",
    ],
    ids=[
        "another_row",
        "zero_before",
        "no_row",
        "signature_too_long",
        "wrong_signature",
        "no_signature",
        "no_domain",
        "bare_sender",
        "nothing",
        "two_at_once",
    ],
)
def test_what_was_forged_is_nobodys(forge):
    path = return_path.signed(FROM, 42, SECRET)

    assert return_path.read(forge(path), SECRET) is None


def test_what_another_installation_signed_is_nobodys():
    path = return_path.signed(FROM, 42, "another-secret")

    assert return_path.read(path, SECRET) is None


def test_a_sender_too_long_to_be_signed_keeps_its_own_name():
    sender = "x" * 50 + "@ville.example"

    assert return_path.signed(sender, 42, SECRET) == sender


def test_the_secret_does_not_stand_in_the_address():
    assert SECRET not in return_path.signed(FROM, 42, SECRET)
