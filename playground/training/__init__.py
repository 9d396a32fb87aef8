"""Training runs: what one does (pure), the process it lives in, and who may have one."""
