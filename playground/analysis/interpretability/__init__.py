"""Interpretability of a network that looks at an image: layer outputs, filters, orientations, saliency."""
