"""Clusters of codes and what labels say of them, on examples that are counted by hand and on real digits."""

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from nn.registry import make
from playground.analysis.codes import cluster_study
from playground.analysis.codes.cluster_study import clusters_job
from playground.analysis.codes.clusters import cluster_label_table, cluster_means, fit_clusters
from playground.analysis.codes.purity import NO_LABEL, chance_purity, majority_labels, purity
from playground.datasets import Dataset
from tests.real_digits import require_files

# cluster 0: a a b, cluster 1: b c c c, cluster 3: c; cluster 2 is empty
CLUSTERS = np.array([0, 0, 0, 1, 1, 1, 1, 3])
LABELS = np.array([0, 0, 1, 1, 2, 2, 2, 2])
ASSIGNED = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=40)


def test_purity_by_hand():
    assert purity(CLUSTERS, LABELS) == (2 + 3 + 1) / 8
    assert cluster_label_table(CLUSTERS, LABELS, 4, 3).tolist() == [[2, 1, 0], [0, 1, 3], [0, 0, 0], [0, 0, 1]]
    assert majority_labels(CLUSTERS, LABELS, 4).tolist() == [0, 2, NO_LABEL, 2]
    assert majority_labels(CLUSTERS, LABELS, 6).tolist() == [0, 2, NO_LABEL, 2, NO_LABEL, NO_LABEL]


@given(ASSIGNED, st.permutations(range(6)))
def test_purity_stays_within_its_bounds_whatever_the_clusters_are_called(pairs, names):
    clusters, labels = np.array(pairs).T
    found = purity(clusters, labels)
    commonest = np.bincount(labels).max() / len(labels)
    assert commonest <= found <= 1
    assert purity(np.array(names)[clusters], labels) == found


@given(ASSIGNED)
def test_purity_is_the_accuracy_of_the_majority(pairs):
    clusters, labels = np.array(pairs).T
    assert purity(clusters, labels) == np.mean(majority_labels(clusters, labels, 6)[clusters] == labels)
    assert purity(labels, labels) == 1
    assert purity(np.arange(len(labels)), labels) == 1


def test_chance_is_the_share_of_the_commonest_label_and_a_little_luck():
    even, uneven = np.arange(10_000) % 10, np.minimum(np.arange(10_000) % 20, 10)
    assert 0.1 < chance_purity(even, 10, 0) < 0.13
    assert 0.5 <= chance_purity(uneven, 10, 0) < 0.51
    assert chance_purity(even[:20], 10, 0) > 0.4
    assert chance_purity(even, 10, 5) == chance_purity(even, 10, 5)


def test_without_a_sample_there_is_no_purity():
    with pytest.raises(ValueError, match="no sample"):
        purity(np.array([], int), np.array([], int))


@pytest.mark.parametrize(
    ("clusters", "labels", "words"),
    [
        ([0, 4], [0, 0], "Clusters are numbered 0 to 3; here they are 0 to 4"),
        ([0, -1], [0, 0], "Clusters are numbered 0 to 3; here they are -1 to 0"),
        ([0, 0], [0, 3], "Labels are numbered 0 to 2"),
        ([0, 0], [0], "not one each"),
    ],
    ids=["cluster-high", "cluster-low", "label-high", "lengths"],
)
def test_a_table_of_what_does_not_fit_is_refused(clusters, labels, words):
    with pytest.raises(ValueError, match=words):
        cluster_label_table(np.array(clusters), np.array(labels), 4, 3)


def blobs(n, seed=0, k=3, numbers=4):
    """Codes around k far corners, and which corner each is of."""
    rng = np.random.default_rng(seed)
    corner = rng.integers(0, k, n)
    return (np.eye(k, numbers)[corner] * 10 + rng.normal(0, 0.5, (n, numbers))).astype(np.float32), corner


def test_far_blobs_are_the_clusters():
    codes, corner = blobs(120)
    clusters = fit_clusters(codes, 3, 0)
    assert clusters.centres.dtype == np.float32
    assigned = clusters.assign(codes)
    assert assigned.dtype == np.int64
    assert purity(assigned, corner) == purity(corner, assigned) == 1
    own = majority_labels(corner, assigned, 3)
    np.testing.assert_allclose(clusters.centres[own], np.eye(3, 4) * 10, atol=0.5)
    assert (clusters.assign(np.eye(3, 4) * 10) == own).all()
    assert (fit_clusters(codes, 3, 0).centres == clusters.centres).all()


def test_a_collapsed_code_leaves_clusters_empty():
    assigned = fit_clusters(np.ones((20, 3)), 4, 0).assign(np.ones((20, 3)))
    assert len(set(assigned.tolist())) == 1


@pytest.mark.parametrize("k", [0, 4])
def test_more_clusters_than_samples_are_refused(k):
    with pytest.raises(ValueError, match="1 to 3 clusters"):
        fit_clusters(np.eye(3), k, 0)


