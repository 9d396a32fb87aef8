"""The streaming picture of training: what the network answers, its costs and its scores."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from playground.processes.wire import pack
from playground.server.progress import Progress
from playground.ui.views import view

__all__ = ["live_plot"]

_component = view("live_plot")


def live_plot(
    frame: bytes,
    *,
    setting: bytes = b"",
    progress: Progress | None = None,
    live: bool = False,
    version: tuple[str, int] | None = None,
    past: Mapping[str, Any] | None = None,
    key: str,
    on_go_on_change: Callable[[], None] | None = None,
) -> None:
    """Show a frame; the next one under the same key is drawn into the same picture.

    Args:
        setting: What `wire.pack` makes of those parts of the header and arrays below that all frames share.
        progress: The bar and the line above the picture; None for neither.
        live: Whether further frames, and the progress, come over the live channel's topic `frame`.
        version: That of the run which the frame is of: what the channel has brought of a later one stays. None for
            a frame that always takes the place of the one before.
        past: For a slider through a run that stands: `names` of its checkpoints, the present last, the `place` among
            them that is shown, the run's `named_rest` as `rest`, and the `revision` that the topic `recall` has heard
            last. Without it there is no slider.
        on_go_on_change: Called once "Go on from here" is pressed: `go_on` of the component then is the `rest` and
            the `place` that are meant.
        frame: The other parts, packed alike. Every header has `view`, `epoch`,
            `updates`, `loss_name`, `classes` (their names), `train` and `test` (`loss` and `accuracy`, each may be
            None), `ended` and `note` (a sentence or None), and, where samples are set aside, `validation` as the other
            two: the test's numbers then wait until the run has ended, or are asked for. Every frame has `curve`,
            float32 (n, 8): epoch, updates, train cost, test cost, train and test accuracy (0 to 1), validation cost and
            accuracy, NaN where there is none. Accuracies show only in the
            views of classes. A rate that moves is `rates`, float32 (n,), at the curve's epochs. The views:

            "plane_classes": `plane`, uint8 (k, 100, 100), the probability of class 1 (k = 1) or of each class in
            255ths, highest x₂ first; `points`, float32 (n, 2); `labels`, uint8 (n,). The header has `extent` (lowest
            and highest x₁, lowest and highest x₂) and `train_count`: points behind the first so many are test points.

            "plane_values": the same with `values`, float32 (n,), for `labels`; 0 and 255 in `plane`, (1, 100, 100),
            stand for the ends of the header's `value_range`.

            "digits": `images`, uint8 (m, height, width), 255 is full ink; `numbers`, uint32 (m,), which of the test or
            validation samples they are; `truth` and `predicted`, uint8 (m,);
            `confidence`, float32 (m,); `confusion`, uint32 (classes, classes), a row for each true class. The header
            has `count` and `wrong_count`; the images are of the validation samples where there are any.

            "reconstructions": `originals`, `inputs` and `outputs`, uint8 (m, height, width), 255 is full ink; `truth`,
            uint8 (m,); m of about 10, a column each. The header has `noise`, None or the noise's name and level
            ("Gaussian noise 0.3"), without which `inputs` are not shown, and `errors`, None or the means over the test
            images of `mse` and `bce` and, with noise, of `noisy_mse` (what is rebuilt from the noisy input, against the
            original) and `identity_mse` (the noisy input itself against the original), each may be None.
        key: The picture's place in the session's state.
    """
    header: dict[str, Any] = {"live": live, "progress": None if progress is None else dataclasses.asdict(progress)}
    if version is not None:
        header["version"] = version
    if past is not None:
        header["past"] = past
    parts = {"frame": frame, "setting": setting} if setting else {"frame": frame}
    data = pack(header, {name: np.frombuffer(part, np.uint8) for name, part in parts.items()})
    _component(key=key, data=data, on_go_on_change=on_go_on_change or (lambda: None))
