"""Places and the people and things of them: "African" in a source speaks of the claim's "Africa".

Continents, and the countries whose adjective is one word of its own; lower case, a place a line.
"""

from __future__ import annotations

from typing import Final

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
barbados barbadian
belarus belarusian
belgium belgian
belize belizean
benin beninese
bhutan bhutanese
bolivia bolivian
bosnia bosnian
botswana botswanan
brazil brazilian
britain british briton
brunei bruneian
bulgaria bulgarian
burkina burkinabe
burma burmese myanmar
burundi burundian
cambodia cambodian
cameroon cameroonian
canada canadian
chad chadian
chile chilean
china chinese
colombia colombian
congo congolese
croatia croatian croat
cuba cuban
cyprus cypriot
czechia czech
denmark danish dane
djibouti djiboutian
ecuador ecuadorian
egypt egyptian
england english
eritrea eritrean
estonia estonian
ethiopia ethiopian
fiji fijian
finland finnish finn
france french
gabon gabonese
gambia gambian
georgia georgian
germany german
ghana ghanaian
greece greek
guatemala guatemalan
guinea guinean
guyana guyanese
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
kosovo kosovar
kuwait kuwaiti
kyrgyzstan kyrgyz
laos laotian lao
latvia latvian
lebanon lebanese
lesotho basotho
liberia liberian
libya libyan
lithuania lithuanian
luxembourg luxembourgish
macedonia macedonian
madagascar malagasy
malawi malawian
malaysia malaysian
maldives maldivian
mali malian
malta maltese
mauritania mauritanian
mauritius mauritian
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
niger nigerien
nigeria nigerian
norway norwegian
oman omani
pakistan pakistani
palestine palestinian
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
samoa samoan
scotland scottish scots
senegal senegalese
serbia serbian serb
singapore singaporean
slovakia slovak slovakian
slovenia slovenian slovene
somalia somali
spain spanish spaniard
sudan sudanese
suriname surinamese
sweden swedish swede
switzerland swiss
syria syrian
taiwan taiwanese
tajikistan tajik
tanzania tanzanian
thailand thai
togo togolese
tonga tongan
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
DEMONYM: Final[dict[str, str]] = {
    word: line.split()[0] for line in _DEMONYMS.strip().splitlines() for word in line.split()
}
"""Word to the place."""
