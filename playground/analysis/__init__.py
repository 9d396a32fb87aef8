"""Analyses of a trained network, and of several: evaluation, interpretability, codes, runs, sweeps."""
