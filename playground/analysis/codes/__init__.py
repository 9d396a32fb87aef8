"""Analysis of an autoencoder's code: its plane, its map, its clusters, and what lies between two codes.

scikit-learn takes a second or more to import: each function that needs it does so itself, so the server starts without.
"""
