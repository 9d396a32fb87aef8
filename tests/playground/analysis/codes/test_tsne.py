"""The t-SNE map of codes: what is alike stays together, and what is asked too much is refused."""

import itertools
import sys

import numpy as np
import pytest

from playground.analysis.codes.tsne import place_on_map, tsne_job


def silent(share, text):
    """A report that nobody reads."""


def two_blobs():
    rng = np.random.default_rng(0)
    return np.concatenate([rng.normal(0, 1, (50, 4)), rng.normal(20, 1, (50, 4))]).astype(np.float32)


@pytest.fixture(scope="module")
def reports():
    return []


@pytest.fixture(scope="module")
def points(reports):
    return tsne_job(lambda share, text: reports.append((share, text)), codes=two_blobs(), perplexity=15, seed=3)[
        "points"
    ]


def test_far_blobs_stay_apart(points):
    assert points.dtype == np.float32
    assert points.shape == (100, 2)
    middles = points[:50].mean(axis=0), points[50:].mean(axis=0)
    to_own, to_other = (
        np.concatenate([np.linalg.norm(half - middle, axis=1) for half, middle in zip(halves, middles, strict=True)])
        for halves in ((points[:50], points[50:]), (points[50:], points[:50]))
    )
    assert to_own.max() < to_other.min()


def test_the_seed_fixes_the_points(points):
    again = tsne_job(silent, codes=two_blobs(), perplexity=15, seed=3)["points"]
    other = tsne_job(silent, codes=two_blobs(), perplexity=15, seed=4)["points"]
    assert (again == points).all()
    assert (other != points).any()


@pytest.mark.usefixtures("points")
def test_the_progress_grows_to_its_end(reports):
    shares = [share for share, _ in reports]
    assert shares[0] == 0
    assert all(before < after for before, after in itertools.pairwise(shares))
    assert 0.5 < shares[-1] <= 1
    texts = [text for _, text in reports]
    assert "100 codes" in texts[0]
    assert "Gathering neighbours: iteration 250 of 1,000" in texts
    assert any(text.startswith("Arranging the map: iteration 300 of 1,000, divergence ") for text in texts)


def test_what_the_report_prints_is_printed_and_the_iterations_are_not(capsys):
    before = sys.stdout
    tsne_job(lambda share, text: print("report", share, text), codes=two_blobs(), perplexity=15, seed=3)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 5
    assert all(line.startswith("report ") for line in lines)
    assert sys.stdout is before


@pytest.mark.parametrize("scale", [0.0, 1e-20, 1e25], ids=["collapsed", "tiny", "huge"])
def test_codes_of_any_scale_have_a_finite_map(scale):
    codes = two_blobs()[::5] * np.float32(scale)
    points = tsne_job(silent, codes=codes, perplexity=5, seed=0)["points"]
    assert np.isfinite(points).all()
    assert len(np.unique(points, axis=0)) == len(codes)


@pytest.mark.parametrize("k", [1, 2])
def test_short_codes_have_a_map_of_two_dimensions(k):
    points = tsne_job(silent, codes=two_blobs()[::5, :k], perplexity=5, seed=0)["points"]
    assert np.isfinite(points).all()
    assert (points.std(axis=0) > 0).all()


REFUSED = [
    ({"perplexity": 20}, "asks for more neighbours than there are: 20 codes"),
    ({"perplexity": 101}, "from 1 to 100"),
    ({"perplexity": 0.5}, "from 1 to 100"),
    ({"perplexity": float("nan")}, "from 1 to 100"),
    ({"codes": np.zeros((2, 3)), "perplexity": 1}, "3 to 5,000 codes; these are 2"),
    ({"codes": np.zeros((5001, 3))}, "3 to 5,000 codes; these are 5,001"),
    ({"codes": np.full((20, 3), np.nan)}, "not finite"),
    ({"codes": np.zeros(20)}, "shape"),
]


