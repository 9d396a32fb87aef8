"""The Experiment that a person has set up, and all that is said of one."""

from playground.experiment import own_modules
from playground.experiment.experiment import HIGHEST_SEED, MOST_LAYERS, VERSION, Experiment

__all__ = ["HIGHEST_SEED", "MOST_LAYERS", "VERSION", "Experiment"]

own_modules.register()
