"""Errors that the user sees: what failed, why, and what to do.

The whole tree; each room owns its branch:

    PolicyCommentError
    ├── KnowledgeError                knowledge
    │   ├── UnreadableFile            a source file that can't be read; the rest goes on
    │   ├── EmbedderUnavailable       no embedding model here; search goes on by words alone
    │   ├── EmbedderMismatch          the index was made with another embedder
    │   ├── StoreError                the workspace's database can't be used
    │   ├── UnknownSource             no source with that id
    │   └── Cancelled                 the user stopped it; what was finished is kept
    └── AssistantError                assistant
        ├── SettingsError             a setting is wrong
        ├── ModelUnavailable          the chosen chat model isn't here or can't be loaded
        ├── ModelCorrupt              a model file isn't what its hash says
        ├── FetchFailed               no place of a model could deliver it
        ├── PromptError               a prompt file lacks or has a placeholder too many
        ├── NothingToSay              the request can't be answered or drafted at all
        ├── ReviewRefused             a decision on a rendering can't be taken
        ├── ConversationUnreadable    a kept conversation is of another version or damaged
        ├── EvaluationError           labelled questions can't be read or asked
        └── NotWritten                a file that the user asked for can't be written
"""


class PolicyCommentError(Exception):
    """Something the user must know: `what` failed, `why`, and the `remedy`.

    `code` is the class name in snake case and stands in the command line's JSON.
    """

    def __init__(self, what: str, why: str, remedy: str) -> None:
        super().__init__(what, why, remedy)
        self.what = what
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}: {self.why}. {self.remedy}"

    @property
    def code(self) -> str:
        """The class name in snake case, such as `unreadable_file`."""
        name = type(self).__name__
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


class KnowledgeError(PolicyCommentError):
    """Root of what the `knowledge` room raises."""


class UnreadableFile(KnowledgeError):
    """A file that can't become a source: encrypted, empty, binary, too large, without text."""


class EmbedderUnavailable(KnowledgeError):
    """No embedding model is on this machine."""


class EmbedderMismatch(KnowledgeError):
    """The stored vectors come from another model; they are never mixed."""


class StoreError(KnowledgeError):
    """The workspace's database can't be opened, read or written."""


class UnknownSource(KnowledgeError):
    """No source has that id."""


class Cancelled(KnowledgeError):
    """The user stopped the work; what was finished before is kept."""
