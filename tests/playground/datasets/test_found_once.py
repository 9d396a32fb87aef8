"""Values found once."""

from playground.datasets.found_once import FoundOnce


def test_a_value_is_found_once_and_those_asked_for_last_are_kept():
    found = []
    kept = FoundOnce[str](2)

    def ask(key):
        def find():
            found.append(key)
            return key.upper()

        assert kept.of(key, find) == key.upper()

    for key in "abab":
        ask(key)
    assert found == ["a", "b"]
    ask("c")
    ask("b")
    ask("a")
    assert found == ["a", "b", "c", "a"]
