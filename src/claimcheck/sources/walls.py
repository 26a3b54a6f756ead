"""Walls between a robot and a page: bot checks, logins, payment. A walled page is not a dead one."""

from __future__ import annotations

import re

from claimcheck.sources.addresses import names_consent, names_login, same_address, split
from claimcheck.sources.page import Page
from claimcheck.sources.phrases import BOT_WALL, LOGIN_TITLES, PAYWALL

THIN = 1_200
"""Code points of own text under which a page says little more than what its wall says."""
_FULL = 3_500
"""Code points from which on an article that calls itself paid was served whole, or nearly so."""
_CUT = 2_500
"""Code points that the free part of a paid article has at most, where the page doesn't call itself paid."""

_HEADER_SIGNS: tuple[tuple[str, str, str], ...] = (
    # header, what its value holds ("" = anything), who puts it there
    ("cf-mitigated", "", "Cloudflare"),
    ("x-datadome", "", "DataDome"),
    ("x-dd-b", "", "DataDome"),
    ("set-cookie", "datadome=", "DataDome"),
    ("x-px-block", "", "PerimeterX"),
    ("set-cookie", "_px", "PerimeterX"),
    ("x-amzn-waf-action", "", "AWS WAF"),
    ("server", "akamaighost", "Akamai"),
    ("server", "datadome", "DataDome"),
    ("x-sucuri-block", "", "Sucuri"),
    ("x-iinfo", "", "Imperva"),
    ("x-distil-cs", "", "Distil"),
    ("server", "ddos-guard", "DDoS-Guard"),
    ("x-kpsdk-ct", "", "Kasada"),
    ("server", "cloudflare", "Cloudflare"),
)
_ONLY_WITH_REFUSAL = frozenset({"server", "set-cookie", "x-iinfo", "x-datadome", "x-dd-b"})
"""Headers that ordinary pages behind the same service carry as well."""
_BODY_SIGNS: tuple[tuple[str, str], ...] = (
    ("cdn-cgi/challenge-platform", "Cloudflare"),
    ("challenges.cloudflare.com", "Cloudflare"),
    ("cf-chl-", "Cloudflare"),
    ("_cf_chl_opt", "Cloudflare"),
    ("cf-browser-verification", "Cloudflare"),
    ("cf-error-details", "Cloudflare"),
    ("captcha-delivery.com", "DataDome"),
    ("geo.captcha-delivery", "DataDome"),
    ("px-captcha", "PerimeterX"),
    ("perimeterx", "PerimeterX"),
    ("_incapsula_resource", "Imperva"),
    ("incapsula incident", "Imperva"),
    ("errors.edgesuite.net", "Akamai"),
    ("akamai-challenge", "Akamai"),
    ("sec-if-cpt-container", "Akamai"),
    ("_abck", "Akamai"),
    ("distil_r_captcha", "Distil"),
    ("awswafcookiedomainlist", "AWS WAF"),
    ("gokuprops", "AWS WAF"),
    ("kpsdk", "Kasada"),
    ("sucuri website firewall", "Sucuri"),
    ("within.website/x/cmd/anubis", "Anubis"),
    ("anubis_challenge", "Anubis"),
    ("ddos-guard", "DDoS-Guard"),
    ("g-recaptcha", "a captcha"),
    ("h-captcha", "a captcha"),
    ("hcaptcha.com", "a captcha"),
    ("cf-turnstile", "a captcha"),
    ("friendlycaptcha", "a captcha"),
    ("wafrule", "a web firewall"),
)
_PASSWORD = re.compile(r"""<input\b[^>]{0,300}?type\s{0,3}=\s{0,3}["']?password""")
_PAYWALL_CLASS = re.compile(
    r"""(?:class|id)\s{0,3}=\s{0,3}["'][^"']{0,200}?(?:paywall|regwall|piano-|tp-modal|subscriber-only|meteredcontent|"""
    r"""premium-content-lock|article-gate|barrier-page)"""
)
_SELECTOR = re.compile(r'"cssselector"\s{0,9}:\s{0,9}(\[[^\]]{0,1000}\]|"[^"]{0,500}")')
_SELECTED = re.compile(r"([.#])([a-z0-9_-]{2,60})")
"""A class or an id, in the last part of a selector."""


