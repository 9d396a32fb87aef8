"""Speed, measured beside other libraries where they are installed."""
