"""The command line and the page: layout, events and rendering; no retrieval, no prompts."""
