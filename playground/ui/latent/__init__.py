"""What an autoencoder's code knows: the parts of the Latent page."""
