"""The batch-mode laboratory: the same network trained with several batch sizes, and what makes their ways differ."""
