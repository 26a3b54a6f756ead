"""Pages in the form in which services and publishers send them: walls, logins, parking, payment, other works."""

# ruff: noqa: E501  (markup is easier to compare with a real page where its lines are not broken)

from __future__ import annotations

import json

import pytest

from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched, LinkHealth
from claimcheck.readers import read_text
from claimcheck.sources import judge

from .test_elsewhere import pdf
from .test_health import CITED, LONG, TITLE, URL, health

SENTENCE = (
    "The harbour office logged 1,482 ferries in the season, and the captains blamed the fog for most of the delays. "
)


def html(title: str, body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


# --- walls -----------------------------------------------------------------------------------------------------------

CLOUDFLARE = html(
    "Just a moment...",
    '<div class="main-wrapper" role="main"><div class="main-content"><noscript><div class="h2"><span id="challenge-error-text">'
    "Enable JavaScript and cookies to continue</span></div></noscript></div></div>"
    "<script>(function(){window._cf_chl_opt={cvId:'3',cZone:'quay.example'};var a=document.createElement('script');"
    "a.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=8f';})();</script>",
    '<meta name="robots" content="noindex,nofollow"><meta http-equiv="refresh" content="390">',
)
CLOUDFLARE_BLOCK = html(
    "Attention Required! | Cloudflare",
    '<div id="cf-wrapper"><h1 data-translate="block_headline">Sorry, you have been blocked</h1><h2>You are unable to access'
    " quay.example</h2><p>This website is using a security service to protect itself from online attacks.</p>"
    '<div class="cf-error-details">Cloudflare Ray ID: 8f2</div></div>',
)
AKAMAI = html(
    "Access Denied",
    '<h1>Access Denied</h1>You don\'t have permission to access "http://quay.example/news" on this server.'
    "<p>Reference #18.6d2c1402.1700000000.1a2b3c4d</p><p>https://errors.edgesuite.net/18.6d2c1402.1700000000.1a2b3c4d</p>",
)
DATADOME = (
    "<html><head><title>quay.example</title><style>#cmsg{animation: A 1.5s;}</style></head><body style='margin:0'><p id='cmsg'>"
    "Please enable JS and disable any ad blocker</p><script data-cfasync='false'>var dd={'rt':'c','cid':'AHrlq','hsh':'X',"
    "'t':'bv','host':'geo.captcha-delivery.com'}</script><script src='https://ct.captcha-delivery.com/c.js'></script></body></html>"
)
PERIMETERX = html(
    "Access to this page has been denied",
    "<div class='px-captcha-container'><div class='px-captcha-header'>Before we continue...</div><div class='px-captcha-message'>"
    "Press &amp; Hold to confirm you are a human (and not a bot).</div><div id='px-captcha'></div></div>",
)
IMPERVA = (
    "<html style='height:100%'><head><META NAME='ROBOTS' CONTENT='NOINDEX, NOFOLLOW'></head><body style='margin:0'>"
    "<iframe id='main-iframe' src='/_Incapsula_Resource?SWUDNSAI=31&xinfo=9-1' frameborder=0>Request unsuccessful. Incapsula incident ID:"
    " 877000-1</iframe></body></html>"
)
LINKEDIN = (
    "<html><head><script type='text/javascript'>window.onload=function(){var trk='bf';var domain='www.linkedin.com';"
    "window.location.href='https://'+domain+'/authwall?trk='+trk;}</script></head></html>"
)
NCBI = html(
    "Checking your browser - reCAPTCHA",
    "<h1>Checking your browser before accessing pmc.ncbi.nlm.nih.gov ...</h1><p>Click <a href='#'>here</a> if you are not automatically"
    " redirected after 5 seconds.</p><div class='g-recaptcha' data-sitekey='6L'></div>",
)
ANUBIS = html(
    "Making sure you&#39;re not a bot!",
    "<h1>Making sure you&#39;re not a bot!</h1><p id='status'>Loading...</p><details><summary>Why am I seeing this?</summary><p>You are"
    " seeing this because the administrator of this website has set up Anubis to protect the server against the scourge of AI companies"
    " aggressively scraping websites.</p></details><script id='anubis_challenge' type='application/json'>{}</script>",
)
ELSEVIER = html(
    "ScienceDirect",
    "<h1>There was a problem providing the content you requested</h1><p>Please contact our support team for more information and provide"
    " the details below.</p><p>Reference number: 8f2b IP Address: 192.0.2.7 Timestamp: 2026-11-20</p>",
)
JSTOR = html(
    "JSTOR: Access Check",
    "<h1>Access Check</h1><p>Our systems have detected unusual traffic activity from your network. Please complete this reCAPTCHA to"
    " demonstrate that it's you making the requests and not a robot.</p><div class='g-recaptcha'></div>",
)


@pytest.mark.parametrize(
    ("body", "status", "headers", "who"),
    [
        (CLOUDFLARE, 403, (("server", "cloudflare"), ("cf-mitigated", "challenge")), "Cloudflare"),
        (CLOUDFLARE, 503, (("server", "cloudflare"),), "Cloudflare"),
        (CLOUDFLARE_BLOCK, 403, (("server", "cloudflare"),), "Cloudflare"),
        (AKAMAI, 403, (("server", "AkamaiGHost"),), "Akamai"),
        (AKAMAI, 200, (), "Akamai"),
        (DATADOME, 403, (("server", "DataDome"), ("x-datadome", "protected")), "DataDome"),
        (DATADOME, 200, (), "DataDome"),
        (PERIMETERX, 403, (), "PerimeterX"),
        (IMPERVA, 200, (("x-iinfo", "9-1-0"),), "Imperva"),
        (LINKEDIN, 999, (), "999"),
        (NCBI, 200, (), "captcha"),
        (ANUBIS, 200, (), "Anubis"),
        (ELSEVIER, 403, (), "403"),
        (JSTOR, 420, (), "captcha"),
        (JSTOR, 200, (), "captcha"),
        ("", 202, (("x-amzn-waf-action", "challenge"),), "AWS WAF"),
    ],
)  # fmt: skip
def test_a_bot_wall_is_closed_to_programs_and_never_dead(
    body: str, status: int, headers: tuple[tuple[str, str], ...], who: str
) -> None:
    found = health(body, status=status, headers=headers)
    assert found.status == "blocked", found.reason
    assert who.casefold() in found.reason.casefold()


@pytest.mark.parametrize("code", [401, 402, 403, 405, 406, 418, 420, 425, 429, 451, 460, 499, 520, 999])
def test_no_status_but_not_found_and_gone_makes_a_link_dead(code: int) -> None:
    assert health("<h1>Sorry</h1>", status=code).status not in ("gone", "soft_404")


@pytest.mark.parametrize(
    ("body", "hops"),
    [
        (html("Sign Up | LinkedIn", "<h1>Join LinkedIn</h1><form><input type='password'></form>"),
         ((302, "https://www.linkedin.com/authwall?trk=qf&sessionRedirect=x"),)),
        (html("Sign in to your account", "<div>Pick an account</div>"),
         ((302, "https://login.microsoftonline.com/common/oauth2/authorize?client_id=1"),)),
        (html("Google Drive: Sign-in", "<p>to continue to Google Drive</p><input type=password>"),
         ((302, "https://accounts.google.com/v3/signin/identifier?continue=x"),)),
        (html("Log into Facebook", "<h2>Log into Facebook</h2><p>You must log in to continue.</p><input type='password'>"), ()),
        (html("Institutional login - Quay University", "<p>Choose your institution</p>"),
         ((302, "https://idp.quay.example/idp/profile/SAML2/Redirect/SSO"),)),
        (html("Log in &lsaquo; Harbour Blog &#8212; WordPress", "<form><p>Username</p><input type='password' name='pwd'></form>"),
         ((302, "https://quay.example/wp-login.php?redirect_to=x"),)),
    ],
)  # fmt: skip
def test_a_login_in_place_of_the_page_is_a_login(body: str, hops: tuple[tuple[int, str], ...]) -> None:
    found = health(body, hops=hops)
    assert found.status == "login", (found.status, found.reason)


# --- payment ---------------------------------------------------------------------------------------------------------


def paid(
    *, free: object = None, part: object = None, text: str = SENTENCE * 3, klass: str = "", more: str = ""
) -> LinkHealth:
    node: dict[str, object] = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE}
    if free is not None:
        node["isAccessibleForFree"] = free
    if part is not None:
        node["hasPart"] = part
    data = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    return health(
        html(TITLE, f"<article><h1>{TITLE}</h1><div class='{klass}'><p>{text}</p></div></article>{more}", data)
    )


