"""Capital letters of the scripts that tell capitals from small letters, for patterns."""

from __future__ import annotations

UPPER = "A-Z" + "".join(chr(point) for point in range(0xC0, 0x530) if chr(point).isupper())
"""What stands between the brackets of a pattern's class: Latin with its extensions, Greek, Cyrillic."""
