"""What makes the pictures of the README."""
