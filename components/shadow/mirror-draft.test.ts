import assert from "node:assert/strict";
import test from "node:test";
import type { MirrorSettings, MirrorView } from "#lib/shadow/core/mirror-settings.ts";
import { ConfigureMirror } from "#lib/shadow/input/set-up-mirror.ts";
import { draftOf, type MirrorDraft, setUpOf, wrongOf } from "./mirror-draft.ts";

const [old, new_] = ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"];
const upstream = (systemId: string) => ({ systemId, name: "a", url: "http://10.0.0.5", environment: "test" as const });
const settings: MirrorSettings = {
  legacy: upstream(old),
  candidate: {
    ...upstream(new_),
    logins: [{ header: "authorization", secret: "NEW_LOGIN" }],
    passCredentials: true,
  },
  twin: null,
  mirroring: true,
  sampling: { ratio: 0.125, endpoints: [{ endpoint: "GET /health", ratio: 0 }] },
  writes: ["POST /lots", "PUT /lots/{id}"],
  redaction: ["$..badge"],
  captureBytes: 65_536,
};
const view: MirrorView = { name: "mill", settings, version: 3, history: [], moved: [], state: null };

test("what is set comes back as it was when nothing is typed", () => {
  const sent = ConfigureMirror.parse({ ...setUpOf(draftOf(view, []), 3), why: "as it was" });
  const { legacy, candidate, ...rest } = settings;
  const { version, typed, why, ...got } = sent;
  assert.deepEqual([version, typed, why], [3, [], "as it was"]);
  assert.deepEqual(got, {
    legacy: legacy.systemId,
    candidate: { systemId: new_, logins: candidate?.logins, passCredentials: true },
    ...{ twin: rest.twin, sampling: rest.sampling, writes: rest.writes },
    ...{ redaction: rest.redaction, captureBytes: rest.captureBytes },
  });
});

const mistakes: [typed: Partial<MirrorDraft>, field: keyof MirrorDraft][] = [
  [{ legacy: "" }, "legacy"],
  [{ sampling: "101" }, "sampling"],
  [{ sampling: "half" }, "sampling"],
  [{ samplingEndpoints: "GET /health" }, "samplingEndpoints"],
  [{ samplingEndpoints: "health 5" }, "samplingEndpoints"],
  [{ writes: "POST /lots\nlots" }, "writes"],
  [{ logins: "authorization" }, "logins"],
  [{ logins: "authorization: Bearer abc" }, "logins"],
  [{ captureKiB: "2000" }, "captureKiB"],
  [{ why: "" }, "why"],
];
for (const [typed, field] of mistakes)
  test(`a mistake is told at its field: ${JSON.stringify(typed)}`, () => {
    const draft = { ...draftOf(view, []), why: "to see", ...typed };
    const issues = ConfigureMirror.safeParse(setUpOf(draft, 3)).error?.issues ?? [];
    const wrong = Object.fromEntries(issues.map(({ path, message }) => [path.join("."), message]));
    const fields = Object.keys(draft) as (keyof MirrorDraft)[];
    assert.deepEqual(
      fields.filter((one) => wrongOf(one, wrong) !== undefined),
      [field],
    );
  });