@pytest.mark.parametrize(
    ("changes", "words"),
    REFUSED,
    ids=["perplexity-as-codes", "perplexity-high", "perplexity-low", "perplexity-nan", "few", "many", "nan", "flat"],
)
def test_what_cannot_be_mapped_is_refused_in_words(changes, words):
    with pytest.raises(ValueError, match=words):
        tsne_job(silent, **{"codes": two_blobs()[::5], "perplexity": 5, "seed": 0, **changes})


LINE = np.array([[0], [1], [3], [10], [20], [30], [40]], np.float32)
PLACES = np.array([[0, 0], [1, 5], [2, 0], [3, 0], [4, 0], [500, 500], [900, 900]], np.float32)


def test_a_new_code_lands_among_its_like(points):
    """Codes of the same two blobs, none of which is on the map, lie beside points of their own blob."""
    new = np.random.default_rng(1).normal(0, 1, (20, 4)).astype(np.float32)
    for blob, codes in enumerate((new, new + 20)):
        own = points[50 * blob : 50 * blob + 50]
        spacing = np.median(np.sort(np.linalg.norm(own[:, None] - own, axis=2), axis=1)[:, 1])
        for code in codes:
            place = place_on_map(two_blobs(), points, code)
            assert place.dtype == np.float32
            assert np.linalg.norm(own - place, axis=1).min() < 3 * spacing


def test_a_code_between_two_groups_goes_to_one_of_them_and_not_into_the_gap(points):
    place = place_on_map(two_blobs(), points, np.full(4, 10.5))
    middles = points[:50].mean(axis=0), points[50:].mean(axis=0)
    apart, reach = np.linalg.norm(middles[0] - middles[1]), np.linalg.norm(points[:50] - middles[0], axis=1).max()
    assert min(np.linalg.norm(place - middle) for middle in middles) < 2 * reach < apart


def test_no_place_around_it_has_less_divergence(points):
    """t-SNE's measure, computed here from its definition, with the likeness as the neighbours have it."""
    codes, code = two_blobs().astype(float), np.full(4, 0.5)
    place = place_on_map(codes, points, code).astype(float)
    distances = np.square(codes - code).sum(axis=1)
    nearest = np.argsort(distances)[:15]

    # the width whose perplexity is 5, by trying many
    def perplexity(width):
        p = np.exp((distances[nearest].min() - distances[nearest]) / width)
        p /= p.sum()
        return np.prod(p**-p), p

    p = min((perplexity(width) for width in np.geomspace(0.01, 10, 5000)), key=lambda each: abs(each[0] - 5))[1]

    def divergence(at):
        q = 1 / (1 + np.square(at - points.astype(float)).sum(axis=1))
        return float(np.sum(p * np.log(p / (q / q.sum())[nearest])))

    around = [place + 0.05 * np.array([np.cos(turn), np.sin(turn)]) for turn in np.linspace(0, 6, 12)]
    assert divergence(place) < min(divergence(each) for each in around)


def test_a_code_that_is_on_the_map_keeps_its_place(points):
    codes = two_blobs()
    assert all((place_on_map(codes, points, code) == place).all() for code, place in zip(codes, points, strict=True))
    twice = np.concatenate([LINE, LINE[:1]])
    assert place_on_map(twice, np.concatenate([PLACES, [[4, 2]]]), LINE[0]).tolist() == [2, 1]


@pytest.mark.parametrize("scale", [1e-20, 1.0, 1e18], ids=["tiny", "usual", "huge"])
def test_a_new_code_has_a_finite_place_at_any_scale_and_on_a_map_of_few(scale):
    for codes, places in ((LINE, PLACES), (LINE[:2], PLACES[:2]), (np.zeros((3, 1), np.float32), PLACES[:3])):
        assert np.isfinite(place_on_map(codes * np.float32(scale), places, np.array([0.4 * scale]))).all()


@pytest.mark.parametrize(("places", "code"), [(PLACES[:3], [1]), (PLACES, [1, 2])], ids=["another-map", "another-code"])
def test_a_code_and_a_map_that_do_not_belong_together_are_refused(places, code):
    with pytest.raises(ValueError, match="cannot be placed"):
        place_on_map(LINE, places, np.array(code))
