"""Sweeps: one experiment with many values of some settings, trained side by side, here or on a cluster."""
