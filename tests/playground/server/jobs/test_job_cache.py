"""The store of jobs' results: what makes two jobs the same, and what goes when it is full."""

import sys
import threading

import numpy as np
import pytest

from playground.server.jobs.job_cache import JobCache, key_of

VALUES = np.arange(4, dtype=np.float32)
ARGUMENTS = {"codes": VALUES, "options": {"seed": 1, "perplexity": 30.0}, "stack": [{"kind": "linear", "units": 3}]}


def test_the_order_of_names_does_not_matter():
    turned = {
        "stack": [{"units": 3, "kind": "linear"}],
        "options": {"perplexity": 30.0, "seed": 1},
        "codes": VALUES.copy(),
    }
    assert key_of("tsne", ARGUMENTS) == key_of("tsne", turned)
    assert len(key_of("tsne", ARGUMENTS)) == 64


@pytest.mark.parametrize(
    "change",
    [
        {"codes": VALUES + 1},
        {"codes": VALUES.astype(np.float64)},
        {"codes": VALUES.reshape(2, 2)},
        {"options": {"seed": 2, "perplexity": 30.0}},
        {"stack": [{"kind": "linear", "units": 4}]},
        {"more": None},
    ],
    ids=["values", "dtype", "shape", "nested", "list", "another name"],
)
def test_whatever_else_differs_does(change):
    assert key_of("tsne", ARGUMENTS) != key_of("tsne", {**ARGUMENTS, **change})


def test_another_job_is_another():
    assert key_of("tsne", ARGUMENTS) != key_of("clusters", ARGUMENTS)


def test_arrays_do_not_change_places_unnoticed():
    assert key_of("tsne", {"a": VALUES, "b": VALUES + 1}) != key_of("tsne", {"a": VALUES + 1, "b": VALUES})


def test_everybody_gets_a_dict_of_their_own_with_read_only_arrays():
    cache = JobCache()
    cache.put("key", {"plane": {"points": VALUES.copy()}, "purity": 0.5})
    found = cache.get("key")
    found["plane"]["more"] = found["purity"] = 1
    again = cache.get("key")
    assert again["purity"] == 0.5
    assert list(again["plane"]) == ["points"]
    np.testing.assert_array_equal(again["plane"]["points"], VALUES)
    with pytest.raises(ValueError, match="read-only"):
        again["plane"]["points"][0] = 1
    assert cache.get("another") is None


def kept(cache, keys):
    return [key for key in keys if cache.get(key) is not None]


def test_the_least_recently_used_goes_first():
    cache = JobCache(most_entries=3)
    for key in "abc":
        cache.put(key, {})
    cache.get("a")
    cache.put("d", {})
    assert kept(cache, "abcd") == ["a", "c", "d"]
    cache.put("a", {"new": 1})
    cache.put("e", {})
    assert kept(cache, "abcde") == ["a", "d", "e"]
    assert cache.get("a") == {"new": 1}


def test_no_more_bytes_are_kept_than_may_be():
    kilobyte = {"values": np.zeros(1024, np.uint8)}
    cache = JobCache(most_bytes=3500)
    for key in "abcd":
        cache.put(key, kilobyte)
    assert kept(cache, "abcd") == ["b", "c", "d"]
    cache.put("d", {"values": np.zeros(2048, np.uint8)})
    assert kept(cache, "bcd") == ["c", "d"]
    cache.put("e", {"values": np.zeros(4096, np.uint8)})
    assert kept(cache, "cde") == ["c", "d"]
    for _ in range(5):
        cache.put("c", kilobyte)
    assert kept(cache, "cd") == ["c", "d"]


def test_many_visitors_at_once():
    cache, wrong = JobCache(most_entries=1), []

    def visit(number):
        try:
            for turn in range(3000):
                key = (number + turn) % 5
                cache.put(str(key), {"key": key})
                found = cache.get(str(key))
                if found not in (None, {"key": key}):
                    wrong.append(found)
        except Exception as error:
            wrong.append(error)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=visit, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert wrong == []
    assert len(kept(cache, "01234")) == 1