def part(selector: object, free: object = False) -> dict[str, object]:
    return {"@type": "WebPageElement", "isAccessibleForFree": free, "cssSelector": selector}


@pytest.mark.parametrize("free", [False, "False", "false", "http://schema.org/False", "https://schema.org/False"])
def test_a_short_text_of_a_page_that_says_it_is_not_free_is_behind_a_paywall(free: object) -> None:
    found = paid(free=free)
    assert found.status == "paywall"
    assert "isAccessibleForFree" in found.reason


@pytest.mark.parametrize("parts", [part(".paywall"), [part(".paywall")], part([".paywall", ".more"])])
def test_a_paid_part_alone_is_enough(parts: object) -> None:
    assert paid(part=parts).status == "paywall"


@pytest.mark.parametrize(
    ("selector", "klass"),
    [(".meteredContent", "meteredContent"), (".article .body-paid", "body-paid"), ("div.story, div.paid", "paid")],
)
def test_a_metered_page_that_was_served_whole_is_read(selector: str, klass: str) -> None:
    assert paid(free=False, part=part(selector), text=SENTENCE * 15, klass=klass).status == "ok"
    assert paid(free=False, part=part(selector), text=SENTENCE * 15).status == "paywall"
    assert paid(free=False, part=part(selector), text=LONG).status == "ok"


