"""Papers in HTML and in JATS XML."""

from claimcheck.paper.markup.html import read_html_paper
from claimcheck.paper.markup.jats import read_jats

__all__ = ["read_html_paper", "read_jats"]
