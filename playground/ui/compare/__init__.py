"""Runs beside each other: the parts of the Compare page."""
