"""The live channel: who may speak, and how questions are answered."""

import json
import struct
import threading
from contextlib import contextmanager

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from playground.server import channel
from playground.server.channel import FOREIGN, LARGEST_MESSAGE, MALFORMED, MOST_SLOTS, TOO_LARGE, UNKNOWN
from playground.server.sessions import SESSIONS
from playground.server.topics import RefusedError, Topic
from playground.server.visitor import COOKIE
from tests.waiting import until

NAME = "n" * 32


class Counter:
    """A state that tests move, and the answers of topics that follow it."""

    def __init__(self):
        self.state = None
        self.looks = self.told = 0
        self.computing = 0
        self.most = self.done = 0
        self.go_on = threading.Event()

    def look(self, _session, _message):
        self.looks += 1
        return self.state

    def answer(self, _session, message):
        return f"{message.get('say', '')}{self.state}".encode()

    def hear(self, _session, _message):
        self.told += 1
        return b""

    def refuse(self, _session, _message):
        raise RefusedError("It cannot be said.")

    def fail(self, _session, _message):
        raise ZeroDivisionError

    def slow(self, _session, _message):
        self.computing += 1
        self.most = max(self.most, self.computing)
        assert self.go_on.wait(10)
        self.computing -= 1
        self.done += 1
        return b""


@pytest.fixture
def counter(monkeypatch):
    counter = Counter()
    topics = {
        "follow": Topic(counter.answer, counter.look),
        "quick": Topic(counter.answer, counter.look, quick=True),
        "tell": Topic(counter.hear, quick=True),
        "refuse": Topic(counter.refuse),
        "fail": Topic(counter.fail),
        "slow": Topic(counter.slow),
        "slow view": Topic(counter.slow, counter.look),
        "refuse view": Topic(counter.refuse, counter.look),
    }
    monkeypatch.setattr(channel, "TOPICS", topics)
    return counter


@pytest.fixture
def session():
    return SESSIONS.make(NAME)


@pytest.fixture
def client():
    with TestClient(Starlette(routes=channel.channel_routes())) as client:
        yield client


@contextmanager
def connected(client, session, cookie=NAME, greeting=None, **headers):
    cookies = {"cookie": f"{COOKIE}={cookie}"} if cookie else {}
    with client.websocket_connect(channel.PATH, headers={**cookies, **headers}) as socket:
        socket.send_text(json.dumps({"token": session.token} if greeting is None else greeting))
        yield socket


@contextmanager
def open_channel(client, session, **options):
    with connected(client, session, **options) as socket:
        assert json.loads(socket.receive_text()) == {"hello": {"lost": False}}
        yield socket


def ask(socket, topic, *, slot=0, number=1, fresh=False, **message):
    ask_all(socket, question(topic=topic, slot=slot, number=number, fresh=fresh, message=message))


def ask_all(socket, *questions):
    socket.send_text(json.dumps(questions))


def question(**changes):
    return {"topic": "tell", "slot": 0, "number": 1, "message": {}, **changes}


def heard(socket):
    """Slot, number and bytes of the next answer, which comes alone."""
    (answer,) = heard_together(socket)
    return answer


