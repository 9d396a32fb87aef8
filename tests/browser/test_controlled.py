"""Choices stay, also when a message that tells of the page as it was comes after them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.waiting import until

DEMO = Path(__file__).with_name("demo_late_message.py")
CHOICES = Path(__file__).with_name("demo_choices.py")


class SlowConnection:
    """The page's connection, on which the server's messages may be kept on their way; the page's own are prompt."""

    def __init__(self, page: Page) -> None:
        self.page, self.kept, self.keeping, self.socket = page, [], False, None
        page.route_web_socket("**/_stcore/stream", self._open)

    def _open(self, socket: WebSocketRoute) -> None:
        self.socket, server = socket, socket.connect_to_server()
        server.on_message(lambda message: self.kept.append(message) if self.keeping else socket.send(message))

    def await_runs(self, count: int) -> None:
        """Return once the ends of so many runs of the page are among the messages kept."""

        def ended() -> bool:
            self.page.wait_for_timeout(10)  # what comes is only seen while the browser is listened to
            return (
                sum(ForwardMsg.FromString(each).WhichOneof("type") == "script_finished" for each in self.kept) >= count
            )

        until(ended)

    def release(self) -> None:
        """Let go what was kept, and keep no more."""
        self.keeping = False
        for message in self.kept:
            self.socket.send(message)
        self.kept.clear()


def test_a_click_is_not_taken_back_by_a_message_that_was_on_its_way(new_page, serve):
    page = new_page
    connection = SlowConnection(page)
    page.goto(serve(DEMO))
    own, other = (page.get_by_role("checkbox", name=name) for name in ("Own", "Other"))
    expect(page.get_by_text("ready-made, other off")).to_be_visible()
    for expected in ("own, other on", "ready-made, other off", "own, other on", "ready-made, other off"):
        connection.keeping = True
        own.evaluate("box => box.click()")
        connection.await_runs(1)
        # the server has drawn the page anew, and the browser, which does not know it yet, tells of the old one
        other.evaluate("box => box.click()")
        connection.await_runs(2)
        connection.release()
        expect(page.get_by_text(expected, exact=True)).to_be_visible()


def test_choices_that_are_drawn_twice_at_once_show_what_is_chosen(new_page, serve):
    page = new_page
    connection = SlowConnection(page)
    page.goto(serve(CHOICES))
    expect(page.get_by_text("chosen:")).to_be_visible()
    connection.keeping = True
    page.get_by_role("checkbox", name="Show").evaluate("box => box.click()")
    connection.await_runs(1)
    page.get_by_role("checkbox", name="Other").evaluate("box => box.click()")
    connection.await_runs(2)
    connection.release()
    expect(page.get_by_role("radio", name="b", exact=True)).to_be_checked()
    expect(page.get_by_role("slider", name="Angle")).to_have_value("90")
    expect(page.get_by_role("combobox", name="Menu")).to_have_value("c")
    expect(page.get_by_role("switch", name="Toggle")).to_be_checked()
    page.get_by_role("radio", name="a", exact=True).evaluate("button => button.click()")
    expect(page.get_by_text("chosen: ['a', 90, ['a', 'c'], 'c', True]")).to_be_visible()
    page.get_by_role("button", name="For me").click()
    expect(page.get_by_role("slider", name="Angle")).to_have_value("30")
    expect(page.get_by_text("chosen: ['a', 30, ['a', 'c'], 'c', True]")).to_be_visible()
