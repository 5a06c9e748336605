"""Accord: negotiate bilateral agreements and cost sharing on health-worker migration."""

from toolkit.atlas.agreements_network import agreement_graph, agreement_multigraph, covered_pairs, state_in
from toolkit.atlas.backfill import Backfill, backfill
from toolkit.atlas.brokers import brokers
from toolkit.atlas.chains import Chain, Chains, chains, cycles
from toolkit.atlas.changes import agreement_changes, concentration_changes, corridor_changes
from toolkit.atlas.clauses import clause_coverage
from toolkit.atlas.communities import Blocs, Communities, blocs, communities
from toolkit.atlas.compensation import Compensation, compensation
from toolkit.atlas.coverage import (
    corridor_coverage,
    expiring,
    listed_outside_agreements,
    without_agreement,
    without_movement,
)
from toolkit.atlas.described import MEASURES
from toolkit.atlas.graph_files import to_gexf, to_graphml
from toolkit.atlas.graphs import corridor_multigraph, country_table
from toolkit.atlas.graphs import simple_graph as corridor_graph
from toolkit.atlas.impact import Impact, impact
from toolkit.atlas.measures import country_measures
from toolkit.atlas.plan import Plan
from toolkit.atlas.refill import refill_shares, training_costs
from toolkit.atlas.selection import Selection
from toolkit.atlas.selection import edges as corridors
from toolkit.atlas.selection import figures as corridor_figures
from toolkit.atlas.selection import left_out as corridors_left_out
from toolkit.atlas.selection import series as corridor_series
from toolkit.atlas.vulnerability import vulnerability
from toolkit.case.load import case_values, load_case, shipped_cases
from toolkit.case.schema import Case
from toolkit.deal.alternatives import Alternatives, alternatives
from toolkit.deal.concepts import CONCEPTS
from toolkit.deal.counter_offers import CounterOffer, counter_offer
from toolkit.deal.drafts import Assessment, Improvement, assess, improve
from toolkit.deal.explain import Explanation, explain
from toolkit.deal.frontiers import Frontier, frontier
from toolkit.deal.influence import Influence, influence
from toolkit.deal.prices import Price, prices
from toolkit.deal.settle import solve
from toolkit.deal.solution import Solution
from toolkit.errors import (
    AccordError,
    CaseError,
    InputError,
    NoAgreement,
    Problem,
    RegisterError,
    SolverFailed,
    SolverUnavailable,
    TermsError,
    Unbounded,
)
from toolkit.imports.report import ImportReport
from toolkit.imports.run import import_file
from toolkit.model.evaluate import Outcome, evaluate
from toolkit.model.terms import Terms, no_terms
from toolkit.model.terms_file import load_terms
from toolkit.prefill.new import NewCase, new_case
from toolkit.prefill.sketch import sketch_of_case
from toolkit.register.check import check_register
from toolkit.register.countries import CountryProfile, country_profile
from toolkit.register.coverage import Coverage, coverage
from toolkit.register.find import find_agreements, find_figures
from toolkit.register.precedents import ClauseGap, Precedent, clause_gap, precedents, sketch_of
from toolkit.register.read import Register, load_register
from toolkit.register.records import Agreement
from toolkit.report.case_on_map import CaseImpact, case_on_map, plan_from_case, plans_of
from toolkit.report.comparison import YearsCompared, compare_years
from toolkit.report.corridor_pictures import network_picture, picture_of_corridors
from toolkit.report.corridor_status import corridors_by_cadre, corridors_with_status
from toolkit.report.corridor_tables import Gaps, find_gaps
from toolkit.report.country_briefing import Briefing, country_briefing
from toolkit.report.country_position import CountryPosition, country_position
from toolkit.report.exports import corridors_geojson, countries_geojson, figure_file, frame_csv
from toolkit.report.figures.ego import country_network
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.heatmap import clause_grid
from toolkit.report.figures.maps import corridor_map
from toolkit.report.figures.matrix import corridor_matrix
from toolkit.report.figures.timeline import agreement_timeline

__all__ = [
    "CONCEPTS",
    "MEASURES",
    "AccordError",
    "Agreement",
    "Alternatives",
    "Assessment",
    "Backfill",
    "Blocs",
    "Briefing",
    "Case",
    "CaseError",
    "CaseImpact",
    "Chain",
    "Chains",
    "ClauseGap",
    "Communities",
    "Compensation",
    "CounterOffer",
    "CountryPosition",
    "CountryProfile",
    "Coverage",
    "Explanation",
    "Figure",
    "Frontier",
    "Gaps",
    "Impact",
    "ImportReport",
    "Improvement",
    "Influence",
    "InputError",
    "NewCase",
    "NoAgreement",
    "Outcome",
    "Plan",
    "Precedent",
    "Price",
    "Problem",
    "Register",
    "RegisterError",
    "Selection",
    "Solution",
    "SolverFailed",
    "SolverUnavailable",
    "Terms",
    "TermsError",
    "Unbounded",
    "YearsCompared",
    "agreement_changes",
    "agreement_graph",
    "agreement_multigraph",
    "agreement_timeline",
    "alternatives",
    "assess",
    "backfill",
    "blocs",
    "brokers",
    "case_on_map",
    "case_values",
    "chains",
    "check_register",
    "clause_coverage",
    "clause_gap",
    "clause_grid",
    "communities",
    "compare_years",
    "compensation",
    "concentration_changes",
    "corridor_changes",
    "corridor_coverage",
    "corridor_figures",
    "corridor_graph",
    "corridor_map",
    "corridor_matrix",
    "corridor_multigraph",
    "corridor_series",
    "corridors",
    "corridors_by_cadre",
    "corridors_geojson",
    "corridors_left_out",
    "corridors_with_status",
    "counter_offer",
    "countries_geojson",
    "country_briefing",
    "country_measures",
    "country_network",
    "country_position",
    "country_profile",
    "country_table",
    "coverage",
    "covered_pairs",
    "cycles",
    "evaluate",
    "expiring",
    "explain",
    "figure_file",
    "find_agreements",
    "find_figures",
    "find_gaps",
    "frame_csv",
    "frontier",
    "impact",
    "import_file",
    "improve",
    "influence",
    "listed_outside_agreements",
    "load_case",
    "load_register",
    "load_terms",
    "network_picture",
    "new_case",
    "no_terms",
    "picture_of_corridors",
    "plan_from_case",
    "plans_of",
    "precedents",
    "prices",
    "refill_shares",
    "shipped_cases",
    "sketch_of",
    "sketch_of_case",
    "solve",
    "state_in",
    "to_gexf",
    "to_graphml",
    "training_costs",
    "vulnerability",
    "without_agreement",
    "without_movement",
]