def heard_together(socket):
    """The answers of the next message."""
    data, answers = socket.receive_bytes(), []
    while data:
        slot, number, length = struct.unpack_from("<HxxIIxxxx", data)
        answers.append((slot, number, data[16 : 16 + length]))
        data = data[16 + -(-length // 8) * 8 :]
    return answers


def closed_with(socket):
    with pytest.raises(WebSocketDisconnect) as closed:
        socket.receive_text()
    return closed.value.code


@pytest.mark.parametrize("greeting", [{}, {"token": None}, {"token": "x"}, {"token": ["x"]}, [], "text"], ids=str)
def test_who_knows_no_token_is_refused(client, session, greeting):
    with connected(client, session, greeting=greeting) as socket:
        assert closed_with(socket) == UNKNOWN


@pytest.mark.parametrize("cookie", [None, "o" * 32])
def test_a_token_alone_is_not_enough(client, session, cookie):
    with connected(client, session, cookie=cookie) as socket:
        assert closed_with(socket) == UNKNOWN


@pytest.mark.parametrize("cookie", [None, "o" * 32])
def test_a_browser_without_cookies_has_the_token_alone(client, cookie):
    with open_channel(client, SESSIONS.make(None), cookie=cookie):
        pass


@pytest.mark.parametrize(
    ("origin", "headers", "of_this_site"),
    [
        ("http://testserver", {}, True),
        ("https://testserver", {}, True),
        ("http://elsewhere.example", {}, False),
        ("null", {}, False),
        ("http://testserver.elsewhere.example", {}, False),
        ("https://class.example", {"x-forwarded-host": "class.example"}, True),
        ("https://listed.example", {}, True),
    ],
)
def test_another_site_s_page_may_not_open_it(client, session, monkeypatch, origin, headers, of_this_site):
    monkeypatch.setenv(channel.HOSTS, "other.example, listed.example")
    if of_this_site:
        with open_channel(client, session, origin=origin, **headers):
            pass
        return
    with pytest.raises(WebSocketDisconnect) as refused, connected(client, session, origin=origin, **headers):
        pass
    assert refused.value.code == FOREIGN


@pytest.mark.parametrize(("before", "lost"), [(None, False), ("gone", True), (7, False)])
def test_a_page_hears_whether_what_it_had_before_is_gone(client, session, before, lost):
    with connected(client, session, greeting={"token": session.token, "before": before}) as socket:
        assert json.loads(socket.receive_text()) == {"hello": {"lost": lost}}


def test_what_it_had_before_may_still_be_there(client, session):
    with open_channel(client, session, greeting={"token": session.token, "before": SESSIONS.make(NAME).token}):
        pass


def test_a_tab_that_has_been_given_another_session_goes_on_with_its_own(client, session):
    with open_channel(client, session, greeting={"token": session.token, "page": "before", "tab": "tab"}):
        other = SESSIONS.make(NAME)
        for page in ("loaded again", "loaded again before it was there"):
            greeting = {"token": other.token, "page": page, "tab": "tab", "before": session.token}
            with connected(client, other, greeting=greeting) as socket:
                assert closed_with(socket) == UNKNOWN
            assert SESSIONS.was_turned_away(page) == session.token
            greeting = {"token": session.token, "page": page, "tab": "tab", "before": other.token}
            with open_channel(client, session, greeting=greeting):
                assert SESSIONS.was_turned_away(page) is None, "nor is it sent back to what it was given meanwhile"


@pytest.mark.parametrize("tab", [None, "another", ["tab"], ""])
def test_a_tab_made_from_another_does_not_take_its_session(client, session, tab):
    with open_channel(client, session, greeting={"token": session.token, "page": "before", "tab": "tab"}):
        other = SESSIONS.make(NAME)
        greeting = {"token": other.token, "page": "now", "before": session.token, "tab": tab}
        with open_channel(client, other, greeting=greeting):
            assert SESSIONS.was_turned_away("now") is None


def test_another_browsers_session_is_not_gone_on_with(client, session):
    other = SESSIONS.make("o" * 32)
    other.enter("tab")
    greeting = {"token": session.token, "page": "now", "before": other.token, "tab": "tab"}
    with open_channel(client, session, greeting=greeting):
        assert SESSIONS.was_turned_away("now") is None


def test_a_second_page_of_a_session_is_turned_away(client, session):
    with open_channel(client, session, greeting={"token": session.token, "page": "one"}):
        with connected(client, session, greeting={"token": session.token, "page": "two"}) as socket:
            assert closed_with(socket) == UNKNOWN
        assert SESSIONS.was_turned_away("two") == ""
        with open_channel(client, session, greeting={"token": session.token, "page": "one"}):
            pass
        assert session.present


def test_a_session_has_a_page_as_long_as_the_channel_is_open(client, session):
    assert not session.present
    with open_channel(client, session):
        assert session.present
    assert not session.present


@pytest.mark.parametrize("topic", ["follow", "quick"])
def test_an_answer_comes_when_there_is_one_and_then_when_it_changes(client, session, counter, topic):
    with open_channel(client, session) as socket:
        ask(socket, topic, slot=3, number=7, say="it is ")
        counter.state = "one"
        session.notify()
        assert heard(socket) == (3, 7, b"it is one")
        ask(socket, topic, slot=3, number=8, say="it is ")
        session.notify()
        counter.state = "two"
        session.notify()
        assert heard(socket) == (3, 8, b"it is two")


def test_another_question_of_a_slot_is_answered_at_once(client, session, counter):
    counter.state = 1
    with open_channel(client, session) as socket:
        ask(socket, "follow", number=1, say="a")
        assert heard(socket) == (0, 1, b"a1")
        ask(socket, "follow", number=2, say="a")  # waits
        ask(socket, "follow", number=3, say="b")  # takes its place
        assert heard(socket) == (0, 3, b"b1")
        ask(socket, "follow", slot=1, number=4, say="a")
        assert heard(socket) == (1, 4, b"a1"), "slots know nothing of each other"


def test_a_view_that_is_new_in_a_slot_is_answered_at_once(client, session, counter):
    counter.state = 1
    with open_channel(client, session) as socket:
        for number in range(2):
            ask(socket, "follow", number=number, fresh=True)
            assert heard(socket) == (0, number, b"1")


def test_what_is_told_is_heard_every_time_and_not_answered(client, session, counter):
    with open_channel(client, session) as socket:
        for number in range(3):
            ask(socket, "tell", number=number)
        counter.state = 1
        ask(socket, "follow", number=7)
        assert heard(socket) == (0, 7, b"1"), "the first thing that comes"
    assert counter.told == 3


def test_after_a_break_everything_is_answered_anew(client, session, counter):
    counter.state = 1
    for _ in range(2):
        with open_channel(client, session) as socket:
            ask(socket, "follow")
            assert heard(socket) == (0, 1, b"1")


@pytest.mark.parametrize(("topic", "words"), [("refuse", "cannot be said"), ("fail", "went wrong")])
def test_what_cannot_be_answered_is_said_in_words(client, session, counter, topic, words, caplog):
    with open_channel(client, session) as socket:
        ask(socket, topic, slot=2, number=9)
        refusal = json.loads(socket.receive_text())
        assert words in refusal.pop("refused")
        assert refusal == {"slot": 2, "number": 9}
        counter.state = 1
        ask(socket, "follow")
        assert heard(socket)[2] == b"1", "the channel goes on"
    assert ("ZeroDivisionError" in caplog.text) is (topic == "fail")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON",
        "[" * 5000,
        "7" * 5000,
        "null",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        json.dumps(question()),
        json.dumps([question()] * (MOST_SLOTS + 1)),
        json.dumps([question(), question(topic="unknown")]),
        *(
            json.dumps([question(**changes)])
            for changes in (
                {"topic": "unknown"},
                {"topic": ["tell"]},
                {"slot": -1},
                {"slot": MOST_SLOTS},
                {"slot": 0.5},
                {"number": 2**32},
                {"number": "1"},
                {"message": []},
                {"message": None},
            )
        ),
    ],
    ids=lambda text: text[:40],
)
@pytest.mark.usefixtures("counter")
def test_what_is_no_question_ends_the_channel(client, session, text):
    with open_channel(client, session) as socket:
        socket.send_text(text)
        assert closed_with(socket) == MALFORMED


