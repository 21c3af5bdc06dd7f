import { randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import { seal } from "../lib/training/browser/seal.ts";
import type { ArrivalAnswer, KioskView } from "../lib/training/core/kiosk-view.ts";
import { type Person, pilot, post, read } from "./pre-launch-people.ts";

/** What a session needs before a tablet is handed round: a module, operators, what they did. */

const base = `/pilots/${pilot}/training`;
const gates = ["Register a lot", "Put a lot on hold", "Trace a lot"];
export const pinOf = (at: number) => `48${at}2${(at + 3) % 10}7`;

export type TestOperator = { id: string; name: string; badge: string };

export async function aModule(who: Pick<Person, "page">): Promise<{ id: string; steps: string[] }> {
  const { module } = await post<{ module: { id: string; version: { steps: { id: string }[] } } }>(
    who,
    `${base}/modules`,
    {
      ...{ code: "M3", name: { en: "QC gates", de: "QC-Tore" }, minutes: 120, validForDays: null },
      steps: gates.map((shows) => ({ shows: { en: shows, de: `${shows} (deutsch)` } })),
      statement: {
        en: "I took a lot through all seven QC gates on my own, and put one on hold.",
        de: "Ich habe eine Charge allein durch alle sieben QC-Tore gebracht und eine gesperrt.",
      },
    },
  );
  return { id: module.id, steps: module.version.steps.map(({ id }) => id) };
}

export async function operatorsOf(who: Person, names: readonly string[]): Promise<TestOperator[]> {
  const made: TestOperator[] = [];
  for (const [at, name] of names.entries()) {
    const body = { badge: `0${212 + at}`, name, language: at === 1 ? "de" : "en" };
    made.push((await post<{ operator: TestOperator }>(who, `${base}/operators`, body)).operator);
  }
  return made;
}

type Asked = { module: { id: string; steps: string[] }; operators: readonly TestOperator[] };

/** Opened, everybody there, every step alone. Answers its number. */
export async function aSession(who: Person, { module, operators }: Asked): Promise<number> {
  const [from, to] = [Date.now(), Date.now() + 7_200_000].map((at) => new Date(at).toISOString());
  const times = { plannedFrom: from, plannedTo: to };
  const ids = operators.map(({ id }) => id);
  const plan = { moduleId: module.id, place: "Hall 3", ...times, operators: ids };
  const { session } = await post<{ session: number }>(who, `${base}/sessions`, plan);
  await post(who, `${base}/sessions/${session}/opening`);
  const acts = [
    { do: "attended", is: "present", minutes: null },
    ...module.steps.map((step) => ({ do: "outcome", step, outcome: "alone" })),
  ];
  const marks = ids.flatMap((operatorId) => acts.map((act) => ({ id: randomUUID(), operatorId, act })));
  await post(who, `${base}/sessions/${session}/marks`, { marks });
  return session;
}

/** The trainer's browser becomes the tablet. */
export async function handOut(page: Page, session: number): Promise<void> {
  await post({ page }, `${base}/sessions/${session}/kiosks`);
  await page.goto(new URL("/kiosk", page.url()).href);
}

/** PINs as if set at the tablet earlier. */
export async function setPins(page: Page, operators: readonly TestOperator[]): Promise<ArrivalAnswer[]> {
  const { sealing } = await read<KioskView>({ page }, "/kiosk");
  const arrivals = operators.map(async ({ id: operatorId }, at) => {
    const head = { kind: "pin-set", id: randomUUID(), operatorId } as const;
    const sealed = await seal(sealing, head, { pin: pinOf(at) });
    return { ...head, language: "en", sealedAt: Date.now(), wasOffline: false, sealed };
  });
  const body = { arrivals: await Promise.all(arrivals) };
  return (await post<{ answers: ArrivalAnswer[] }>({ page }, "/kiosk/arrivals", body)).answers;
}

/** The trainer changes what the operator did, at the desk. */
export async function markHelped(
  who: Person,
  session: number,
  { operatorId, step }: Record<"operatorId" | "step", string>,
) {
  const act = { do: "outcome", step, outcome: "helped" };
  await post(who, `${base}/sessions/${session}/marks`, { marks: [{ id: randomUUID(), operatorId, act }] });
}
