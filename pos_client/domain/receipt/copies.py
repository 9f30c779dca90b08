"""A finished document as a copy of itself. Pure."""

from __future__ import annotations

from pos_client.domain.receipt.compose import mark
from pos_client.domain.receipt.layout import Words
from pos_client.domain.receipt.model import Block, Document, Drawer


def as_copy(document: Document, words: Words) -> Document:
    """Return what is printed when `document` comes a second time: marked as a copy, once, and the drawer stays shut."""
    marks = mark(words.label("copy"))
    blocks: tuple[Block, ...] = tuple(block for block in document.blocks if not isinstance(block, Drawer))
    if marks[0] not in blocks:
        blocks = (*marks, *blocks)
    return Document(blocks, document.title)
