/**
 * A labelled set of answers of 25 endpoints, written without sight of the rules that propose noise: from what such systems are known to
 * answer, and from what goes wrong when one is rebuilt. Everything comes from one seed.
 */
import { bags } from "./bags.ts";
import { billing } from "./billing.ts";
import {
  type Endpoint,
  type Field,
  type Label,
  type List,
  type Moment,
  type Shape,
  type Side,
  seeded,
  type Three,
} from "./field.ts";
import { warehouse } from "./warehouse.ts";
import { web } from "./web.ts";
import { workOrders } from "./work-orders.ts";

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface Pair {
  at: string;
  method: string;
  target: string;
  legacy: Answer;
  candidate: Answer;
  twin: Answer;
}

export interface LabelledEndpoint {
  name: string;
  system: string;
  pairs: Pair[];
  /** Where something may differ: `header etag`, `$.lines[*].lineId`, or a list's own path when its order is what differs. */
  labels: Map<string, Label>;
}

const endpoints: Endpoint[] = [...warehouse, ...workOrders, ...bags, ...billing, ...web];

const startMs = Date.UTC(2026, 10, 24, 5, 30);

/** All endpoints with their pairs, from a seed. */
export function independentSet(seed: number): LabelledEndpoint[] {
  return endpoints.map((endpoint, place) => {
    const random = seeded(seed * 1009 + place);
    let atMs = startMs;
    const pairs = Array.from({ length: endpoint.pairs }, (_, n) => {
      atMs += 200 + random() * 9000;
      const entity = endpoint.entities === 0 ? n : Math.floor(random() ** 1.6 * endpoint.entities);
      return pairOf(endpoint, { random, side: 0, atMs, n, entity, index: 0 });
    });
    const name = `${endpoint.method} ${endpoint.target({ random: () => 0, side: 0, atMs: startMs, n: 0, entity: 1, index: 0 })}`;
    return { name, system: endpoint.system, pairs, labels: labelsOf(endpoint) };
  });
}

/** The endpoints in two halves by a fixed seed: rules may be tuned on the first, and the second only judges. */
export function inHalves(set: LabelledEndpoint[], seed: number): [LabelledEndpoint[], LabelledEndpoint[]] {
  const random = seeded(seed);
  const drawn = set.map((endpoint) => ({ endpoint, lot: random() })).sort((a, b) => a.lot - b.lot);
  const half = Math.ceil(set.length / 2);
  return [drawn.slice(0, half).map((one) => one.endpoint), drawn.slice(half).map((one) => one.endpoint)];
}

function pairOf(endpoint: Endpoint, moment: Moment): Pair {
  const bodies = valuesOf(endpoint.body, moment);
  const heads = Object.entries(endpoint.headers).map(([name, field]) => ({ name, values: field.draw(moment) }));
  const answer = (side: Side): Answer => ({
    status: endpoint.method === "POST" ? 201 : 200,
    headers: {
      "content-type": "application/json",
      ...Object.fromEntries(heads.map(({ name, values }) => [name, String(values[side])])),
    },
    body: JSON.stringify(bodies[side]),
  });
  const at = new Date(moment.atMs).toISOString();
  return {
    at,
    method: endpoint.method,
    target: endpoint.target(moment),
    legacy: answer(0),
    candidate: answer(1),
    twin: answer(2),
  };
}

const isField = (shape: Shape): shape is Field => shape.kind === "field";
const isList = (shape: Shape): shape is List => shape.kind === "list";
const sides: [Side, Side, Side] = [0, 1, 2];

function valuesOf(shape: Shape, moment: Moment): Three {
  if (isField(shape)) return shape.draw(moment);
  if (isList(shape)) return listOf(shape, moment);
  const members = Object.entries(shape).map(([name, inner]) => ({ name, values: valuesOf(inner, moment) }));
  const [legacy, candidate, twin] = sides.map((side) =>
    Object.fromEntries(
      members.filter(({ values }) => values[side] !== undefined).map(({ name, values }) => [name, values[side]]),
    ),
  );
  return [legacy, candidate, twin];
}

function listOf(shape: List, moment: Moment): Three {
  const elements = Array.from({ length: shape.count(moment) }, (_, index) =>
    valuesOf(shape.item, { ...moment, entity: moment.entity * 5 + index, index }),
  );
  const lists = sides.map((side) => elements.map((element) => element[side]));
  const [legacy, candidate, twin] = shape.arrange(lists, moment);
  return [legacy, candidate, twin];
}

/** What is the same but stands in a list in another order differs by place: it belongs to the list and has no label of its own. */
function labelsOf(endpoint: Endpoint): Map<string, Label> {
  const labels = new Map<string, Label>();
  for (const [name, field] of Object.entries(endpoint.headers)) labels.set(`header ${name}`, field.label);
  const walk = (shape: Shape, path: string, list: Label): void => {
    if (isField(shape)) {
      if (shape.label !== "same" || list === "same") labels.set(path, shape.label);
    } else if (isList(shape)) {
      labels.set(path, shape.label);
      walk(shape.item, `${path}[*]`, shape.label);
    } else for (const [name, inner] of Object.entries(shape)) walk(inner, `${path}.${name}`, list);
  };
  walk(endpoint.body, "$", "same");
  return labels;
}
