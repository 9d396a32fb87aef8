"""Runs that are kept: told apart, drawn together, exported, saved and read back."""

from playground.analysis.runs.kept_run import KeptRun

__all__ = ["KeptRun"]
