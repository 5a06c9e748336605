"""Names of countries as the World Bank, the United Nations, the OECD and older files spell them."""

from __future__ import annotations

__all__ = ["OTHER_CODES", "SPELLINGS"]

SPELLINGS: dict[str, str] = {
    "ARE": "UAE",
    "BES": "Caribbean Netherlands|Bonaire, Saint Eustatius and Saba",
    "BFA": "Upper Volta",
    "BEN": "Dahomey",
    "BHS": "Bahamas, The|The Bahamas",
    "BIH": "Bosnia|Bosnia-Herzegovina",
    "BLR": "Byelorussia|Belorussia",
    "BLM": "Saint Barthelemy",
    "BOL": "Bolivia (Plurinational State of)",
    "BRN": "Brunei",
    "CAF": "Central African Rep.",
    "CIV": "Ivory Coast|Cote d'Ivoire",
    "COD": (
        "Congo, Dem. Rep.|Congo, Democratic Republic|Congo (Democratic Republic of the)"
        "|Dem. Rep. of the Congo|Democratic Republic of Congo|Congo, Democratic Republic of the|Congo DR"
        "|DR Congo|DRC|Congo (Kinshasa)|Congo-Kinshasa|Zaire"
    ),
    "COG": (
        "Congo, Rep.|Congo, Republic|Republic of the Congo|Congo, Republic of the|Congo (Republic of the)"
        "|Congo (Brazzaville)|Congo-Brazzaville"
    ),
    "COM": "Comoros (the)|Union of the Comoros",
    "CPV": "Cape Verde",
    "CUW": "Curacao",
    "CZE": "Czech Republic",
    "DEU": (
        "West Germany|Germany, Federal Republic of|Federal Republic of Germany|Germany (Federal Republic)"
        "|Germany (until 1990 former territory of the FRG)"
    ),
    "DOM": "Dominican Rep.",
    "EGY": "Egypt, Arab Rep.",
    "FLK": "Falkland Islands|Falkland Islands (Malvinas)",
    "FRO": "Faeroe Islands|Faroes",
    "FSM": (
        "Micronesia, Fed. Sts.|Micronesia (country)|Micronesia (Federated States of)"
        "|Federated States of Micronesia|Micronesia (Fed. States of)"
    ),
    "GBR": (
        "UK|U.K.|Great Britain|England|Scotland|Wales|Northern Ireland"
        "|United Kingdom of Great Britain and Northern Ireland (the)"
        "|United Kingdom of Great Britain and Northern Irland"
    ),
    "GMB": "Gambia, The|The Gambia",
    "GNB": "Guinea Bissau",
    "HKG": (
        "Hong Kong SAR, China|China, Hong Kong SAR|Hong Kong, China|Hong Kong SAR|Hong Kong (China)"
        "|Hong Kong SAR China|China, Hong Kong Special Administrative Region"
    ),
    "IRN": "Iran, Islamic Rep.|Iran (Islamic Republic of)",
    "KGZ": "Kyrgyz Republic",
    "KNA": "St. Kitts and Nevis|St Kitts & Nevis|St Kitts",
    "KOR": "Korea, Rep.|Korea, Republic|Rep. of Korea|Korea (Republic of)|Korea (South)|Korea, South|South Korea",
    "LAO": "Laos|Lao PDR|Lao People's Dem. Rep.",
    "LBY": "Libyan Arab Jamahiriya|Libya, State of",
    "LCA": "St. Lucia|St Lucia",
    "LKA": "Ceylon",
    "MAC": (
        "Macau|Macao SAR, China|China, Macao SAR|Macao (China)|Macau SAR|Macao SAR|Macao SAR China"
        "|Macau SAR, China|China, Macao Special Administrative Region"
    ),
    "MAF": "St. Martin (French part)|Saint Martin (France)",
    "MDA": "Moldova, Rep.|Moldova, Republic",
    "MKD": (
        "Macedonia|Macedonia, FYR|FYR Macedonia|FYROM|The former Yugoslav Republic of Macedonia"
        "|TFYR of Macedonia|Former Yugoslav Republic of Macedonia|Republic of North Macedonia"
        "|FYR of Macedonia|Macedonia, the former Yugoslav Republic of"
    ),
    "MMR": "Burma|Myanmar (Burma)",
    "MNP": "Northern Marianas|Northern Mariana Is.",
    "NLD": "Holland|Netherlands (Kingdom of the)|The Netherlands",
    "PRI": "Puerto Rico (US)",
    "PRK": (
        "Korea, Dem. Rep.|Korea, Dem. People's Rep.|Democratic People's Republic of Korea"
        "|Dem. People's Rep. of Korea|Dem. People's Republic of Korea|Korea (Democratic People's Republic of)"
        "|Korea (North)|Korea, North|North Korea|DPRK|Korea, Democratic People's Republic of"
    ),
    "PSE": (
        "Palestine|State of Palestine|West Bank and Gaza|West Bank and Gaza Strip|Palestinian Territories"
        "|Palestinian Territory|Occupied Palestinian Territory|Palestinian Authority"
        "|West Bank and Gaza Strip (Palestine)|Palestinian Authority or West Bank and Gaza Strip"
        "|Palestinian territories, occupied"
    ),
    "RUS": "Russia",
    "SHN": "Saint Helena|St. Helena|Saint Helena, Ascension and Tristan da Cunha",
    "SJM": "Svalbard and Jan Mayen Islands",
    "SOM": "Somalia, Fed. Rep.",
    "SPM": "St. Pierre and Miquelon",
    "STP": "Sao Tome and Principe|Sao Tome",
    "SVK": "Slovak Republic",
    "SWZ": "Swaziland",
    "SXM": "Sint Maarten (Dutch part)|Sint Maarten|St. Maarten",
    "SYR": "Syria",
    "TCA": "Turks and Caicos Is.",
    "THA": "Siam",
    "TLS": "East Timor|Timor Leste",
    "TTO": "Trinidad & Tobago|Trinidad",
    "TUR": "Turkey|Turkiye|Republic of Türkiye",
    "TWN": (
        "Taiwan|Chinese Taipei|Taiwan, China|Taiwan Province of China|China, Taiwan Province of"
        "|China (Taiwan)|Taiwan (Province of China)"
    ),
    "TZA": "Tanzania|Tanzania, United Rep.|United Rep. of Tanzania|Tanganyika",
    "USA": "US|U.S.|U.S.A.|United States of America (the)|America, United States of",
    "VAT": "Vatican|Vatican City|Holy See",
    "VCT": "St. Vincent and the Grenadines|St Vincent & the Grenadines|St. Vincent & Grenadines|St Vincent",
    "VEN": "Venezuela, RB|Venezuela (Bolivarian Republic of)|Venezuela, Bolivarian Rep. of",
    "VGB": "British Virgin Islands|Virgin Islands (British)|Virgin Islands (UK)",
    "VIR": (
        "Virgin Islands (U.S.)|US Virgin Islands|U.S. Virgin Islands|United States Virgin Islands|Virgin Islands (US)"
    ),
    "VNM": "Vietnam",
    "VUT": "New Hebrides",
    "WLF": "Wallis and Futuna Islands",
    "YEM": "Yemen, Rep.",
    "ZWE": "Rhodesia|Southern Rhodesia",
    "SAU": "Kingdom of Saudi Arabia|KSA",
}
"""Spellings by country code, divided by bars; case, accents, full stops, commas and brackets do not count."""

OTHER_CODES: dict[str, str] = {
    "ROM": "ROU",
    "ZAR": "COD",
    "TMP": "TLS",
    "WBG": "PSE",
    "ADO": "AND",
    "IMY": "IMN",
    "BUR": "MMR",
    "HVO": "BFA",
    "DHY": "BEN",
    "RHO": "ZWE",
    "BYS": "BLR",
    "NHB": "VUT",
}
"""Codes that were used for the same state before: older World Bank files, renamed states of ISO 3166-3."""
