"""Look into an autoencoder's code: its map, the walk through it, its clusters."""

from playground.ui import page_frame
from playground.ui.latent import workspace

page_frame.begin()
workspace.show()
