"""The records of a case: every field with its unit, meaning and limits, declared here and nowhere else.

Specification, section 2. Validation, ``accord case fields``, the forms and the documentation read these declarations.
A record holds plain numbers; where a number came from stands beside it, in ``Case.provenance``, by the number's path
(``countries.KEN.nurse.exit_rate``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

__all__ = [
    "CADRES",
    "ITEMS",
    "PAYERS",
    "SPENT_IN_SENDING_COUNTRY",
    "Cadre",
    "Case",
    "Corridor",
    "CorridorCadre",
    "Country",
    "CountryCadre",
    "Fund",
    "Item",
    "Payer",
    "Posts",
    "Provenance",
    "RedLine",
    "RemoteService",
    "RetentionTier",
    "Returns",
    "Source",
    "Training",
    "as_mapping",
    "ends",
    "in_phase",
]

Cadre = str
Payer = str
Item = str
_Cadre = Literal["physician", "nurse", "midwife", "dentist", "pharmacist", "caregiver", "allied"]
_Payer = Literal["sending", "receiving", "worker", "fund"]
_Item = Literal[
    "training",
    "training_capacity",
    "recruitment",
    "language",
    "bridging",
    "retention",
    "posts",
    "return",
    "remote_service",
    "system_support",
]
CADRES: tuple[Cadre, ...] = get_args(_Cadre)
PAYERS: tuple[Payer, ...] = get_args(_Payer)
ITEMS: tuple[Item, ...] = get_args(_Item)
SPENT_IN_SENDING_COUNTRY: tuple[Item, ...] = (
    "training",
    "training_capacity",
    "retention",
    "posts",
    "return",
    "remote_service",
    "system_support",
)

_PEOPLE = 5e7
_MONEY = 1e13
_MONEY_PER_PERSON = 1e10


def _sequence(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _number_or_list(value: tuple[float, ...]) -> float | list[float]:
    return value[0] if len(value) == 1 else list(value)


def declared(
    description: str, unit: str, *, default: Any = 0.0, at_least: float | None = 0.0, at_most: float | None = None
) -> Any:
    """A field with its meaning, unit and limits."""
    return Field(default, description=description, ge=at_least, le=at_most, json_schema_extra={"unit": unit})


def required(description: str, unit: str, *, at_least: float | None = 0.0, at_most: float | None = None) -> Any:
    """A field without default."""
    return Field(description=description, ge=at_least, le=at_most, json_schema_extra={"unit": unit})


def share(description: str, unit: str, default: Any = 0.0) -> Any:
    """A number between 0 and 1."""
    return declared(description, unit, default=default, at_most=1)


def people(description: str, unit: str = "people", default: Any = 0.0) -> Any:
    """A head count."""
    return declared(description, unit, default=default, at_most=_PEOPLE)


def price(description: str, unit: str) -> Any:
    """Money per person, place or post."""
    return declared(description, unit, at_most=_MONEY_PER_PERSON)


def growth(description: str) -> Any:
    """A relative change a year."""
    return declared(description, "per year", at_least=-0.5, at_most=0.5)


def text(description: str, default: Any = "") -> Any:
    """A field of words."""
    return Field(default, description=description, json_schema_extra={"unit": "text"})


def _phased(at_most: float) -> Any:
    return Annotated[
        tuple[Annotated[float, Field(ge=0, le=at_most)], ...],
        BeforeValidator(_sequence),
        PlainSerializer(_number_or_list, return_type=Any),
    ]


# built at run time: pydantic checks them, a type checker cannot, hence "ignore[valid-type]" where they are used
PhasedPeople = _phased(_PEOPLE)
PhasedMoney = _phased(_MONEY)


class Record(BaseModel):
    """A frozen record that refuses unknown fields, text for numbers, NaN and infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Provenance(Record):
    """Where a number comes from and how far it may be off."""

    low: float | None = None
    high: float | None = None
    source: str | None = None
    year: int | None = Field(None, ge=1900, le=2200)
    note: str = ""
    assumed: bool = False


class Source(Record):
    """A publication that numbers are taken from."""

    title: str = Field(description="title of the publication or page", json_schema_extra={"unit": "text"})
    publisher: str = text("who published it")
    year: int | None = Field(
        None, description="year of publication", ge=1900, le=2200, json_schema_extra={"unit": "year"}
    )
    address: str = text("where it can be read")
    note: str = text("remark on the source, its confidence for example")


