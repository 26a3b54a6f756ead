"""Places and the people and things of them: "African" in a source speaks of the claim's "Africa".

Continents, and the countries whose adjective is one word of its own; lower case, a place a line.
"""

from __future__ import annotations

from typing import Final

from claimcheck.evidence.terms import stem

_DEMONYMS: Final = """
africa african
america american
asia asian
australia australian
europe european
oceania oceanian
afghanistan afghan afghani
albania albanian
algeria algerian
angola angolan
argentina argentine argentinian
armenia armenian
austria austrian
azerbaijan azerbaijani azeri
bahrain bahraini
bangladesh bangladeshi
belarus belarusian
belgium belgian
bhutan bhutanese
bolivia bolivian
bosnia bosnian
botswana botswanan
brazil brazilian
britain british briton
bulgaria bulgarian
burma burmese myanmar
cambodia cambodian
cameroon cameroonian
canada canadian
chile chilean
china chinese
colombia colombian
congo congolese
croatia croatian croat
cuba cuban
cyprus cypriot
czechia czech
denmark danish dane
ecuador ecuadorian
egypt egyptian
england english
estonia estonian
ethiopia ethiopian
fiji fijian
finland finnish finn
france french
gabon gabonese
georgia georgian
germany german
ghana ghanaian
greece greek
guatemala guatemalan
haiti haitian
honduras honduran
hungary hungarian
iceland icelandic icelander
india indian
indonesia indonesian
iran iranian
iraq iraqi
ireland irish
israel israeli
italy italian
jamaica jamaican
japan japanese
jordan jordanian
kazakhstan kazakh kazakhstani
kenya kenyan
korea korean
kuwait kuwaiti
kyrgyzstan kyrgyz
laos laotian lao
latvia latvian
lebanon lebanese
libya libyan
lithuania lithuanian
luxembourg luxembourgish
macedonia macedonian
malaysia malaysian
mali malian
malta maltese
mexico mexican
moldova moldovan
mongolia mongolian
montenegro montenegrin
morocco moroccan
mozambique mozambican
namibia namibian
nepal nepalese nepali
netherlands dutch holland
nicaragua nicaraguan
nigeria nigerian
norway norwegian
oman omani
pakistan pakistani
panama panamanian
paraguay paraguayan
peru peruvian
philippines philippine filipino
poland polish
portugal portuguese
qatar qatari
romania romanian
russia russian
rwanda rwandan
scotland scottish scots
senegal senegalese
serbia serbian serb
singapore singaporean
slovakia slovak slovakian
slovenia slovenian slovene
somalia somali
spain spanish spaniard
sudan sudanese
sweden swedish swede
switzerland swiss
syria syrian
taiwan taiwanese
tajikistan tajik
tanzania tanzanian
thailand thai
tunisia tunisian
turkey turkish türkiye
turkmenistan turkmen
uganda ugandan
ukraine ukrainian
uruguay uruguayan
uzbekistan uzbek
venezuela venezuelan
vietnam vietnamese
wales welsh
yemen yemeni
zambia zambian
zimbabwe zimbabwean
"""


_LINES: Final = tuple(frozenset(stem(word) for word in line.split()) for line in _DEMONYMS.strip().splitlines())
_OF: Final = {one: line for line in _LINES for one in line}


def with_demonyms(stems: frozenset[str]) -> frozenset[str]:
    """``stems`` and those of the people and things of the places among them."""
    return stems.union(*(_OF[one] for one in stems if one in _OF))
