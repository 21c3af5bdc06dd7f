import assert from "node:assert/strict";
import test from "node:test";
import { addId, emptyIdMap } from "../../core/id-map.ts";
import type { Endpoint } from "../../core/rules.ts";
import { idTranslator } from "./id-translator.ts";

const found: Endpoint = {
  ...{ name: "GET /lots/{id}", method: "GET", template: "/lots/{id}", makes: [] },
  uses: [{ type: "lot", place: "{id}" }],
  from: "traffic",
};
const { from: _, ...drawn } = found;
const map = emptyIdMap();
addId(map, { type: "lot", legacy: "17", candidate: "912" });
addId(map, { type: "lot", legacy: "alpha", candidate: '"beta"' });

const cases: [target: string, endpoint: Endpoint, asked: string, waits: string[]][] = [
  ["/lots/17", found, "/lots/912", ["lot 17"]],
  ["/lots/18", found, "unmapped-id", ["lot 18"]],
  ["/lots/LOT-2024-0018", found, "unmapped-id", ["lot LOT-2024-0018"]],
  ["/lots/alpha", found, "/lots/beta", ["lot alpha"]],
  ["/lots/search?q=17", found, "/lots/search?q=17", []],
  ["/lots/search", drawn, "unmapped-id", ["lot search"]],
  ["/lots/17", drawn, "/lots/912", ["lot 17"]],
];
for (const [target, endpoint, asked, waits] of cases)
  test(`${target} of a template ${endpoint.from === undefined ? "drawn by a person" : "from traffic"}: ${asked}`, () => {
    const ids = idTranslator([endpoint], map);
    const observed = {
      ...{ at: 0, method: "GET", target, requestHeaders: [], requestBody: { bytes: null, length: 0 } },
      ...{ legacy: null, starved: false },
    };
    const translated = ids.translate(observed);
    assert.equal(typeof translated === "string" ? translated : translated.target, asked);
    assert.deepEqual(ids.entitiesOf(observed), waits);
  });
