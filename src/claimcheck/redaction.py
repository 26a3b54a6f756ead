"""What must not be shown or stored: user names, passwords, tokens and signatures in web addresses. Pure functions.

The names come from the lists that others keep: the query parameters that OpenTelemetry redacts (``url.query``), the
defaults of Sentry's data scrubber, and the rules of gitleaks; ``docs/privacy.md`` has them. A name that says what
it is (``access_token``) makes any value a secret; one that also has ordinary uses (``key``, ``sid``) only a value that
looks drawn at random.

What stands in for a secret is ``REDACTED``, for a long random one with the beginning of its digest behind it: two
addresses that differ only there stay two addresses. Nobody guesses such a value from eight digits of its SHA-256;
a short one could be guessed, so it has none.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote

REDACTED = "REDACTED"
LEAST_DIGESTED = 16
"""Characters of the shortest value that gets a digest."""

CERTAIN = frozenset(
    """
    accesskey accesskeyid accesstoken apikey apisecret apitoken appsecret authkey authorization authtoken awsaccesskeyid
    awssecretaccesskey bearer clientsecret consumersecret credentials csrftoken csrfmiddlewaretoken googleaccessid
    idtoken jsessionid jwt keypairid mysqlpwd oauthsignature oauthtoken oauthverifier passphrase passwd password
    phpsessid privatekey privatetoken pwd refreshtoken samlrequest samlresponse secret secretaccesskey secretkey
    secrettoken securitytoken sessionid sessionkey sessiontoken sharedsecret signature subscriptionkey token
    userpassword xamzcredential xamzsecuritytoken xamzsignature xapikey xgoogcredential xgoogsignature xsrftoken
    """.split()
)
"""Names (lower case, without separators) whose value is a secret whatever it looks like."""
LIKELY = frozenset("auth authcode code credential hmac key policy session sess sid sig sign ticket".split())
"""Names that also have ordinary uses: their value is a secret where it looks drawn at random."""
SHORT = 512
"""Characters of a value that is no secret itself, and is looked into for addresses with secrets of their own."""

_USERINFO = re.compile(r"(?<=://)[^/?#\s\"'<>\\]*@")
_LEADING_USERINFO = re.compile(r"\A(\s*[A-Za-z][A-Za-z0-9+.-]*:/*+)[^/?#]*@")
_NAME = re.compile(
    r"(?P<lead>[?&;#]|%3[fFbB]|%26|%23)(?P<name>[A-Za-z](?:[\w.\\\[\]-]|%5[bBdD]){0,59})(?P<equals>=|%3[dD])"
)
_NEXT = r"(?!;[A-Za-z][\w.-]{0,59}=)"
# In an address all up to the next parameter is value; in a text what closes a quotation, a tag or a bracket ends it.
# A parameter of the path (";jsessionid=") ends where the query begins; in an address inside an address all is coded.
_ENDS = {"address": r"&#", "text": r"&#\s\"'<>()\[\]{}|`“”’»,"}
_VALUES = {
    (kind, where): re.compile(f"(?:{stop}[^{ends}{more}])+")
    for kind, ends in _ENDS.items()
    for where, stop, more in (
        ("query", _NEXT, ""),
        ("path", _NEXT, "?"),
        ("coded", f"{_NEXT}(?!%26|%23|%3[bB])", ";"),
    )
}
_CLOSING = re.compile(r"[.;:!?…\\]+\Z")
_STAND_IN = re.compile(r"REDACTED(?:-[0-9a-f]{8})?")
_DIGESTED = re.compile(r"(?<![A-Za-z0-9])REDACTED-[0-9a-f]{8}(?![A-Za-z0-9])")
_BARE = re.compile(r"(?:=|%3[dD])REDACTED(?![A-Za-z0-9-])")
# Tokens that say themselves what they are, wherever they stand in an address (gitleaks' rules jwt, github-pat,
# github-fine-grained-pat, gitlab-pat, aws-access-token, gcp-api-key, slack, stripe-access-token, telegram).
_MARKED = re.compile(
    r"(?<![A-Za-z0-9])(?:eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*|gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,}|"
    r"glpat-[\w-]{20,}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{35}|xox[abeprs]-[A-Za-z0-9-]{12,}|"
    r"[rs]k_(?:live|test)_[A-Za-z0-9]{10,}|bot\d{8,10}:[\w-]{35})(?![A-Za-z0-9])",
    re.ASCII,
)
_SEPARATORS = re.compile(r"[\\._\-\[\]]|%5[bBdD]")
_TOKEN = re.compile(r"[\w+/=~.-]{10,}", re.ASCII)
_RUN = re.compile(r"[A-Za-z0-9]{10,}")
_CHANGE = re.compile(r"(?<=[A-Za-z])\d|(?<=\d)[A-Za-z]")
_CHANGES, _DIGITS = 3, 3
_LONG = 20
"""Letters and digits in one run that no word, date or number of a document has."""


def redact_address(text: str) -> str:
    """A web address as it may be shown and kept; one without secrets as it was written. Never raises.

    >>> redact_address("https://me:word@a.test/x@y?page=2&access_token=abc#top")
    'https://a.test/x@y?page=2&access_token=REDACTED#top'
    """
    if not _may_hold_any(text):
        return text
    return _with_stand_ins(_LEADING_USERINFO.sub(r"\1", text), "address")


def redact(text: str) -> str:
    """A text with the secrets taken out of the addresses in it; else as it was. Never raises.

    >>> redact("no answer from https://me:word@a.test/?sig=1 (sid=12)")
    'no answer from https://a.test/?sig=1 (sid=12)'
    """
    return _with_stand_ins(text, "text") if _may_hold_any(text) else text


def tells_apart(redacted: str) -> bool:
    """Whether a redacted address still differs from those that had another secret in its place."""
    return _BARE.search(redacted) is None


def stands_in(redacted: str) -> bool:
    """Whether an address has lost a secret, so that it can't be asked as it is."""
    return not tells_apart(redacted) or _DIGESTED.search(redacted) is not None


