import { admin } from "./whole-gantry.ts";

/** What a soak asks of Gantry, over HTTP as a signed-in person. Asked again while nobody answers: the web process may be the one that
 *  was killed. */

export type Point = { second: number };
export type Run = {
  state: string;
  outcome: string | null;
  startedAt: string | null;
  endedAt: string | null;
  endedSentence: string | null;
  summary: { seconds: number };
};
export type Template = {
  key: string;
  name: string;
  team: string;
  kind: string;
  passes: number;
  only: object | null;
  files: object[];
  text: string;
  profile: object;
  objectives: object;
};
type System = { id: string; role: string };
export type Api = Awaited<ReturnType<typeof signIn>>;

const patienceMs = 60_000;

export async function signIn(url: string) {
  const cookies = await signedIn(url);
  const ask = async (path: string, body?: object): Promise<Response> => {
    const answer = await patiently(`${url}${path}`, {
      headers: { cookie: cookies, origin: url, "content-type": "application/json" },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const get = async <T>(path: string, body?: object): Promise<T> => JSON.parse(await (await ask(path, body)).text());
  const pilot = "/api/v1/pilots/practice";
  const templates = () => get<{ templates: Template[] }>(`${pilot}/scenarios`).then((known) => known.templates);
  const newSystem = async () => {
    const { systems } = await get<{ systems: System[] }>(`${pilot}/systems`);
    const system = systems.find(({ role }) => role === "new");
    if (system === undefined) throw new Error("there is no practice pilot");
    return system.id;
  };
  return {
    /** As a browser sends them. */
    cookies,
    templates,
    /** Starts what a template holds at the practice plant, as one click on the page does; answers its number. */
    async startTemplate(template: Template): Promise<number> {
      const { name, kind, passes, only, files, profile, objectives, text } = template;
      const inputs = { name, kind, passes, only, files, profile, objectives, scenarioText: text };
      return (await get<{ number: number }>(`${pilot}/runs`, { ...inputs, systemId: await newSystem() })).number;
    },
    /** A run's report, as it is saved from the page. */
    reportOf: async (number: number, format: string) =>
      Buffer.from(await (await ask(`${pilot}/runs/${number}/report/${format}`)).arrayBuffer()),
    /** Starts a practice run of so many seconds at 50 requests a second; answers its number. */
    async startRun(name: string, seconds: number): Promise<number> {
      const template = (await templates()).find(({ key }) => key === "flowviz-operators");
      if (template === undefined) throw new Error("there is no such template");
      const stages = [{ from: 50, to: 50, seconds }];
      const profile = { model: "open", stages, maxUsers: 50, startLimitMs: 5_000 };
      const { text, objectives } = template;
      const run = { name, scenarioText: text, systemId: await newSystem(), profile, objectives };
      return (await get<{ number: number }>(`${pilot}/runs`, run)).number;
    },
    runOf: (number: number) => get<Run>(`${pilot}/runs/${number}`),
    /** Every stored second with all its figures. */
    secondsOf: (number: number) =>
      get<{ points: Point[] }>(`${pilot}/runs/${number}/seconds`).then(({ points }) => points),
    pageOf: async (number: number) => (await ask(`/practice/runs/${number}`)).text(),
    /** Seconds since runner and keeper were last heard of; null when the web process or its database do not answer. */
    agesNow: async (): Promise<{ runner: number | null; keeper: number | null } | null> => {
      const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
      return answer?.ok ? JSON.parse(await answer.text()).ageSeconds : null;
    },
  };
}

async function signedIn(url: string): Promise<string> {
  const given = await patiently(`${url}/api/auth/csrf`, {});
  const { csrfToken } = JSON.parse(await given.text());
  const answer = await patiently(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { cookie: cookiesOf(given), origin: url, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, ...admin, json: "true" }).toString(),
  });
  const cookies = cookiesOf(answer);
  if (!cookies.includes("gantry-session=")) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
  return cookies;
}

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");

/** An answer of the server itself, when it can be had within a minute. */
async function patiently(address: string, init: RequestInit): Promise<Response> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const answer = await fetch(address, { ...init, signal: AbortSignal.timeout(10_000) }).catch(() => null);
    if (answer !== null && answer.status < 500) return answer;
    if (performance.now() > end) throw new Error(`${address} did not answer: ${answer?.status ?? "nobody there"}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
