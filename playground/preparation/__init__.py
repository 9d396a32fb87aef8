"""Preparation of the samples before a network sees them: scaling, noise, and moved, turned and stretched images."""

from playground.preparation.prepared import Prepared, prepared_for
from playground.preparation.settings import Preparation
from playground.preparation.validation import validation_count, with_validation

__all__ = ["Preparation", "Prepared", "prepared_for", "validation_count", "with_validation"]
