"""Fetch models and see that they are what their hash says.

A model lives in `<models folder>/<id>-<hash>/`, beside a note of where it came from. It is put
together in `<id>-<hash>.part/` and renamed only when its hash is right, so whatever has the final
name was whole once; `locate_*` sees that it still is, before it is loaded.
"""

from assistant.fetching.choosing import Located, locate_chat_model, locate_embedder
from assistant.fetching.layout import Fetched, model_folder
from assistant.fetching.places import fetch
from assistant.fetching.verify import installed, is_intact, locate, remove, verify

__all__ = [
    "Fetched",
    "Located",
    "fetch",
    "installed",
    "is_intact",
    "locate",
    "locate_chat_model",
    "locate_embedder",
    "model_folder",
    "remove",
    "verify",
]
