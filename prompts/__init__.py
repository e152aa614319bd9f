"""The texts that are sent to the model, one file a call; data, no logic."""
