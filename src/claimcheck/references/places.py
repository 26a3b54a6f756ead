"""Places where publishers sit."""

from __future__ import annotations

import re

_TRIM = ' \t\r\n\u00a0,;:.\x1f–—|<>"“”'
_PLACES = frozenset(
    place.strip()
    for place in """aarhus; accra; adana; adelaide; aldershot; amsterdam; ankara; ann arbor; antwerp; antwerpen;
    athens; atlanta;
    auckland; austin; baghdad; baltimore; bangalore; bangkok; barcelona; bari; basel; basingstoke; beijing; beirut;
    belfast; belgrade; bengaluru; bergen; berkeley; berlin; bern; bielefeld; bilbao; bloomington; boca raton;
    bogotá; bologna; bonn; bordeaux; boston; boulder; bratislava; bremen; brisbane; bristol; brno; brussels;
    bruxelles; bucharest; bucurești; budapest; buenos aires; bursa; busan; cairo; cambridge; cambridge, mass;
    canberra; cape town; caracas; cardiff; chapel hill; cheltenham; chengdu; chennai; chicago; chichester;
    cleveland; coimbra; cologne; colombo; copenhagen; dakar; dalian; dallas; delft; delhi; den haag; detroit;
    dhaka; dordrecht; dortmund; dresden; dublin; durham; düsseldorf; edinburgh; englewood cliffs; erfurt;
    eskişehir; essen; farnham; firenze; florence; frankfurt; frankfurt am main; freiburg; fribourg; gand; geneva;
    genova; genève; ghent; gießen; glasgow; gothenburg; graz; grenoble; groningen; guangzhou; göteborg; göttingen;
    halle; hamburg; hannover; hanoi; harlow; heidelberg; helsinki; hemel hempstead; hoboken; hong kong; honolulu;
    houndmills; houston; hull; innsbruck; istanbul; ithaca; izmir; i̇stanbul; jakarta; jena; jerusalem;
    johannesburg; karachi; kiel; kolkata; konstanz; konya; kraków; kuala lumpur; kyiv; kyoto; köln; la habana;
    lagos; lahore; lanham; lausanne; leeds; leiden; leipzig; leuven; lexington; lille; lima; linz; lisboa; lisbon;
    liverpool; liège; ljubljana; london; los angeles; louvain; lund; luzern; lyon; madison; madrid; mainz;
    manchester; manila; mannheim; marburg; marseille; melbourne; mexico city; miami; milan; milano; milwaukee;
    minneapolis; montevideo; montreal; moscow; mumbai; munich; méxico; münchen; münster; nairobi; nanjing; nantes;
    naples; napoli; nashville; neuchâtel; new brunswick; new delhi; new haven; new york; new york city; newcastle;
    nicosia; norman; northampton; oakland; opladen; osaka; oslo; ottawa; oxford; paderborn; padova; palermo;
    palo alto; paris; perth; philadelphia; pittsburgh; porto; potsdam; poznań; prague; praha; pretoria; princeton;
    providence; québec; reading; rennes; riga; rio de janeiro; roma; rome; rostock; rotterdam; salamanca; salzburg;
    san diego; san francisco; santa monica; santiago; seattle; seoul; sevilla; shanghai; sheffield; singapore;
    sofia; southampton; st. gallen; st. louis; stanford; stockholm; strasbourg; stuttgart; sydney; são paulo;
    taipei; tallinn; tampere; tehran; tel aviv; the hague; thessaloniki; thousand oaks; tianjin; tokyo; torino;
    toronto; toulouse; trabzon; turin; turku; tübingen; uppsala; urbana; utrecht; valencia; vancouver; venezia;
    venice; vienna; vilnius; warsaw; warszawa; washington; weimar; wellington; westport; wien; wiesbaden; wrocław;
    wuhan; xi'an; zagreb; zurich; zürich""".replace("\n    ", " ").split(";")
)
_REGION = re.compile(
    r",?\s*\(?\b(?:USA|US|UK|D\.\s?C\.?|DC|MA|NY|NJ|CA|CT|IL|PA|MD|VA|Mass\.|Conn\.|Md\.|Calif\.|England|U\.K\.|U\.S\.A\.|Norway|France|"
    r"Germany|Switzerland)\)?\.?$"
)


def is_place(text: str) -> bool:
    """Whether a part is a place where publishers sit: "New York", "Washington, DC", "Northampton (USA)"."""
    name = _REGION.sub("", text.strip(_TRIM)).strip(_TRIM).replace("İ", "i").lower()
    parts = re.split(r"\s*(?:/|&|\band\b|,)\s*", name)
    return bool(name) and all(part in _PLACES for part in parts)
