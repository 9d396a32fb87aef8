"""Exercises: parts of the library to be written anew, `python -m nn.exercises`."""
