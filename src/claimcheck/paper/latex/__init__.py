"""LaTeX papers, of one file or several."""

from claimcheck.paper.latex.reader import read_latex

__all__ = ["read_latex"]
