import type { DifferenceName } from "#lib/practice/core/faults.ts";
import type { Faults } from "./faults.ts";
import type { RouteName } from "./latency.ts";
import type { Reply } from "./warehouse.ts";

/** How the new system answers otherwise than legacy. Each touches one endpoint and one field of a right answer, so that whoever compares
 *  the two finds as many differences as are on, and no other. */

type Body = Readonly<Record<string, unknown>>;
type Difference = { route: RouteName; answer?(reply: Reply & { body: Body }): Reply; addMs?: number };

const differences: Record<DifferenceName, Difference> = {
  weightRounded: {
    route: "lots",
    answer: changing((lot) => ({ ...lot, weight_kg: Math.round(Number(lot["weight_kg"])) })),
  },
  statusTwoHundred: { route: "lots", answer: (reply) => ({ ...reply, status: 200 }) },
  nullMissing: {
    route: "lots",
    answer: changing(({ temperature_c, ...lot }) => (temperature_c === null ? lot : { ...lot, temperature_c })),
  },
  fieldRenamed: { route: "qc-decisions", answer: changing(({ decision, ...rest }) => ({ ...rest, result: decision })) },
  timeZone: {
    route: "qc-decisions",
    answer: changing((one) => ({ ...one, decided_at: hourAhead(String(one["decided_at"])) })),
  },
  numberAsText: {
    route: "qc-decisions",
    answer: changing((one) => ({ ...one, gate_id: String(one["gate_id"]) })),
  },
  nullAsZero: {
    route: "traceability",
    answer: changingLot((lot) => ({ ...lot, temperature_c: lot["temperature_c"] ?? 0 })),
  },
  fieldAdded: { route: "traceability", answer: changingLot((lot) => ({ ...lot, site_code: "P1" })) },
  orderReversed: {
    route: "traceability",
    answer: changing((one) => ({ ...one, decisions: [...listOf(one["decisions"])].reverse() })),
  },
  wrongTotal: {
    route: "traceability",
    answer: changing((one) => ({ ...one, decision_count: Math.max(0, Number(one["decision_count"]) - 1) })),
  },
  slowEndpoint: { route: "traceability", addMs: 300 },
  letterCase: { route: "login", answer: changing((one) => ({ ...one, token_type: "Bearer" })) },
};

/** The answer with all differences that are on. What is refused is refused alike. */
export function differing(faults: Faults, route: RouteName, reply: Reply): Reply {
  if (reply.status >= 400) return reply;
  let answer = reply;
  for (const one of switchedOn(faults, route)) {
    const { body, status } = answer;
    if (isBody(body)) answer = one.answer?.({ status, body }) ?? answer;
  }
  return answer;
}

/** How much longer an endpoint takes for a difference that is on. */
export function differenceMs(faults: Faults, route: RouteName): number {
  return switchedOn(faults, route).reduce((sum, { addMs = 0 }) => sum + addMs, 0);
}

function switchedOn(faults: Faults, route: RouteName): Difference[] {
  return Object.entries(differences)
    .filter(([name, difference]) => Object.hasOwn(faults, name) && difference.route === route)
    .map(([, difference]) => difference);
}

function changing(change: (body: Body) => Body): (reply: Reply & { body: Body }) => Reply {
  return ({ status, body }) => ({ status, body: change(body) });
}

function changingLot(change: (lot: Body) => Body) {
  return changing(({ lot, ...rest }) => ({ lot: isBody(lot) ? change(lot) : lot, ...rest }));
}

function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function hourAhead(instant: string): string {
  return new Date(Date.parse(instant) + 3_600_000).toISOString().replace("Z", "");
}