class CountryCadre(Record):
    """One cadre of one country, with no agreement."""

    workforce: float = people("people trained and available at home at the start, in post or not", "people")
    funded_posts: float = people("posts with a budget at the start", "posts")
    funded_posts_growth: float = growth("growth of funded posts")
    graduates: float = people("graduates of the first year", "people a year")
    graduates_growth: float = growth("growth of the number of graduates")
    other_inflow: float = people(
        "people who join otherwise, foreign recruits outside the case included", "people a year"
    )
    exit_rate: float = share("part of the workforce that retires, dies or leaves the profession", "per year")
    emigration_rate: float = share(
        "part of the workforce that emigrates, to all destinations, with no agreement", "per year"
    )
    max_retained_share: float = share("largest part of emigration that retention can prevent", "share", 1.0)
    max_kept_share: float = share("largest part of exits that retention can prevent", "share", 1.0)
    service_value: float = price(
        "value of one more filled post for one year, net of its pay", "money per post and year"
    )


class Country(Record):
    """A party to the agreement; its cadres stand in it by name."""

    discount_rate: float = declared("rate at which the country discounts later years", "per year", at_most=0.5)
    cost_of_public_funds: float = declared(
        "welfare cost of one unit of public money", "money per money", default=1.0, at_least=1, at_most=5
    )
    support_value: float = declared(
        "what one unit of earmarked system support received is worth to the country",
        "money per money",
        default=1.0,
        at_most=5,
    )
    remittance_weight: float = share("share of remittances that the country counts as its own gain", "share")
    budget: PhasedMoney | None = Field(  # type: ignore[valid-type]
        None,
        description="most that the country pays; one number, or one per phase; absent means no limit",
        json_schema_extra={"unit": "money a year"},
    )
    population: float = declared("population at the start, for densities only", "people", at_most=3e9)
    population_growth: float = growth("growth of the population")
    physician: CountryCadre | None = Field(None, description="physicians")
    nurse: CountryCadre | None = Field(None, description="nurses")
    midwife: CountryCadre | None = Field(None, description="midwives")
    dentist: CountryCadre | None = Field(None, description="dentists")
    pharmacist: CountryCadre | None = Field(None, description="pharmacists")
    caregiver: CountryCadre | None = Field(None, description="caregivers")
    allied: CountryCadre | None = Field(None, description="allied health professionals")

    @property
    def cadres(self) -> dict[Cadre, CountryCadre]:
        """The cadres that the country has, in the order of the specification."""
        return {cadre: found for cadre in CADRES if (found := getattr(self, cadre)) is not None}


class Training(Record):
    """Training places in the sending country that an agreement may open."""

    spare_places: float = people("places a year that can be filled without new teaching capacity", "places a year")
    max_new_places: float = people("most places a year that new teaching capacity can add", "places a year")
    years: int = declared("length of the training", "years", default=0, at_most=10)
    completion: float = share("share of places that lead to a graduate", "share", 1.0)
    cost_per_place: float = price("whole cost of one place, committed when it opens", "money per place")
    capacity_cost: float = price(
        "cost of keeping one new place's teaching capacity running", "money per place and year"
    )


class RetentionTier(Record):
    """One way of keeping workers: at most so many, at a cost each. Tiers are listed in rising cost."""

    name: str = text("what is offered")
    workers: float = people("most workers a year that it keeps", "people a year")
    cost: float = price("cost of one worker kept", "money per worker")
    acts_on: Literal["emigration", "exit"] = Field(
        "emigration",
        description="whether it prevents emigration or exits from the profession",
        json_schema_extra={"unit": "emigration or exit"},
    )


class Posts(Record):
    """Extra funded posts in the sending country."""

    max: float = people("most extra posts", "posts")
    cost: float = price("cost of one post", "money per post and year")


class Returns(Record):
    """Returns supported by a package."""

    max_share: float = share("largest part of those in licensed practice abroad who return with a package", "per year")
    cost: float = price("cost of one package", "money per return")


