import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test from "node:test";
import type { Answer } from "./exchange.ts";
import { findIds, type IdProposal } from "./find-ids.ts";
import type { SeenExchange } from "./id-places.ts";
import type { Json } from "./json-value.ts";

function answer(json: Json, changes: Partial<Answer> = {}): Answer {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  return { status: 200, headers: [], body: { bytes, length: bytes.length }, latencyMs: 1, ...changes };
}

type Given = { target?: string; sent?: Json; legacy?: Json | Answer; candidate?: Json | Answer };

function seen(endpoint: string, { target, sent, legacy = {}, candidate = {} }: Given): SeenExchange {
  const of = (given: Json | Answer) => (isAnswer(given) ? given : answer(given));
  const asked = target ?? endpoint.slice(endpoint.indexOf(" ") + 1);
  return { endpoint, target: asked, requestJson: sent, legacy: of(legacy), candidate: of(candidate) };
}

function isAnswer(given: Json | Answer): given is Answer {
  return typeof given === "object" && given !== null && !Array.isArray(given) && "latencyMs" in given;
}

const forty = <T>(make: (nth: number) => T): T[] => Array.from({ length: 40 }, (_, nth) => make(nth));
const shown = (found: readonly IdProposal[]) =>
  found.map(({ endpoint, makes, uses }) => [
    endpoint,
    ...makes.map(({ type, path }) => `${path} makes ${type}`),
    ...uses.map(({ type, place }) => `${place} is ${type}`),
  ]);
const lots = forty((nth) => seen("POST /lots", { legacy: { id: nth + 1 }, candidate: { id: nth + 901 } }));

test("where ids are made and used is found from traffic", () => {
  const uuids = forty(() => [randomUUID(), randomUUID()] as const);
  const link = (id: number) => answer({}, { headers: [["location", `/orders/${id}`]], status: 201 });
  const cases: [string, SeenExchange[], string[][]][] = [
    [
      "in a path",
      [...lots, ...forty((nth) => seen("GET /lots/{id}", { target: `/lots/${nth + 1}` }))],
      [
        ["POST /lots", "$.id makes lot"],
        ["GET /lots/{id}", "{id} is lot"],
      ],
    ],
    [
      "in a query and a body",
      [
        ...lots,
        ...forty((nth) => seen("GET /events", { target: `/events?page=${nth + 1}&lotId=${nth + 1}` })),
        ...forty((nth) => seen("POST /moves", { sent: { items: [{ lot_id: nth + 1, gate_id: nth + 1 }] } })),
      ],
      [
        ["POST /lots", "$.id makes lot"],
        ["GET /events", "?lotId is lot"],
        ["POST /moves", "$.items[*].lot_id is lot"],
      ],
    ],
    [
      "UUIDs, whatever the place is called",
      [
        ...uuids.map(([legacy, candidate]) =>
          seen("POST /entries", { legacy: { id: legacy }, candidate: { id: candidate } }),
        ),
        ...uuids.map(([legacy]) => seen("DELETE /things/{id}", { target: `/things/${legacy}` })),
      ],
      [
        ["POST /entries", "$.id makes entry"],
        ["DELETE /things/{id}", "{id} is entry"],
      ],
    ],
    [
      "a Location",
      [
        ...forty((nth) => seen("POST /orders", { legacy: link(nth + 1), candidate: link(nth + 901) })),
        ...forty((nth) => seen("GET /orders/{id}.pdf", { target: `/orders/${nth + 1}.pdf` })),
      ],
      [
        ["POST /orders", "header:location makes order"],
        ["GET /orders/{id}.pdf", "{id} is order"],
      ],
    ],
    [
      "in other answers only, in another order",
      [
        ...lots,
        ...forty((nth) =>
          seen("GET /board", {
            legacy: [{ id: nth + 1 }, { id: nth + 2 }],
            candidate: [{ id: nth + 902 }, { id: nth + 901 }],
          }),
        ),
      ],
      [["POST /lots", "$.id makes lot"]],
    ],
  ];
  for (const [name, exchanges, expected] of cases) assert.deepEqual(shown(findIds(exchanges)), expected, name);
});

test("what needs no map gets none", () => {
  const asked = forty((nth) => seen("GET /lots/{id}", { target: `/lots/${nth + 1}` }));
  const code = (nth: number) => `LOT-2026-${1000 + nth}`;
  const cases: [string, SeenExchange[]][] = [
    ["nobody asks for what was made", lots],
    ["too few to say", [...lots.slice(0, 4), ...asked]],
    [
      "the same ids in both",
      [...forty((nth) => seen("POST /lots", { legacy: { id: nth + 1 }, candidate: { id: nth + 1 } })), ...asked],
    ],
    [
      "a code that the client sent",
      [
        ...forty((nth) =>
          seen("POST /lots", { sent: { id: code(nth) }, legacy: { id: code(nth) }, candidate: { id: "X-9001" } }),
        ),
        ...forty((nth) => seen("GET /lots/{id}", { target: `/lots/${code(nth)}` })),
      ],
    ],
    [
      "refused in legacy",
      [
        ...forty((nth) =>
          seen("POST /lots", { legacy: answer({ id: nth + 1 }, { status: 422 }), candidate: { id: 1 } }),
        ),
        ...asked,
      ],
    ],
    [
      "another thing's small numbers",
      [...lots, ...forty((nth) => seen("GET /gates/{id}", { target: `/gates/${nth + 1}` }))],
    ],
    [
      "reads make nothing",
      [...forty((nth) => seen("GET /lots", { legacy: { id: nth + 1 }, candidate: { id: nth + 901 } })), ...asked],
    ],
  ];
  for (const [name, exchanges] of cases) assert.deepEqual(shown(findIds(exchanges)), [], name);
});

test("differing values of exchanges that are not kept whole count too", () => {
  const makes = lots.slice(0, 1);
  const values = forty((nth) => ({
    endpoint: "POST /lots",
    path: "$.id",
    legacy: [String(nth + 1)],
    candidate: [String(nth + 901)],
  }));
  const board = forty((nth) => ({
    ...{ endpoint: "GET /board", path: "$[*].id" },
    ...{ legacy: [String(nth + 1), String(nth + 2)], candidate: [String(nth + 902), String(nth + 901)] },
  }));
  assert.deepEqual(shown(findIds(makes, [...values, ...board])), [["POST /lots", "$.id makes lot"]]);
  assert.deepEqual(findIds(makes, values), []);
});
