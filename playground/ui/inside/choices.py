"""What a person has chosen on the Inside page."""

from __future__ import annotations

from playground.ui.choices import Choices

_choices = Choices("inside")
chosen, choose, bound, bound_among = _choices.chosen, _choices.choose, _choices.bound, _choices.bound_among