def test_what_is_asked_together_is_answered_together(client, session, counter):
    counter.state = "a longer state"
    with open_channel(client, session) as socket:
        asked = [question(topic=topic, slot=slot, number=slot + 1) for slot, topic in enumerate(["quick"] * 3)]
        ask_all(socket, *asked)
        assert heard_together(socket) == [(slot, slot + 1, b"a longer state") for slot in range(3)]
        ask_all(socket, *asked)
        counter.state = 7
        session.notify()
        assert heard_together(socket) == [(slot, slot + 1, b"7") for slot in range(3)]


@pytest.mark.usefixtures("counter")
def test_a_message_that_is_too_large_is_not_parsed(client, session, monkeypatch):
    with open_channel(client, session) as socket:
        monkeypatch.setattr(channel.json, "loads", lambda _: pytest.fail("it was parsed"))
        socket.send_text(" " * (LARGEST_MESSAGE + 1))
        assert closed_with(socket) == TOO_LARGE


def test_one_answer_of_a_visitor_s_is_computed_at_a_time(client, session, counter):
    with open_channel(client, session) as socket:
        for slot in range(4):
            ask(socket, "slow", slot=slot)
        counter.go_on.set()
        until(lambda: counter.done == 4)
    assert counter.most == 1


def test_who_asks_again_while_it_is_computed_is_answered(client, session, counter):
    counter.state = 1
    with open_channel(client, session) as socket:
        ask(socket, "slow view", number=1)
        until(lambda: counter.computing == 1)
        ask(socket, "slow view", number=2)
        counter.go_on.set()
        assert heard(socket)[:2] == (0, 2)


def test_what_was_refused_waits_for_another_state(client, session, counter):
    counter.state = 1
    with open_channel(client, session) as socket:
        ask(socket, "refuse view", number=1)
        assert json.loads(socket.receive_text())["number"] == 1
        ask(socket, "refuse view", number=2)
        session.notify()
        ask(socket, "follow", slot=1, number=3)
        assert heard(socket)[:2] == (1, 3), "nothing has come of the second"
        counter.state = 2
        session.notify()
        assert json.loads(socket.receive_text())["number"] == 2


def test_a_flood_is_slowed_and_nothing_of_it_is_lost(client, session, counter, monkeypatch):
    waits = []
    real = channel.asyncio.sleep

    async def noted(seconds):
        waits.append(seconds)
        await real(0)

    monkeypatch.setattr(channel, "MOST_AT_ONCE", 5)
    monkeypatch.setattr(channel, "QUESTIONS_A_SECOND", 0.001)
    with open_channel(client, session) as socket:
        monkeypatch.setattr(channel.asyncio, "sleep", noted)
        for number in range(8):
            ask(socket, "tell", number=number)
        until(lambda: counter.told == 8)
    assert len([seconds for seconds in waits if seconds > 100]) == 3


def test_a_server_that_ends_says_so(client, session):
    with open_channel(client, session) as socket:
        client.portal.call(channel.stop)
        assert closed_with(socket) == channel.STOPPING
    assert not session.present