class RemoteService(Record):
    """Service given from abroad to the sending country."""

    max_share: float = share("largest part of those abroad, as full-time equivalents", "share")
    cost: float = price("cost of one full-time equivalent", "money per full-time equivalent and year")


class CorridorCadre(Record):
    """One cadre on one corridor."""

    max_recruits: PhasedPeople = Field(  # type: ignore[valid-type]
        (0.0,),
        description="most recruits; one number, or one per phase",
        json_schema_extra={"unit": "people a year"},
    )
    pass_rate: float = share(
        "share of candidates who come through language tests, examinations and paperwork and travel", "share", 1.0
    )
    would_have_left: float = share("share of recruits who would have left the sending country anyway", "share")
    would_have_come: float = share("share of recruits who would have come to the receiving country anyway", "share")
    share_of_emigrants: float = share(
        "part of the sending country's emigrants who go to this receiving country", "share"
    )
    licensed_share: float = share(
        "share of recruits who come to practise at their level without bridging", "share", 1.0
    )
    licensed_share_bridged: float | None = share(
        "share of recruits who come to practise at their level with bridging; absent means as without", "share", None
    )
    licensing_years: int = declared("whole years from arrival to practice", "years", default=0, at_most=10)
    return_rate: float = share("part of those abroad who return unsupported", "per year")
    onward_rate: float = share("part of those abroad who move on or leave the profession", "per year")
    remittance: float = price("sent home", "money per recruit abroad and year")
    wage_gain: float = price("gain in pay", "money per licensed recruit and year")
    training: Training | None = Field(None, description="training places in the sending country")
    retention: tuple[RetentionTier, ...] = Field((), description="retention tiers", strict=False)
    posts: Posts | None = Field(None, description="extra funded posts in the sending country")
    returns: Returns | None = Field(None, description="supported returns")
    remote_service: RemoteService | None = Field(None, description="remote service")
    recruitment_cost: float = price("cost of recruiting", "money per recruit")
    language_cost: float = price("cost of language and other preparation before departure", "money per candidate")
    bridging_cost: float = price("cost of a bridging programme", "money per person bridged")

    @property
    def bridged_share(self) -> float:
        """``licensed_share_bridged``, or ``licensed_share`` where that is absent."""
        return self.licensed_share if self.licensed_share_bridged is None else self.licensed_share_bridged


class Corridor(Record):
    """A corridor from a sending to a receiving country; its cadres stand in it by name."""

    physician: CorridorCadre | None = Field(None, description="physicians")
    nurse: CorridorCadre | None = Field(None, description="nurses")
    midwife: CorridorCadre | None = Field(None, description="midwives")
    dentist: CorridorCadre | None = Field(None, description="dentists")
    pharmacist: CorridorCadre | None = Field(None, description="pharmacists")
    caregiver: CorridorCadre | None = Field(None, description="caregivers")
    allied: CorridorCadre | None = Field(None, description="allied health professionals")

    @property
    def cadres(self) -> dict[Cadre, CorridorCadre]:
        """The cadres that move on the corridor, in the order of the specification."""
        return {cadre: found for cadre in CADRES if (found := getattr(self, cadre)) is not None}


class Fund(Record):
    """A third party that pays: a development bank, a donor, a pooled fund."""

    budget: PhasedMoney = Field(  # type: ignore[valid-type]
        (0.0,),
        description="most that the fund pays; one number, or one per phase",
        json_schema_extra={"unit": "money a year"},
    )


class RedLine(Record):
    """A limit that a party does not cross, or crosses only at a price (``hard: false``)."""

    kind: str = Field(description="kind of red line", json_schema_extra={"unit": "a kind of section 7"})
    party: str | None = text("country that holds it", None)
    country: str | None = text("country it is about; absent means all", None)
    corridor: str | None = text("corridor it is about, as KEN-GBR; absent means all", None)
    cadre: _Cadre | None = text("cadre it is about; absent means all", None)
    phase: int | None = Field(
        None, description="phase it is about, from 0; absent means all", ge=0, json_schema_extra={"unit": "number"}
    )
    payer: _Payer | None = text("payer it is about, for max_payment", None)
    value: float | None = declared("threshold", "by kind", default=None, at_most=_MONEY)
    hard: bool = Field(True, description="whether it must hold", json_schema_extra={"unit": "true or false"})
    penalty: float | None = declared(
        "what one unit of breach counts for every country, where it is not hard",
        "money per unit",
        default=None,
        at_most=_MONEY,
    )
    note: str = text("why it is held")

    @property
    def threshold(self) -> float:
        """The value, 0 for the kinds that take none."""
        return self.value or 0.0


