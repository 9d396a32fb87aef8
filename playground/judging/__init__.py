"""Judging a trained classifier: what it gets wrong, how sure it is, and how well it does on samples it has seen."""

from playground.judging.calibration import Bin, calibration, calibration_error, calibration_text
from playground.judging.choice import confident_mistakes, in_cell, random_samples
from playground.judging.confusion import ClassScores, class_scores, confusion, largest_mistake
from playground.judging.gap import gap_text
from playground.judging.judgement import Judgement, judge

__all__ = [
    "Bin",
    "ClassScores",
    "Judgement",
    "calibration",
    "calibration_error",
    "calibration_text",
    "class_scores",
    "confident_mistakes",
    "confusion",
    "gap_text",
    "in_cell",
    "judge",
    "largest_mistake",
    "random_samples",
]
