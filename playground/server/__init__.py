"""The server around the pages: what it serves besides them."""
