"""Words of one family, and one word in two spellings: "registered" is no stranger to "registrations".

A stemmer takes off endings and leaves what changes with them ("consume", "consumption") apart.
"""

from __future__ import annotations

import re
from typing import Final

_FAMILIES: Final = """
absent absence
absorb absorption
accurate accuracy
act action
add addition
administer administration
admit admission
analyze analysis analyst
apply application applicant
argue argument
assume assumption
bankrupt bankruptcy
believe belief
born birth
build builder
bury burial
carry carrier
certify certificate
cite citation
classify classification
collect collector
collide collision
compare comparison
compete competition competitor
complain complaint
comply compliance
conclude conclusion
consume consumption
contract contractor
contribute contributor
convert conversion
cover coverage
create creation creator
criminal crime
criticize criticism critic
cycle cyclist
decide decision
deep depth
defend defense
define definition
deliver delivery
democratic democracy
deny denial
depart departure
descend descent
describe description
destroy destruction
diagnose diagnosis
discover discovery
distribute distributor
divide division
drain drainage
drive driver
east eastern
dwell dweller
economic economy
edit editor
emerge emergence
emit emission
employ employee
enter entry entrance
erode erosion
evade evasion
evolve evolution
exclude exclusion
explain explanation
explode explosion
expose exposure
extend extension
fail failure
farm farmer
fight fighter
frequent frequency
high height
hot heat
hunt hunter
identify identification
include inclusion
inspect inspector
intervene intervention
introduce introduction
invade invasion
invest investor
judge judgment
lead leader
literate literacy
live life lives
lose loss lost loser
merge merger
migrate migrant
mine miner
maintain maintenance
mix mixture
modify modification
move movement
north northern
notify notification
occupy occupation
omit omission
oppose opposition opponent
own owner
perceive perception
permit permission
place placement
plan planner
play player
poor poverty
pregnant pregnancy
prescribe prescription
produce product
propose proposition
prosecute prosecutor
provide provision
publish publication
pursue pursuit
qualify qualification
read reader
rebel rebellion
recover recovery
recur recurrence
register registration registry
rely reliance
repeat repetition
resolve resolution
respond response
ride rider
rob robbery
satisfy satisfaction
seize seizure
sell sold seller
settle settlement settler
ship shipment
sign signature
smuggle smuggler
solve solution
south southern
speak speaker speech
starve starvation
store storage
strong strength
submit submission
subscribe subscription
supervise supervisor
supply supplier
survive survivor
suspend suspension
testify testimony
tour tourist
trade trader
transmit transmission
treat treatment
vacant vacancy
vary variation
view viewer
visit visitor
warm warmth
weigh weight
west western
wide width
win winner won
write writer
young youth
gray grey
aluminum aluminium
sulfur sulphur
plow plough
"""
FAMILY: Final[dict[str, str]] = {
    word: line.split()[0] for line in _FAMILIES.strip().splitlines() for word in line.split()
}
"""Word to the first of its family; of each word one form, for the rest have its stem."""

_SPELLINGS: Final = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=l)ys(?=(?:e|ed|es|er|ers|ing)$)"), "yz"),
    (re.compile(r"(?<=[bdilmnpv])our(?=(?:s|ed|ing|able|ful|ist|ists|ite|al|er|ers|hood|hoods|y)?$)"), "or"),
    (re.compile(r"(?<=[a-z][bt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=[a-z]{2}[cfpt]en)c(?=(?:e|es)$)"), "s"),
    (re.compile(r"(?<=ogram)me(?=s?$)|(?<=[a-z]{2}og)ue(?=s?$)"), ""),
    (re.compile(r"(?<=[b-z])(?<!isr)ae(?=[a-z]{3})|^oe(?=[a-z]{3})|(?<=^f)oe(?=t)|(?<=rrh)oe(?=a)"), "e"),
)
"""British spellings, and what the same word has for them in American ones; a word that only looks like one changes in
both texts alike."""


def spelled(word: str) -> str:
    """A word in small letters in its American spelling: "programmes" as "programs", "analysed" as "analyzed"."""
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return word