def _may_hold_any(text: str) -> bool:
    """Cheap: most of what is shown holds no address with a query, nor a user name."""
    return "@" in text or "=" in text or "%3" in text or _MARKED.search(text) is not None


def _with_stand_ins(text: str, kind: str) -> str:
    text = _USERINFO.sub("", text)
    parts: list[str] = []
    done = position = 0
    while (found := _NAME.search(text, position)) is not None:
        position = found.end()
        name = _SEPARATORS.sub("", found["name"]).casefold()
        if name not in CERTAIN and name not in LIKELY:
            continue
        where = "coded" if found["equals"] != "=" else "path" if found["lead"] in (";", "%3b", "%3B") else "query"
        value = _VALUES[kind, where].match(text, position)
        if value is None:
            continue
        stated = _CLOSING.sub("", value[0]) if kind == "text" else value[0]
        if not stated or _STAND_IN.fullmatch(stated):
            position += len(stated)
        elif name in CERTAIN or looks_random(stated):
            parts += [text[done:position], _stand_in(stated)]
            done = position = position + len(stated)
        elif len(stated) > SHORT:
            position += len(stated)
    return _MARKED.sub(lambda marked: f"{REDACTED}-{_digest(marked[0])}", "".join(parts) + text[done:])


def looks_random(value: str) -> bool:
    """Letters and digits mixed as no word, slug, number, date or DOI has them."""
    plain = unquote(value)
    if not _TOKEN.fullmatch(plain) or plain.startswith("10."):
        return False
    return any(_mixed(run) for run in _RUN.findall(plain))


def _mixed(run: str) -> bool:
    changes = len(_CHANGE.findall(run))
    digits = sum(character.isdigit() for character in run)
    return (changes >= _CHANGES and digits >= _DIGITS) or (changes > 0 and len(run) >= _LONG)


def _stand_in(value: str) -> str:
    guessable = len(value) < LEAST_DIGESTED or not looks_random(value)
    return REDACTED if guessable else f"{REDACTED}-{_digest(value)}"


def _digest(value: str) -> str:
    return hashlib.sha256(unquote(value).encode("utf-8", "surrogatepass")).hexdigest()[:8]
