"""Build XLM-RoBERTa's tokenizer from its vocabulary."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BEGIN, PADDING, END, UNKNOWN, MASK = "<s>", "<pad>", "</s>", "<unk>", "<mask>"

# SentencePiece's nmt_nfkc rule: controls vanish, blanks of every kind become a space, then NFKC,
# except that the full-width tilde (a range in Japanese) stays. It passes through NFKC as a
# private-use character.
_CONTROLS = "[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
_BLANKS = "[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
_TILDE, _STAND_IN = "\uff5e", "\ue000"
_WORD_START = "\u2581"


def build_tokenizer(pieces: Sequence[str], scores: Sequence[float]) -> "Tokenizer":
    """Return a tokenizer that gives `<s> … </s>` and the same tokens as SentencePiece.

    Args:
        pieces: The vocabulary in the order of the ids, `<s> <pad> </s> <unk>` first.
        scores: Log-probability of each piece.
    """
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers
    from tokenizers.models import Unigram
    from tokenizers.processors import TemplateProcessing

    ids = {piece: index for index, piece in enumerate(pieces)}
    vocabulary = [(piece, float(score)) for piece, score in zip(pieces, scores, strict=True)]
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=ids[UNKNOWN], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_CONTROLS), ""),
            normalizers.Replace(Regex(_BLANKS), " "),
            normalizers.Replace(_TILDE, _STAND_IN),
            normalizers.NFKC(),
            normalizers.Replace(_STAND_IN, _TILDE),
            normalizers.Replace(Regex(" {2,}"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(_WORD_START, prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(_WORD_START, prepend_scheme="always")
    tokenizer.post_processor = TemplateProcessing(
        single=f"{BEGIN} $A {END}",
        pair=f"{BEGIN} $A {END} {END} $B {END}",
        special_tokens=[(BEGIN, ids[BEGIN]), (END, ids[END])],
    )
    tokenizer.add_special_tokens(
        [
            AddedToken(token, normalized=False, lstrip=token == MASK)
            for token in (BEGIN, PADDING, END, UNKNOWN, MASK)
        ]
    )
    return tokenizer
