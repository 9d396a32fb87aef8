"""What the report's autoencoder reaches on USPS, over five seeds: `python -m benchmarks.autoencoders`."""

from __future__ import annotations

import statistics
import time
from typing import Any

from playground.analysis.codes.autoencoder import autoencoder_of
from playground.analysis.codes.comparison import comparison_job
from playground.analysis.codes.denoising import denoising
from playground.analysis.codes.tsne import tsne_job
from playground.experiment.presets import PRESETS
from playground.processes.one_thread import multiply_on_one_thread
from playground.training.run import TrainingRun

SEEDS = 5
NOISE = 0.3
CODE_ROW = 4
REPORTS = {"Original": 0.6347, "Noise": 0.6243, "Binarised": 0.5941}
BCE = PRESETS["Autoencoder, USPS, BCE (the report's)"]
NOISY = PRESETS["Autoencoder, USPS, Gaussian noise and a light penalty"]


def main() -> None:
    """Train six networks from each seed, and print mean and standard deviation of what they reach."""
    multiply_on_one_thread()
    runs = [_compared(seed) for seed in range(SEEDS)]
    print(f"256-100-10-100-256 on USPS, 30 epochs of Adam; mean ± standard deviation over {SEEDS} training seeds")
    print(f"{'':16}{'test MSE':>18}{'test BCE':>18}{'purity, fitted to':>22}{'purity, fitted to':>22}{'seconds':>9}")
    print(f"{'':16}{'':>18}{'':>18}{'test codes':>22}{'training codes':>22}")
    for name in runs[0]:
        columns = [_spread([float(run[name][part]) for run in runs]) for part in ("mse", "bce")]
        purities = [_spread([float(run[name][part].mean()) for run in runs]) for part in ("purity", "purity_of_new")]
        seconds = statistics.median(run[name]["seconds"] for run in runs)
        print(f"{name:16}{columns[0]:>18}{columns[1]:>18}{purities[0]:>22}{purities[1]:>22}{seconds:>9.2f}")
    print("the report's purities: " + ", ".join(f"{name} {value}" for name, value in REPORTS.items()))
    _denoise_and_map()


def _compared(seed: int) -> dict[str, Any]:
    experiment = BCE.changed(seed=seed)
    return comparison_job(lambda *_: None, experiment=experiment.data(), row=CODE_ROW, noise=NOISE, seeds=SEEDS)


def _denoise_and_map() -> None:
    """Of one network trained with noise: what remains of the noise, and how long the map of its codes takes."""
    run = TrainingRun(NOISY)
    while run.reason is None:
        run.advance(1.0)
    autoencoder = autoencoder_of(NOISY, run.model.theta, CODE_ROW)
    x = NOISY.dataset.load().x_test
    found = denoising(autoencoder, x, "gaussian", (0.1, 0.2, NOISE, 0.4, 0.5))
    for level, rebuilt, noisy in zip(found.levels, found.rebuilt, found.noisy, strict=True):
        print(
            f"noise {level}: error of the output {rebuilt:.4f}, of the noisy input {noisy:.4f}, {rebuilt / noisy:.2f}"
        )
    codes = autoencoder.encode(x)
    began = time.perf_counter()
    tsne_job(lambda *_: None, codes=codes, perplexity=30.0, seed=0)
    print(f"t-SNE of {len(codes):,} codes: {time.perf_counter() - began:.1f} s")


def _spread(values: list[float]) -> str:
    return f"{statistics.fmean(values):.4f} ± {statistics.stdev(values):.4f}"


if __name__ == "__main__":
    main()
