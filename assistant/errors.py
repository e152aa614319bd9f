"""This room's branch of the error tree drawn in `knowledge.errors`."""

from knowledge.errors import PolicyCommentError


class AssistantError(PolicyCommentError):
    """Root of what the `assistant` room raises."""


class SettingsError(AssistantError):
    """A setting is unknown or out of range."""


class ModelUnavailable(AssistantError):
    """The chosen chat model isn't on this machine or can't be loaded."""


class ModelCorrupt(AssistantError):
    """A model file isn't what its hash says; it is never loaded."""


class FetchFailed(AssistantError):
    """No place of a model could deliver it."""


class PromptError(AssistantError):
    """A prompt file's placeholders aren't the declared ones."""


class NothingToSay(AssistantError):
    """The request can't be answered or drafted at all."""


class ConversationUnreadable(AssistantError):
    """A kept conversation can't be read by this version."""


class EvaluationError(AssistantError):
    """Labelled questions can't be read or asked."""


class ReviewRefused(AssistantError):
    """A decision on a rendering can't be taken."""


class NotWritten(AssistantError):
    """A file that the user asked for can't be written."""
