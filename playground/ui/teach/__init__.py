"""The Teach page: own classes and their examples, the lesson, and photos of digits."""