Bounds = Annotated[
    tuple[Annotated[float, Field(ge=0, le=1)], Annotated[float, Field(ge=0, le=1)]], BeforeValidator(_sequence)
]


class Case(Record):
    """A negotiation: countries joined by corridors, what could be agreed, and what each party will not accept."""

    name: str = Field(description="title of the case", min_length=1, json_schema_extra={"unit": "text"})
    description: str = text("what is negotiated")
    start_year: int = required("first calendar year of the agreement", "year", at_least=1990, at_most=2100)
    years: int = required("length of the agreement", "years", at_least=1, at_most=40)
    follow_up_years: int = declared(
        "years after the agreement in which outcomes still count", "years", default=0, at_most=60
    )
    phases: tuple[Annotated[int, Field(ge=1, le=40)], ...] = Field(
        description="lengths of the phases, which add up to `years`; terms are constant in a phase",
        strict=False,
        min_length=1,
        json_schema_extra={"unit": "years each"},
    )
    currency: str = Field(description="currency of every amount", json_schema_extra={"unit": "ISO 4217 code"})
    price_year: int = required("year whose prices the amounts are in", "year", at_least=1990, at_most=2100)
    countries: dict[str, Country] = Field(description="countries by ISO 3166-1 alpha-3 code")
    corridors: dict[str, Corridor] = Field(
        description="corridors as KEN-GBR: from the sending to the receiving country"
    )
    fund: Fund = Field(Fund.model_validate({}), description="third party that may pay")
    payment_shares: dict[_Item, dict[_Payer, Bounds]] = Field(
        default_factory=dict,
        description="lowest and highest part of each item that each payer may bear; absent means [0, 1]",
        json_schema_extra={"unit": "shares"},
    )
    red_lines: tuple[RedLine, ...] = Field((), description="red lines", strict=False)
    sources: dict[str, Source] = Field(default_factory=dict, description="publications by key")
    provenance: dict[str, Provenance] = Field(default_factory=dict, exclude=True, repr=False)

    @property
    def horizon(self) -> int:
        """Last year in which outcomes count: H = T + ``follow_up_years``."""
        return self.years + self.follow_up_years

    @property
    def phase_of_year(self) -> tuple[int, ...]:
        """The phase of each year 0..T-1: φ(t)."""
        return tuple(phase for phase, length in enumerate(self.phases) for _ in range(length))

    def bounds(self, item: Item, payer: Payer) -> tuple[float, float]:
        """Lowest and highest part of an item that a payer may bear: ``payment_shares``, [0, 1] where absent."""
        shares: Mapping[str, Mapping[str, tuple[float, float]]] = self.payment_shares  # type: ignore[assignment]
        return shares.get(item, {}).get(payer, (0.0, 1.0))

    def corridor_cadres(self) -> Iterator[tuple[str, Cadre, CorridorCadre]]:
        """Every corridor and cadre that moves on it, in a fixed order."""
        for name, corridor in self.corridors.items():
            for cadre, record in corridor.cadres.items():
                yield name, cadre, record

    def leaving(self, country: str) -> list[str]:
        """The corridors on which a country sends."""
        return [name for name in self.corridors if name.split("-")[0] == country]

    def entering(self, country: str) -> list[str]:
        """The corridors on which a country receives."""
        return [name for name in self.corridors if name.split("-")[1] == country]


def in_phase(values: tuple[float, ...], phase: int) -> float:
    """The value of a field given once or once per phase."""
    return values[0] if len(values) == 1 else values[phase]


def ends(corridor: str) -> tuple[str, str]:
    """The sending and the receiving country of a corridor: ``KEN-GBR`` gives ``KEN`` and ``GBR``."""
    sending, receiving = corridor.split("-")
    return sending, receiving


def as_mapping(case: Case) -> Mapping[str, Any]:
    """A case with every number bare, without the fields that are absent."""
    return case.model_dump(mode="json", exclude_none=True, by_alias=True)
