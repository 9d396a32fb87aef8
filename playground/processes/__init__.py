"""Processes of their own for what takes long: how a server starts and hears one, and how one serves."""
