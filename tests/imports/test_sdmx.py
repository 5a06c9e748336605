"""SDMX messages, read by the SDMX library; without it the error names the package."""

from __future__ import annotations

import json

import pytest

from tests.imports.support import asked, run
from toolkit.errors import RegisterError
from toolkit.imports import sdmx

DIMENSIONS = {
    "REF_AREA": ["AUS"],
    "FREQ": ["A"],
    "MEASURE": ["FT_STOCK"],
    "UNIT_MEASURE": ["PS"],
    "HEALTH_PROF": ["PHYS", "MINU"],
    "ORIGIN": ["IND", "PHL", "W", "AUS"],
    "TIME_PERIOD": ["2021", "2022"],
}


def message(observations):
    """An SDMX-JSON message with all dimensions at the observation."""
    dimensions = [
        {"id": name, "name": name, "keyPosition": place, "values": [{"id": one, "name": one} for one in values]}
        for place, (name, values) in enumerate(DIMENSIONS.items())
    ]
    status = {"id": "OBS_STATUS", "name": "Status", "values": [{"id": one, "name": one} for one in ("A", "B")]}
    return {
        "header": {"id": "x", "prepared": "2024-05-01T00:00:00Z", "sender": {"id": "OECD", "name": "OECD"}},
        "structure": {
            "dimensions": {"observation": dimensions, "series": [], "dataSet": []},
            "attributes": {"observation": [status], "series": [], "dataSet": []},
        },
        "dataSets": [{"action": "Information", "observations": observations}],
    }


GENERIC = """<?xml version="1.0" encoding="UTF-8"?>
<mes:GenericData xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
 xmlns:gen="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"
 xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<mes:Header><mes:ID>x</mes:ID><mes:Test>false</mes:Test><mes:Prepared>2024-05-01T00:00:00</mes:Prepared>
<mes:Sender id="OECD"/><mes:Structure structureID="WFMI" dimensionAtObservation="AllDimensions">
<com:Structure><Ref agencyID="OECD" id="WFMI" version="1.0"
 package="datastructure" class="DataStructure"/></com:Structure></mes:Structure></mes:Header>
<mes:DataSet structureRef="WFMI" action="Information"><gen:Obs><gen:ObsKey>{key}</gen:ObsKey>
<gen:ObsValue value="12"/></gen:Obs></mes:DataSet></mes:GenericData>
"""


def test_a_json_message(tmp_path):
    observations = {"0:0:0:0:0:0:1": [5, 0], "0:0:0:0:1:1:1": [7, 1], "0:0:0:0:0:2:1": [9, 0], "0:0:0:0:0:3:1": [2, 0]}
    path = tmp_path / "data.json"
    path.write_text(json.dumps(message(observations)), encoding="utf-8")
    report, rows = run(path, tmp_path / "a")
    assert report.layout == "sdmx"
    assert [(row["origin"], row["cadre"], row["year"], row["value"], row["flag"]) for row in rows] == [
        ("IND", "physician", "2022", "5", ""),
        ("PHL", "nurse", "2022", "7", "B"),
    ]
    assert report.dropped == {"total": 1, "own_country": 1}
    assert not asked(report)


def test_a_generic_xml_message(tmp_path):
    key = {name: values[0] for name, values in DIMENSIONS.items()}
    text = GENERIC.format(key="".join(f'<gen:Value id="{name}" value="{value}"/>' for name, value in key.items()))
    path = tmp_path / "data.xml"
    path.write_text(text, encoding="utf-8")
    _, rows = run(path, tmp_path / "a")
    assert [(row["origin"], row["destination"], row["value"]) for row in rows] == [("IND", "AUS", "12")]


def test_a_message_without_observations_is_refused(tmp_path):
    path = tmp_path / "data.json"
    path.write_text(json.dumps(message({})), encoding="utf-8")
    with pytest.raises(RegisterError, match="holds no observations"):
        run(path, tmp_path / "a")


def test_without_the_library_the_package_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(sdmx, "library", None)
    path = tmp_path / "data.json"
    path.write_text(json.dumps(message({"0:0:0:0:0:0:1": [5, 0]})), encoding="utf-8")
    with pytest.raises(RegisterError, match="install sdmx1"):
        run(path, tmp_path / "a")
