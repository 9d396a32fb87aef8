"""The report that the playground grew out of, chapter by chapter: asked, predicted, measured anew and concluded."""
