"""Classes of a person's own, with drawn examples, and networks that are taught them in seconds."""

from playground.teaching.own_classes import SIZE, Example, OwnClass, OwnClasses, TeachingError
from playground.teaching.taught import Taught, Test
from playground.teaching.ways import WAYS, Way

__all__ = ["SIZE", "WAYS", "Example", "OwnClass", "OwnClasses", "Taught", "TeachingError", "Test", "Way"]
