"""What a person has chosen on the Latent page."""

from __future__ import annotations

from playground.ui.choices import Choices

_choices = Choices("latent")
chosen, choose, bound, bound_among = _choices.chosen, _choices.choose, _choices.bound, _choices.bound_among