@pytest.mark.parametrize("free", [True, "True", None])
def test_a_free_page_with_a_word_on_subscribing_is_read(free: object) -> None:
    more = "<aside>Subscribe to our newsletter</aside><footer>Already a subscriber? Log in</footer>"
    assert paid(free=free, text=LONG, more=more).status == "ok"


def test_paid_stories_beside_a_free_one_say_nothing_of_it() -> None:
    graph = [
        {"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": True},
        {"@type": "NewsArticle", "headline": "Cranes of the lower quay", "isAccessibleForFree": False},
    ]
    data = (
        f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@graph": graph})}</script>'
    )
    assert health(html(TITLE, f"<article><h1>{TITLE}</h1><p>{SENTENCE * 6}</p></article>", data)).status == "ok"


def test_a_meter_that_has_run_out_is_a_paywall() -> None:
    wall = (
        "<div class='paywall-overlay'><h2>You have reached your limit of free articles</h2><a>See our offers</a></div>"
    )
    found = paid(text=SENTENCE * 2, more=wall)
    assert found.status == "paywall"
    assert "limit of free articles" in found.reason


def test_an_abstract_for_sale_is_a_paywall() -> None:
    body = (
        f"<h1>{TITLE}</h1><h2>Abstract</h2><p>{SENTENCE * 5}</p><section class='access-options'><h2>Access options</h2>"
        "<p>Buy article PDF 39,95 €</p><p>Price includes VAT. Instant access to the full article PDF.</p>"
        "<p>Subscribe to this journal. Already a subscriber? Log in via an institution.</p></section>"
    )
    head = f"<meta name='citation_title' content='{TITLE}'>"
    data = json.dumps(
        {"@type": "ScholarlyArticle", "headline": TITLE, "isAccessibleForFree": False, "hasPart": part(".main-content")}
    )
    assert health(html(TITLE, body, f"{head}<script type='application/ld+json'>{data}</script>")).status == "paywall"


