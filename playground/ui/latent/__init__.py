"""The parts of the Latent page: what an autoencoder's code knows."""
