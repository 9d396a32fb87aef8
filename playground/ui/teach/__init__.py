"""The Teach page: own classes and their examples, the lesson that teaches them, and photos of digits."""