def bot_wall(page: Page, refused: bool) -> str:
    """Who checks for robots here, as a short phrase with its evidence; "" if nobody does.

    ``refused``: the status itself refuses (403, 429, 503 …); without it only a thin page may be a wall.
    """
    if not refused and page.main_length > THIN:
        return ""
    phrase = _first(BOT_WALL, (*page.titles, page.everything[:1_500]))
    for name, value, who in _HEADER_SIGNS:
        if name in _ONLY_WITH_REFUSAL and not (refused and (phrase or name != "server" or who == "Akamai")):
            continue
        found = [v for k, v in page.fetched.headers if k == name and value in v.casefold()]
        if found:
            return f"{who} checks for robots ({name}: {found[0][:40]})"
    for sign, who in _BODY_SIGNS:
        if sign in page.body and (refused or phrase or (who not in ("a captcha",) and page.main_length < 300)):
            return f"{who} checks for robots" if who != "a captcha" else "the page asks for a captcha"
    if phrase and (refused or page.main_length < 600):
        return f'the page says "{phrase}"'
    return ""


def login_wall(page: Page) -> str:
    """Evidence that the answer is a login page and not the work; "" if it is none."""
    final, asked = page.fetched.final_url, page.fetched.url
    if page.fetched.hops and names_login(final) and not names_login(asked) and not same_address(asked, final):
        if page.main_length < _FULL:
            return f"the address leads to a login at {split(final).netloc}"
    if page.fetched.hops and names_consent(final) and page.main_length < THIN:
        return f"the address leads to a consent page at {split(final).netloc}"
    if page.main_length >= THIN:
        return ""
    title = next((title for title in page.titles if _is_login_title(title)), "")
    password = _PASSWORD.search(page.body) is not None
    if title and password:
        return f'the page is a login form ("{title}")'
    if page.main_length < 150 and password:
        return "the page holds a login form and no text"
    if page.main_length < 300 and title:
        return f'the page says "{title}"'
    return ""


def _is_login_title(title: str) -> bool:
    return any(title == p or (title.startswith(p) and len(title) < len(p) + 25) for p in LOGIN_TITLES)


def paywall(page: Page) -> tuple[str, bool]:
    """Evidence that only a part can be read without paying, and whether that is certain; ("", False) if not."""
    text = page.text
    if text is None or text.media_type == "application/pdf" or text.free is True:
        return "", False
    if page.main_length >= (_FULL if text.free is False else _CUT):
        return "", False
    phrase = _first(PAYWALL, (page.everything,))
    marked = _PAYWALL_CLASS.search(page.body) is not None
    if text.free is False:
        if not (_paid_part_is_here(page) and not phrase):
            say = "the page says that it is not free to read (isAccessibleForFree: false)"
            return f'{say}, and "{phrase}"' if phrase else say, bool(phrase) or page.main_length < 2_000
        return "", False
    if phrase and (marked or page.main_length < THIN):
        return f'the page says "{phrase}" after {page.main_length} characters of text', marked
    return "", False


def _paid_part_is_here(page: Page) -> bool:
    """Whether the part that is called paid stands in the page all the same."""
    names = {name for match in _SELECTOR.finditer(page.body) for name in _selected(match[1])}
    if not names or page.main_length < THIN:
        return False
    markup = re.sub(r"<script\b[^>]{0,300}ld\+json[^<]{0,100000}", "", page.body)
    return any(
        re.search(rf"""{kind}\s{{0,3}}=\s{{0,3}}["']?(?:[^"'>]{{0,200}}[\s"'])?{re.escape(name)}(?![\w-])""", markup)
        for kind, name in names
    )


def _selected(selectors: str) -> set[tuple[str, str]]:
    """The attributes by which selectors choose: of each the last part alone ("article .paid" → class, paid)."""
    each = [part.split() for part in re.split(r'[",\[\]]', selectors)]
    found = {pair for words in each if words for pair in _SELECTED.findall(words[-1])}
    return {("class" if sign == "." else "id", name) for sign, name in found}


def _first(phrases: tuple[str, ...], texts: tuple[str, ...]) -> str:
    return next((phrase for phrase in phrases if any(phrase in text for text in texts)), "")
