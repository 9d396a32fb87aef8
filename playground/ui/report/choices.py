"""What a person has chosen on the Report page."""

from __future__ import annotations

from playground.ui.choices import Choices

_choices = Choices("report")
chosen, bound_among = _choices.chosen, _choices.bound_among