def test_mean_images():
    images = np.arange(12, dtype=np.float32).reshape(3, 2, 2)
    means = cluster_means(images, np.array([2, 0, 2]), 4)
    assert means.dtype == np.float32
    assert means.tolist() == [[[4, 5], [6, 7]], [[0, 0], [0, 0]], [[4, 5], [6, 7]], [[0, 0], [0, 0]]]


def study(reports=None, **changes):
    """The job on codes that show the corner and on pixels that show nothing."""
    (codes_train, labels_train), (codes_test, labels_test) = blobs(90, seed=1), blobs(60, seed=2)
    rng = np.random.default_rng(3)
    arguments = {
        "codes_train": codes_train,
        "codes_test": codes_test,
        "pixels_train": rng.random((90, 5, 4, 1), np.float32),
        "pixels_test": rng.random((60, 5, 4, 1), np.float32),
        "labels_train": labels_train,
        "labels_test": labels_test,
        "k": 3,
        "seed": 7,
        "seeds": 2,
        **changes,
    }
    heard = [] if reports is None else reports
    return clusters_job(lambda share, text: heard.append((share, text)), **arguments), arguments


@pytest.mark.parametrize("fit_on", ["train", "test"])
def test_the_study_tells_codes_that_know_from_pixels_that_do_not(fit_on):
    result, given = study(fit_on=fit_on)
    assert list(result["scores"]) == ["codes", "pixels", "pca"]
    for scores in result["scores"].values():
        assert set(scores) == {"train_purity", "test_purity", "test_rand", "test_information"}
        assert all(each.shape == (2,) and each.dtype == np.float32 for each in scores.values())
    assert all(each.tolist() == [1, 1] for each in result["scores"]["codes"].values())
    for name in ("pixels", "pca"):
        assert result["scores"][name]["test_purity"].max() < 0.7
        assert result["scores"][name]["test_rand"].max() < 0.3
    assert result["chance_test"] == chance_purity(given["labels_test"], 3, 7)
    assert result["chance_train"] == chance_purity(given["labels_train"], 3, 7)


def test_the_study_shows_the_first_seed_on_codes():
    result, given = study()
    clusters = fit_clusters(given["codes_train"], 3, 7)
    assert (result["assigned_train"] == clusters.assign(given["codes_train"])).all()
    assert (result["assigned_test"] == clusters.assign(given["codes_test"])).all()
    assert result["table"].sum() == 60
    assert (result["table"].max(axis=1) == result["table"].sum(axis=1)).all()
    means = cluster_means(given["pixels_test"], result["assigned_test"], 3)
    assert (result["mean_images"] == means.reshape(3, 20)).all()


def test_the_study_fits_to_the_samples_it_is_told_to():
    # so far along the first number that all of them are nearest to one training centre
    far = blobs(60, seed=2)[0] + np.float32([100, 0, 0, 0])
    on_train, on_test = (study(codes_test=far, fit_on=fit_on)[0] for fit_on in ("train", "test"))
    assert on_train["scores"]["codes"]["test_purity"].max() < 1
    assert on_test["scores"]["codes"]["test_purity"].min() == 1


def test_the_study_is_fitted_to_a_part_of_very_many_samples(monkeypatch):
    monkeypatch.setattr(cluster_study, "MOST_FITTED", 30)
    result, _ = study()
    assert result["assigned_train"].shape == (90,)
    assert result["scores"]["codes"]["train_purity"].tolist() == [1, 1]


def test_each_clustering_is_reported():
    reports = []
    study(reports)
    assert [share for share, _ in reports] == sorted(share for share, _ in reports)
    assert [text for _, text in reports[1:]] == [
        f"Clustering the {name}, {number} of 2"
        for name in ("codes", "pixels", "principal components")
        for number in (1, 2)
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"k": 1}, "2 to 50 clusters"),
        ({"seeds": 0}, "1 to 20 seeds"),
        ({"fit_on": "both"}, "not to 'both'"),
        ({"labels_test": np.zeros(59, int)}, "60 codes, 60 images and 59 labels of test samples"),
        ({"pixels_train": np.zeros((90, 3))}, "images to train on have 3 numbers, those to test 20"),
        ({"codes_test": np.full((60, 4), np.nan)}, "finite"),
        ({"labels_train": np.full(90, -1)}, "numbered"),
    ],
    ids=["clusters", "seeds", "fit-on", "counts", "pixels", "nan", "labels"],
)
def test_a_study_of_what_does_not_belong_together_is_refused(changes, words):
    with pytest.raises(ValueError, match=words):
        study(**changes)


def test_the_pixels_of_real_digits():
    """With centres fitted to the test images themselves, K-means on raw USPS pixels is known to reach about 0.69."""
    require_files(make(Dataset, {"kind": "usps"}))
    samples = make(Dataset, {"kind": "usps"}).load()
    pixels = samples.x_test.reshape(len(samples.x_test), -1)
    found = [purity(fit_clusters(pixels, 10, seed).assign(pixels), samples.y_test) for seed in range(5)]
    assert np.mean(found) == pytest.approx(0.69, abs=0.02)
    assert 0.17 < chance_purity(samples.y_test, 10, 0) < 0.19
