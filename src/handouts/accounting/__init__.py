"""Nothing disappears: what a document says against what stands on its pages, before it is drawn."""

from handouts.accounting.losses import refuse_losses
from handouts.accounting.pictures import printed_warnings

__all__ = ["printed_warnings", "refuse_losses"]
