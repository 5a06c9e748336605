"""What stands in a column of countries without being one: totals, groups, remainders, former states, shared names."""

from __future__ import annotations

__all__ = [
    "CORRELATES_OF_WAR",
    "FORMER",
    "GLEDITSCH_WARD",
    "GROUPS",
    "GROUP_CODES",
    "GROUP_NUMBERS",
    "NOT_ASSIGNED",
    "REMAINDERS",
    "REMAINDER_CODES",
    "SHARED",
    "TOTALS",
    "TOTAL_CODES",
]


def _divided(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


TOTALS = _divided(
    "World|Total|Totals|Grand total|Overall total|All countries|All origins|All nationalities|Total Remittances"
    "|Total migrants|World total|Total world|Insgesamt|Gesamt|Totale|Total general|Totalt|Wereld|Monde|Welt|Mundo"
    "|All countries of training"
)
TOTAL_CODES = frozenset({"TOT", "W", "_T", "WLD", "OWID_WRL", "TOTAL"})

REMAINDERS = _divided(
    "Other|Others|Other North|Other South|Unidentified|Unknown|Unknown RoW|Unknown_RoW|Rest of world"
    "|Rest of the world|RoW|Others (not elsewhere classified)|Not elsewhere classified|Other countries"
    "|Other nationalities|Other country|Not stated|Not known|Not specified|Unspecified|Not available|Not applicable"
    "|Stateless|All other|All others|All other countries|Other and unknown|Unclassified|Undetermined|No nationality"
    "|Sonstige|Unbekannt|Ohne Angabe|Staatenlos|Autres|Inconnu|Otros"
)
REMAINDER_CODES = frozenset({"NS", "_Z", "_U", "_O", "_X", "UNK", "OTH", "NA_", "_N", "ZZZ", "XXX", "NSP"})

GROUPS = _divided(
    "EU|Non-EU|EU27|EU28|EU-27|EU-28|EU 15|EEA|Non-EEA|European Union|European Economic Area|Rest of EU|Other EU"
    "|Euro area|OECD|EU/EEA|EEA (excluding UK)|Europe|Africa|Asia|Americas|America (continent)|Oceania|Caribbean"
    "|Latin America|South America|North America|Northern America|Central America|Northern Africa|North Africa"
    "|Eastern Africa|Middle Africa|Southern Africa|Western Africa|West Africa|East Africa|Sub-Saharan Africa"
    "|Northern Europe|Southern Europe|Eastern Europe|Western Europe|Central Asia|Eastern Asia|East Asia|Southern Asia"
    "|South Asia|South-Eastern Asia|South-East Asia|Western Asia|Middle East|Australia and New Zealand|Melanesia"
    "|Polynesia|Latin America and the Caribbean|Arab World|Eastern Mediterranean|Western Pacific|African Region"
    "|Region of the Americas|European Region|South-East Asia Region|Western Pacific Region"
    "|Eastern Mediterranean Region|Central Europe and the Baltics|Early-demographic dividend"
    "|Late-demographic dividend|Pre-demographic dividend|Post-demographic dividend|East Asia & Pacific"
    "|Europe & Central Asia|High income|Low income|Latin America & Caribbean|Lower middle income|Middle income"
    "|Upper middle income|Low & middle income|OECD members|Middle East & North Africa"
    "|Middle East, North Africa, Afghanistan & Pakistan|Small states|Other small states|Caribbean small states"
    "|Pacific island small states|Fragile and conflict affected situations|IBRD only|IDA blend"
    "|Heavily indebted poor countries (HIPC)|IDA & IBRD total|IDA only|IDA total|Africa Eastern and Southern"
    "|Least developed countries: UN classification|Africa Western and Central|Commonwealth|Least developed countries"
    "|Developed regions|Developing regions|Landlocked developing countries|Small island developing States"
)
"""Regions, unions and classes of countries; with an addition in brackets such as ``(WHO)`` they are the same."""

GROUP_CODES = frozenset(
    _divided(
        "AFE|AFW|ARB|CEB|CSS|EAP|EAR|EAS|ECA|ECS|EMU|EUU|FCS|HIC|HPC|IBD|IBT|IDA|IDB|IDX|LAC|LCN|LDC|LIC|LMC|"
        "LMY|LTE|MEA|MIC|MNA|NAC|OED|OSS|PRE|PSS|PST|SAS|SSA|SSF|SST|TEA|TEC|TLA|TMN|TSA|TSS|UMC|INX|AFR|AMR|"
        "EMR|EUR|SEAR|WPR|EU|EU27|EU28|EU27_2020|EA19|EA20|OECD|WXOECD|OECDTOT|A9|E9|F9|S9|O9|GLOBAL|WB_LI|"
        "WB_LMI|WB_UMI|WB_HI"
    )
)
GROUP_NUMBERS = frozenset(
    _divided(
        "2|5|9|11|13|14|15|17|18|19|21|29|30|34|35|39|53|54|57|61|62|67|127|135|142|143|145|150|151|154|155|"
        "172|199|202|223|419|420|432|485|513|514|515|518|543|722|738|746|747|753|821|830|840000|889|901|902|"
        "910|911|912|914|915|916|917|920"
    )
)
"""Numbers of regions in the United Nations' M49 list and its publications; 1 is the world."""

SHARED: dict[str, tuple[str, ...]] = {
    "Congo": ("COD", "COG"),
    "Congolese": ("COD", "COG"),
    "Korea": ("KOR", "PRK"),
    "Korean": ("KOR", "PRK"),
    "Guinean": ("GIN", "GNB", "GNQ"),
    "Dominican": ("DMA", "DOM"),
    "Samoan": ("ASM", "WSM"),
    "Micronesia": ("FSM",),
    "Virgin Islands": ("VGB", "VIR"),
    "Virgin Islander": ("VGB", "VIR"),
    "Saint Martin": ("MAF", "SXM"),
    "Saint Martiner": ("MAF", "SXM"),
    "Antillean": ("ABW", "BES", "CUW", "SXM", "GLP", "MTQ"),
    "West Indian": ("ATG", "BRB", "GRD", "GUY", "JAM", "LCA", "TTO", "VCT"),
    "Timor": ("TLS", "IDN"),
}
"""Names that more than one country bears, or a country and a region, with the countries meant most often."""

FORMER: dict[str, tuple[str, tuple[str, ...]]] = {
    "Czechoslovakia": (
        "CSK|Czechoslovak|Czechoslovakian|Czechoslovakia (former)|Former Czechoslovakia"
        "|Czechoslovakia, Czechoslovak Socialist Republic",
        ("CZE", "SVK"),
    ),
    "Dutch Antilles": (
        "ANT|Netherlands Antilles|Dutch Antillean|Netherlands Antilles (former)|Former Netherlands Antilles",
        ("ABW", "BES", "CUW", "SXM"),
    ),
    "East Germany": ("DDR|German Democratic Republic|GDR|East German", ("DEU",)),
    "Gilbert and Ellice Islands": ("GEL", ("KIR", "TUV")),
    "Serbia and Montenegro": (
        "SCG|Serbia & Montenegro|Serbian and Montenegrin|Serbia and Montenegro (former)|Serbia and Kosovo",
        ("MNE", "SRB"),
    ),
    "Soviet Union": (
        "SUN|USSR|U.S.S.R.|Soviet|USSR (former)|Former USSR|Former Soviet Union|Union of Soviet Socialist Republics"
        "|USSR, Union of Soviet Socialist Republics",
        ("ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LTU", "LVA", "MDA", "RUS", "TJK", "TKM", "UKR", "UZB"),
    ),
    "Trust Territory of the Pacific Islands": ("PCI|Pacific Islands (trust territory)", ("FSM", "MHL", "MNP", "PLW")),
    "Yemen, former parts": ("YMD|YMN|South Yemen|North Yemen|Yemen Arab Republic|Yemen, Democratic", ("YEM",)),
    "South Vietnam": ("VDR|Republic of Vietnam|North Vietnam", ("VNM",)),
    "Yugoslavia": (
        "YUG|YUGf|Yugoslav|Yugoslavian|Yugoslavia (former)|Former Yugoslavia|SFR Yugoslavia|FR Yugoslavia"
        "|Yugoslavia, (Socialist) Federal Republic of|Serbia and Montenegro (Yugoslavia)",
        ("BIH", "HRV", "MKD", "MNE", "SRB", "SVN"),
    ),
}
"""States that are no more: other codes and names, divided by bars, and the countries that stand there today."""

NOT_ASSIGNED: dict[str, str] = {
    "Kosovo": "XKX|XKK|KSV|KOS|Kosovan|Kosovar|Kosovo (UNSCR 1244)|OWID_KOS",
    "Channel Islands": "CHI|JG|Channel Islander|Jersey and Guernsey|OWID_CIS",
    "Northern Cyprus": "OWID_CYN|Turkish Republic of Northern Cyprus|Turkish Cypriot",
    "Somaliland": "SML|Somalilander",
    "Abkhazia": "Abkhazian|South Ossetia",
    "Transnistria": "PMR",
    "Sark": "CRQ",
    "Kurdistan": "Kurdish",
    "Tibet": "Tibetan",
}
"""Places without a code of ISO 3166-1 of their own: other codes and names, divided by bars."""

_WAR = """
2 USA 3 MNP 20 CAN 31 BHS 40 CUB 41 HTI 42 DOM 51 JAM 52 TTO 53 BRB 54 DMA 55 GRD 56 LCA 57 VCT 58 ATG 60 KNA 70
MEX 80 BLZ 90 GTM 91 HND 92 SLV 93 NIC 94 CRI 95 PAN 100 COL 101 VEN 110 GUY 115 SUR 130 ECU 135 PER 140 BRA 145
BOL 150 PRY 155 CHL 160 ARG 165 URY 200 GBR 205 IRL 210 NLD 211 BEL 212 LUX 220 FRA 221 MCO 223 LIE 225 CHE 230
ESP 232 AND 235 PRT 255 DEU 290 POL 305 AUT 310 HUN 316 CZE 317 SVK 325 ITA 331 SMR 338 MLT 339 ALB 341 MNE 343
MKD 344 HRV 345 SRB 346 BIH 349 SVN 350 GRC 352 CYP 355 BGR 359 MDA 360 ROU 365 RUS 366 EST 367 LVA 368 LTU 369
UKR 370 BLR 371 ARM 372 GEO 373 AZE 375 FIN 380 SWE 385 NOR 390 DNK 395 ISL 402 CPV 403 STP 404 GNB 411 GNQ 420
GMB 432 MLI 433 SEN 434 BEN 435 MRT 436 NER 437 CIV 438 GIN 439 BFA 450 LBR 451 SLE 452 GHA 461 TGO 471 CMR 475
NGA 481 GAB 482 CAF 483 TCD 484 COG 490 COD 500 UGA 501 KEN 510 TZA 516 BDI 517 RWA 520 SOM 522 DJI 530 ETH 531
ERI 540 AGO 541 MOZ 551 ZMB 552 ZWE 553 MWI 560 ZAF 565 NAM 570 LSO 571 BWA 572 SWZ 580 MDG 581 COM 590 MUS 591
SYC 600 MAR 615 DZA 616 TUN 620 LBY 625 SDN 626 SSD 630 IRN 640 TUR 645 IRQ 651 EGY 652 SYR 660 LBN 663 JOR 666
ISR 670 SAU 679 YEM 690 KWT 692 BHR 694 QAT 696 ARE 698 OMN 700 AFG 701 TKM 702 TJK 703 KGZ 704 UZB 705 KAZ 709
MAC 710 CHN 711 HKG 712 MNG 713 TWN 731 PRK 732 KOR 740 JPN 750 IND 760 BTN 770 PAK 771 BGD 775 MMR 780 LKA 781
MDV 790 NPL 800 THA 811 KHM 812 LAO 816 VNM 820 MYS 830 SGP 835 BRN 840 PHL 850 IDN 860 TLS 900 AUS 910 PNG 920
NZL 935 VUT 940 SLB 946 KIR 947 TUV 950 FJI 955 TON 970 NRU 983 MHL 986 PLW 987 FSM 990 WSM
"""
_TOKENS = _WAR.split()
CORRELATES_OF_WAR: dict[str, str] = dict(zip(_TOKENS[::2], _TOKENS[1::2], strict=True))
"""Numbers of the Correlates of War list and today's country; 3, 709 and 711 are additions of the agreement files."""

_DIFFERENT = {"260": "DEU", "340": "SRB", "678": "YEM", "970": "KIR", "971": "NRU", "972": "TON", "973": "TUV"}
_ABSENT = ("255", "345", "679", "946", "947", "955", "3", "709", "711")
GLEDITSCH_WARD: dict[str, str] = {
    number: code for number, code in CORRELATES_OF_WAR.items() if number not in _ABSENT
} | _DIFFERENT
"""Numbers of the Gleditsch and Ward list, which differs in a few states."""
