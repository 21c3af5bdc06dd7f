import http from "node:http";
import type { MirrorsView, MirrorView } from "../lib/shadow/core/mirror-settings.ts";
import { type Gantry, startGantry, until } from "./gantry.ts";
import { ask, expectNoBarriers, signIn } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

async function mirrorNow(page: Page): Promise<MirrorView> {
  const { mirrors } = await ask<MirrorsView>(page, "/shadow/mirrors");
  const [mirror] = mirrors;
  if (mirror === undefined) throw new Error("there is no practice mirror");
  return mirror;
}

async function mirrorTo(page: Page, what: string, holds: (mirror: MirrorView) => boolean): Promise<MirrorView> {
  await until(
    async () => holds(await mirrorNow(page)),
    20_000,
    () => `Waited in vain: ${what}\n${gantry.output()}`,
  );
  return mirrorNow(page);
}

/** A client of the plant with one connection, which it keeps. */
function aClient(baseUrl: string) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  let token = "";
  const send = (method: string, path: string, body?: object) =>
    new Promise<{ status: number; json: Record<string, unknown>; isReused: boolean }>((resolve, reject) => {
      const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
      const request = http.request(`${baseUrl}${path}`, { method, headers, agent }, async (answer) => {
        let text = "";
        for await (const part of answer.setEncoding("utf8")) text += part;
        resolve({ status: answer.statusCode ?? 0, json: JSON.parse(text), isReused: request.reusedSocket });
      });
      request.on("error", reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return {
    leave: () => agent.destroy(),
    logIn: async () => {
      const user = { email: "operator1@factory.local", password: "practice-operator" };
      token = String((await send("POST", "/api/login", user)).json["access_token"]);
    },
    registerLot: () =>
      send("POST", "/api/v1/lots", { lot_code: `E2E-${Math.random()}`, lot_type: "RAW", weight_kg: 12.5 }),
    trace: (code: unknown) => send("GET", `/api/v1/traceability/${String(code)}`),
  };
}

type Parity = { exchanges: { simulated?: number; mirrored?: number } };
const exchanges = async (page: Page) => (await ask<Parity>(page, "/shadow/parity")).exchanges;

async function configure(page: Page, { version, settings }: MirrorView, writes: string[]): Promise<number> {
  const given = {
    ...{ version, legacy: settings?.legacy.systemId, writes, why: "to see that nobody notices" },
    candidate: { systemId: settings?.candidate?.systemId, logins: settings?.candidate?.logins },
  };
  const sent = await page.evaluate(
    async ([body]) => {
      const headers = { "content-type": "application/json" };
      return (await fetch("/api/v1/pilots/practice/shadow/mirrors/practice", { method: "PUT", headers, body })).json();
    },
    [JSON.stringify(given)] as const,
  );
  return sent.version;
}

test("the practice mirror: traffic is counted as simulated; changed and all else killed while a kept-alive connection goes on", async ({
  page,
}) => {
  const first = await mirrorTo(page, "it to be heard of", ({ state }) => state?.versionApplied === 1);
  const client = aClient(first.state?.address ?? "");
  await client.logIn();
  for (let nth = 0; nth < 20; nth++) {
    const lot = await client.registerLot();
    expect(lot.status).toBe(201);
    expect((await client.trace(lot.json["lot_code"])).status).toBe(200);
  }
  await expect.poll(async () => (await exchanges(page)).simulated, { timeout: 15_000 }).toBe(40);
  expect((await exchanges(page)).mirrored).toBeUndefined();
  // The login is a write that nobody opted in.
  const seen = await mirrorTo(page, "its counts", ({ state }) => state?.figures.observed === 41);
  expect(seen.state?.figures.notCompared).toEqual({ "not-mirrored": 1 });

  await page.goto(`${gantry.url}/practice/shadow`);
  const shown = page.getByRole("article", { name: "Mirror practice" });
  await expect(shown.getByText(/41 seen, 40 mirrored/)).toBeVisible();
  await expect(shown.getByText(/mirrors, heard \d s ago/)).toBeVisible();
  await expectNoBarriers(page);

  const version = await configure(page, seen, []);
  await mirrorTo(page, "the change to be gone by", ({ state }) => state?.versionApplied === version);
  await expect(shown.getByText(`goes by set-up ${version}`)).toBeVisible();
  const unopted = await client.registerLot();
  expect([unopted.status, unopted.isReused]).toEqual([201, true]);
  await mirrorTo(page, "the write not to be copied", ({ state }) => state?.figures.notCompared["not-mirrored"] === 2);

  const parts = [
    "bin/web.ts",
    "bin/runner.ts",
    "bin/keeper.ts",
    "mirror-recorder.ts",
    "mirror-follower.ts",
    "postgres",
  ];
  for (const part of parts) for (const pid of gantry.pidsOf(part)) endHard(pid);
  for (let nth = 0; nth < 50; nth++) {
    const lot = await client.registerLot();
    expect([lot.status, lot.isReused]).toEqual([201, true]);
  }
  client.leave();
});

/** It may just have left with another one. */
function endHard(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    expect(Object(error).code).toBe("ESRCH");
  }
}
