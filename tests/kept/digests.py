"""Make some editions of the bundled project one after the other, and print the digest of each.

Run as a program, so that ``HANDOUTS_CACHES`` can be set before anything is imported.
"""

import sys
from hashlib import sha256

from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.pipeline import make
from handouts.plan import plan
from tests.support.projects import REPOSITORY


def main(names: list[str]) -> None:
    """By path without ``.en.pdf``, in the order in which they are named."""
    library, fonts = load(REPOSITORY), load_fonts()
    editions = {e.path.removesuffix(".en.pdf"): e for e in plan(Selection(), library)}
    for name in names:
        digest = sha256(make(editions[name], library, fonts).data).hexdigest()
        print(name, digest, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
