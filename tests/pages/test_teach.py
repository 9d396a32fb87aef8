"""The Teach page under AppTest."""

from playground.server.teaching import LESSON
from tests.own_strokes import drawing_of
from tests.pages.app_steps import button, chooser, finish_job, go_to, playground_app, session_of, words
from tests.photos import file_of, page_of
from tests.playground.teaching.test_own_classes import drawn


def test_two_classes_are_taught_tested_and_taught_again_when_they_have_changed():
    app = go_to(playground_app().run(), "teach")
    assert not app.exception
    assert "heart and star need at least 2 examples" in words(app)
    assert button(app, "Teach").disabled
    teaching = session_of(app).teaching
    teaching.own = drawn(["heart", "star"], 2)
    app.run()
    button(app, "Teach").click().run()
    assert not app.exception
    finish_job(app, LESSON)
    assert "of 4 examples held back read right" in words(app)
    assert "Each example was held back once: 2 networks were taught" in words(app)
    assert "1,154 numbers learnt" in words(app)
    assert button(app, "Teach again").disabled, "nothing has changed"
    teaching.own = teaching.own.with_example(0, drawing_of(3))
    app.run()
    assert not button(app, "Teach again").disabled
    assert "It was taught with 4 examples; these have changed since" in words(app)
    button(app, "Teach again").click().run()
    session_of(app).jobs.cancel()


def test_an_example_of_a_photo_is_read_and_then_a_person_s_own():
    app = go_to(playground_app().run(), "teach")
    chooser(app, "What it is for").set_value("Digits in a photo").run()
    assert not app.exception
    assert "0 1 2 3 4" in words(app)
    assert "10 digits found" in words(app)
    content = file_of(page_of([4, 2], seed=1, size=(300, 500), columns=2))
    uploader = app.get("file_uploader")[0]
    uploader.set_value(("two.jpg", content, "image/jpeg")).run()
    assert not app.exception
    assert "**4 2**" in words(app)
    app.get("file_uploader")[0].set_value(("two.jpg", content[:300], "image/jpeg")).run()
    assert "not whole" in app.error[0].value
