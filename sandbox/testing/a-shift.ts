import { randomBytes } from "node:crypto";
import http from "node:http";
import { practicePassword } from "../warehouse.ts";

/** People who work with the practice plant, each over a connection kept open: they register lots, decide on them, and look at older ones. */

type Shift = {
  /** Of the plant or of a mirror before it. */
  port: string;
  /** Of all people together, about. */
  requests: number;
};

const people = 4;

/** Answers how many requests were sent and answered. */
export async function workShift({ port, requests }: Shift): Promise<number> {
  const sent = await Promise.all(
    Array.from({ length: people }, (_, one) => workOf(port, { requests: requests / people, one })),
  );
  return sent.reduce((sum, n) => sum + n, 0);
}

/** One person: registers a lot, decides on it twice, and looks at lots that were done a while ago. */
async function workOf(port: string, { requests, one }: { requests: number; one: number }): Promise<number> {
  let auth = { authorization: "" };
  const post = (path: string, json: unknown) => ask(port, { method: "POST", path, headers: auth, json });
  const done: string[] = [];
  let sent = 0;
  for (let nth = 0; sent < requests; nth++) {
    if (nth % lotsALogin === 0) {
      auth = { authorization: `Bearer ${await logIn(port, (one % 10) + 1)}` };
      sent++;
    }
    const code = lotCode(nth);
    const weight = { lot_type: "RAW", weight_kg: 10 + ((nth * 37) % 900) / 10 + 0.05 };
    const lot = { lot_code: code, ...weight, ...(nth % 2 === 0 ? {} : { temperature_c: 3.5 }) };
    const made = await post("/api/v1/lots", lot);
    const { id } = JSON.parse(made);
    for (const [place, decision] of (["HOLD", "PASS"] as const).entries())
      await post("/api/v1/qc-decisions", { lot_id: id, gate_id: ((nth + place) % 7) + 1, decision });
    done.push(code);
    const older = done.at(-1 - mostOpen);
    const looks = older === undefined ? 0 : 1;
    if (older !== undefined) await ask(port, { method: "GET", path: `/api/v1/traceability/${older}`, headers: auth });
    sent += 3 + looks;
  }
  return sent;
}

/** As a scenario's `{{unique 'LOT-'}}` makes them. */
function lotCode(nth: number): string {
  return `LOT-${randomBytes(7).toString("hex").slice(0, 13)}-${nth.toString(36)}`;
}

const lotsALogin = 20;
/** A lot is looked at when so many more were made: its decisions have long reached both systems. */
const mostOpen = 8;

export async function logIn(port: string, operator: number): Promise<string> {
  const json = { email: `operator${operator}@factory.local`, password: practicePassword };
  return JSON.parse(await ask(port, { method: "POST", path: "/api/login", headers: {}, json })).access_token;
}

type Asked = { method: string; path: string; headers: Record<string, string>; json?: unknown };
const agent = new http.Agent({ keepAlive: true });

function ask(port: string, { method, path, headers, json }: Asked): Promise<string> {
  const body = json === undefined ? undefined : JSON.stringify(json);
  const given = { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) };
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port, method, path, headers: given, agent }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => resolve(text));
      answer.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}
