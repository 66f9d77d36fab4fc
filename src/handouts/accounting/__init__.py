"""Nothing disappears: what a document says against what stands on its pages, before it is drawn."""

from handouts.accounting.losses import refuse_losses

__all__ = ["refuse_losses"]
