"""Any draft, ours or not, checked against the library: sentences, evidence, conflicts, figures."""

from assistant.checking.checker import Checker
from assistant.checking.drafts import Draft, DraftSentence, parse_draft, read_draft

__all__ = ["Checker", "Draft", "DraftSentence", "parse_draft", "read_draft"]
