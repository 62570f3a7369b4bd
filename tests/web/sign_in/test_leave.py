"""POST /sign-out."""


def test_signing_out_ends_the_session_on_the_server(app, client, password, try_in, press, is_in):
    try_in(client, "alice", password)
    copy = app.test_client()
    copy.set_cookie("suivi", client.get_cookie("suivi").value)
    assert is_in(copy)

    left = press(client, "/sign-out")

    assert (left.status_code, left.location) == (303, "/sign-in")
    assert not is_in(client)
    assert not is_in(copy)


def test_signing_out_twice_does_no_harm(client, plan, press):
    assert press(client, "/sign-out").status_code == 303
