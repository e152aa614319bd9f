"""Who speaks, about whom, and at what remove: notes on each sentence, never changes to it."""

from knowledge.annotation.notes import annotate

__all__ = ["annotate"]