# --- parked ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("<!doctype html><html data-adblockkey='MFwwDQ'><head><title>quay.example</title></head><body><div id='target'></div>"
         "<script>window.park='eyJ1dWlkIjoi'</script><script src='/bJkLmNo.js'></script></body></html>", ()),
        ("<!DOCTYPE html><html><head><script>window.onload=function(){window.location.href=\"/lander\"}</script></head></html>", ()),
        (html("quay.example - quay Resources and Information.",
              "<h1>quay.example</h1><p>This domain is for sale: 2,495 EUR</p><h3>Related Searches</h3><ul><li>Boats</li><li>Ferries</li></ul>"
              "<p>The Sponsored Listings displayed above are served automatically by a third party.</p>"), ()),
        (html("quay.example is for sale | HugeDomains",
              "<h1>quay.example is for sale</h1><p>Buy this domain for $4,395. 30-day money back guarantee. Take immediate ownership.</p>"), ()),
        (html("Domain expired", "<h1>quay.example</h1><p>This domain has expired. Is this your domain? Renew now</p>"), ()),
        (html("quay.example", "<p>This Domain Name Has Expired - Renewal Instructions</p>"), ()),
        (html("Loading...", "<p>Related searches</p>", "<script src='https://d38psrni17bvxu.cloudfront.net/parking/show.js'></script>"),
         (("x-adblock-key", "MFwwDQYJ"),)),
    ],
)  # fmt: skip
def test_parking_pages_as_they_are_sent(body: str, headers: tuple[tuple[str, str], ...]) -> None:
    found = health(body, headers=headers)
    assert found.status == "parked", (found.status, found.reason)
    assert found.reason


# --- other works -----------------------------------------------------------------------------------------------------

OTHER = "Brass bands in the villages of the northern hills"


@pytest.mark.parametrize(
    "head",
    [
        f'<meta name="citation_title" content="{OTHER}"><meta name="citation_author" content="Hill, Ann">',
        f'<script type="application/ld+json">{{"@type": "ScholarlyArticle", "headline": "{OTHER}", "author": {{"name": "Ann Hill"}}}}</script>',
        f'<meta property="og:title" content="{OTHER}">',
        "",
    ],
    ids=["highwire", "json-ld", "open graph", "title alone"],
)  # fmt: skip
def test_a_page_that_calls_itself_something_else_is_another_work(head: str) -> None:
    text = "The band met on Sundays in the barn and played for weddings, and the drum was carried up by mule. " * 12
    found = health(html(OTHER, f"<article><h1>{OTHER}</h1><p>{text}</p></article>", head))
    assert found.status == "wrong_work"
    assert OTHER.casefold() in found.reason.casefold()
    assert TITLE in found.reason


@pytest.mark.parametrize(
    "head",
    [
        f'<meta name="citation_title" content="{TITLE}">',
        f'<script type="application/ld+json">{{"@graph": [{{"@type": "Article", "headline": "{TITLE}"}}]}}</script>',
        f'<meta property="og:title" content="{TITLE}">',
    ],
    ids=["highwire", "json-ld", "open graph"],
)
def test_one_title_among_those_that_a_page_gives_itself_is_enough(head: str) -> None:
    found = health(
        html("Full article | Quay Press Online", f"<article><h1>Volume 7, Issue 2</h1><p>{LONG}</p></article>", head)
    )
    assert (found.status, found.confidence) == ("ok", "high")


def test_a_domain_that_sells_something_else_today_is_another_work() -> None:
    shop = (
        "Play slots and roulette with a welcome bonus, fast payouts and live dealers around the clock every day. " * 15
    )
    body = html("Best Online Casino Bonus 2026", f"<h1>Best Online Casino Bonus 2026</h1><p>{shop}</p>")
    assert health(body, cited=Reference("k", title=TITLE, authors=("Doe, Jo",)), url=URL).status == "wrong_work"
    assert health(body, cited=CITED).reason


def of_pdf(title: str, line: str) -> LinkHealth:
    body = pdf(*(f"{line} {number}" for number in range(40)), title=title)
    fetched = Fetched(URL, URL, 200, (("content-type", "application/pdf"),), body)
    return judge(CITED, fetched, read_text(body, "application/pdf"))


def test_the_first_page_of_a_pdf_tells_whether_it_is_the_work() -> None:
    assert of_pdf(TITLE, "The harbour office logged ferries in the season of week").status == "ok"
    found = of_pdf(OTHER, "The band met on Sundays in the barn and played for weddings in year")
    assert found.status == "wrong_work"
    assert OTHER in found.reason
