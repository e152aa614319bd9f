"""What counts as supported: one claim against the sentences that it cites.

`check_claim` is rules only and takes milliseconds; it runs on every sentence. Each rule is a file:
`figures` (with `told`), `unread`, `about`, `counted`, `when`, `periods`, `names`, `bodies`,
`quotations`, `speakers`, `stances`, `modality`, `turning`, `roles`, `acts`, `across`, `form`.
`matching` finds what is near-verbatim, `restating` decides what says the same in other words, and
`codes` holds what each finding says.
"""

from assistant.verification.checking import Checked, check_claim
from assistant.verification.codes import CODES, finding

__all__ = ["CODES", "Checked", "check_claim", "finding"]
