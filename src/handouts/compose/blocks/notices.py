"""The notices that publisher and audience require."""

from collections.abc import Callable

from handouts.compose.templates.slots import Slots
from handouts.document import Block, Notice, walk
from handouts.model.records import RequiredNotice
from handouts.units import parse_length


def notices(
    required: tuple[RequiredNotice, ...], slots: Slots, new_id: Callable[[], str]
) -> list[Block]:
    """A paragraph for each, with the size under which it may not be set."""
    made: list[Block] = []
    for one in required:
        text = slots.shown(one.text)
        if text:
            smallest = parse_length(one.smallest)
            made.append(
                Notice(
                    id=new_id(),
                    name="notices",
                    span=one.text.span,
                    text=text,
                    variant="small",
                    smallest=smallest,
                )
            )
    return made


def placed(blocks: tuple[Block, ...]) -> bool:
    """Whether the layout says where the notices stand."""
    return any(isinstance(block, Notice) for block in walk(blocks))
