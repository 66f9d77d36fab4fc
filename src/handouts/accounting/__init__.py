"""Nothing disappears: a document is compared with its pages before they are drawn."""

from handouts.accounting.losses import refuse_losses
from handouts.accounting.pictures import printed_warnings

__all__ = ["printed_warnings", "refuse_losses"]
