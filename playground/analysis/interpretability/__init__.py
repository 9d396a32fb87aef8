"""What goes on inside a network that looks at an image: outputs, filters, orientations, saliency."""
