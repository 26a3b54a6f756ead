"""Small, general word lists for aligning statements: function words, kindred words, kinds of event.

They are kept to everyday words on purpose: alignment rests on the claim's own nouns and names, and a kindred word
only keeps "treaties" from being a stranger to "agreements".
"""

from __future__ import annotations

import re
from typing import Final

STOP: Final = frozenset(
    """a about above according across after again against all along already also although always among an and another
    any are around as at away back be became because become been before behind being below between both but by called
    can cannot could did do does doing done down due during each either else etc even ever every few for from further
    get given gives go had has have having he her here hers him his how however if in including indeed instead into is
    it its itself just least less like made mainly make makes many may me means might more most mostly much must my
    namely near nearly neither no nor not nothing now of off often on once one only onto or other others our out over
    own per perhaps quite rather really same say says said see seem seen she should since so some still such take
    taken than that the their them then there therefore these they this those though through thus to together too
    toward towards under until up upon us use used using very via was we well were what when where whereas whether
    which while who whom whose why will with within without would yet you your respectively approximately roughly
    estimated almost exactly total overall percent per cent percentage number numbers figure figures amount share
    time times last past recent year years month months day days week weeks decade decades today currently
    january february march april june july august september october november december
    hundred thousand million billion trillion dozen half third quarter two three four five six seven eight nine ten
    eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty
    seventy eighty ninety first second nd rd th""".split()
)

_KINDRED: Final = """
country nation state government
meeting talk encounter consultation
agreement treaty accord pact deal convention
training course session workshop class lesson
company firm enterprise business corporation
people person individual resident inhabitant citizen
death fatality dead died killed die kill
injury injured wounded hurt
child kid minor
rise increase grow climb growth gain grew rose risen grown expansion expand
fall decrease decline drop reduce reduction shrink shrank shrunk fell fallen slump plunge dwindle
study paper research survey
worker employee staff workforce
patient participant subject respondent
vehicle car automobile
house home dwelling household
cost price expense spend spending expenditure
revenue turnover sales income
student pupil
school college
area surface
contribution payment donation funding
station outpost
law legislation act
attack assault strike
election vote poll
illness disease
soldier troop
murder homicide
largest biggest greatest
journal magazine
television tv
movie film
city town
marry married wed wedding marriage
receive adopt acquire
buy purchase
teach taught instruct
span length
strategy approach
inquiry investigation probe
test trial experiment
begin began begun start started commence commenced
prisoner inmate detainee
attendance crowd spectator
sentence sentenced jail jailed imprisonment imprisoned
height high tall
depth deep
width wide broad
weight weigh weighed weighing
"""

_EVENTS: Final = {
    "origin": """launch launched start started begin began begun found founded establish established create created
    introduce introduced propose proposed announce announced unveil unveiled conceive conceived conceptualize
    conceptualized conceptualise conceptualised initiate initiated present presented inaugurate inaugurated open opened
    put forward form formed set operate operating operated exist existed build built emerge emerged coin coined
    adopt adopted goes dates dating traces""",
    "sign": """sign signed signing initial initialled conclude concluded seal sealed ratify ratified ink inked strike
    struck agree agreed""",
    "hold": "hold held convene convened host hosted take took place meet met attend attended run ran gather gathered",
    "speak": """say said speak spoke speaking state stated express expressed tell told declare declared argue argued
    remark remarked warn warned call called note noted""",
    "stop": """stop stopped suspend suspended end ended close closed halt halted cease ceased interrupt interrupted
    break broke broken cancel cancelled canceled dissolve dissolved abolish abolished""",
    "publish": "publish published release released issue issued report reported print printed appear appeared",
    "office": """elect elected appoint appointed become became power office president leader leadership chairman resign
    resigned election presidency""",
    "birth": "born birth",
    "death": "die died death killed",
}

KNOWN_SHORT: Final = {
    "UK": "United Kingdom", "US": "United States", "USA": "United States", "EU": "European Union",
    "UN": "United Nations", "UAE": "United Arab Emirates", "GDP": "gross domestic product",
    "WHO": "World Health Organization", "IMF": "International Monetary Fund", "AI": "artificial intelligence",
}  # fmt: skip
"""Abbreviations that nobody introduces any more."""
KINDRED: Final[dict[str, str]] = {
    word: line.split()[0] for line in _KINDRED.strip().splitlines() for word in line.split()
}
EVENT_OF: Final[dict[str, str]] = {
    word: name for name, words in _EVENTS.items() for word in words.split() if word not in ("place", "forward")
}

PERSONS: Final = """
participants adults women men girls boys children pupils workers patients voters members visitors refugees migrants
tourists passengers deaths victims offenders prisoners farmers teachers nurses doctors users readers customers
""".split()
"""Whom "people" may stand for."""
UP: Final = frozenset(
    "rise rose risen increase increased increasing grow grew grown climb climbed up gain gained".split()
)
DOWN: Final = frozenset(
    "fall fell fallen decrease decreased decreasing decline declined drop dropped reduce reduced shrink shrank".split()
)
PARTIAL: Final = frozenset("these those other another further additional remaining first last next more".split())
"""Words before a figure by which it counts a part only."""
POINTERS: Final = frozenset("it its they them their this these those he she his her such there both all each".split())
"""Words that point back to what a sentence before has named."""
DENIAL: Final = frozenset(
    "not no never none nothing nobody denied denies deny false falsely wrongly neither nor cannot".split()
)
"""Words by which something is said not to be …"""
WANTING: Final = frozenset("without lack lacks lacked lacking".split())
"""… and those by which what stands behind them is missing."""
IN_FAVOUR: Final = frozenset(
    "favour favours favoured favor favors favored support supports supported back backed agree agreed approve".split()
)
AGAINST: Final = frozenset(
    "against oppose opposes opposed reject rejects rejected disagree disagreed disapprove disapproved".split()
)
"""Words by which people are for something or against it."""
REFUTED: Final = frozenset("not never false falsely wrongly deny denied denies untrue".split())
"""Those of them that deny the whole of a sentence ("it is not true that …")."""
PLANNED: Final = frozenset(
    """targeting planning aiming expecting intending
    hope hopes hoped plan plans planned planning target targets targeted forecast forecasts expects expect expected
    projected projection projections aim aims aimed goal goals objective objectives would could might shall intend
    intends intended ambition envisage envisages envisaged foreseen foresees should promised promise pledge
    pledged pledges budgeted scenario proposal proposals""".split()
)
"""Words by which a figure is wished for, planned or foretold, not observed."""
FORESEEN: Final = frozenset(
    (
        "target targets targeted forecast forecasts projected projection projections planned expected budgeted scenario"
    ).split()
)
"""Those of them by which a label says it ("Projected", not "pension plans")."""
EARLIER: Final = frozenset("before predate predates predated prior preceding previous previously earlier".split())
"""Words by which something was before a time."""
TOTAL: Final = frozenset("total totals sum all overall together altogether combined world worldwide global".split())
"""Words that mark the row of a sum."""
AND_DID: Final = re.compile(
    r"\band (?:(?:later|then|also) )?"
    r"(?=(?:\w{3,}ed|took|was|were|had|has|is|are|got|gave|made|began|became|won|lost|sold|held|built)\b)"
)
"""What leads from one thing told of a subject to the next: "on the radial plan and took its first prisoners"."""
