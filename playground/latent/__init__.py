"""What an autoencoder's code knows: its plane, its map, its clusters, and what lies between two codes."""
