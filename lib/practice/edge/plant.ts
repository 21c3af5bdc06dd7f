import type { FaultName } from "../core/faults.ts";
import type { Figures, PlantState } from "../core/plant.ts";
import { PlantAnswer } from "../input.ts";

/** The practice plant's own door: it listens on this machine only, and says itself what is on. */

/** Why there is no answer goes on where "practice-new at http://… " ends. */
export type Heard = { ok: true; state: PlantState } | { ok: false; why: string };

/** It answers from memory: more is a plant that hangs. */
const patienceMs = 2_000;

export function readPlant(address: string): Promise<Heard> {
  return ask(address, "state", { method: "GET" });
}

/** Switched on again it begins again. `by`: who, kept by the plant. */
export function switchOnAt(
  address: string,
  { fault, figures, by }: { fault: FaultName; figures: Figures; by: string },
): Promise<Heard> {
  const headers = { "content-type": "application/json", "x-switched-by": encodeURIComponent(by) };
  return ask(address, fault, { method: "PUT", headers, body: JSON.stringify(figures) });
}

export function switchOffAt(address: string, fault: FaultName): Promise<Heard> {
  return ask(address, fault, { method: "DELETE" });
}

async function ask(address: string, path: string, init: RequestInit): Promise<Heard> {
  // The plant is a child on this machine; whatever else a row may say is never asked.
  if (new URL(address).hostname !== "127.0.0.1") return { ok: false, why: "is not on this machine" };
  try {
    const headers = { ...init.headers, connection: "close" };
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(`${address}/faults/${path}`, { ...init, headers, signal, redirect: "error" });
    const state = PlantAnswer.safeParse(await answer.json());
    return state.success ? { ok: true, state: state.data } : { ok: false, why: "answers, but not as the plant does" };
  } catch (error) {
    return { ok: false, why: whyNot(error) };
  }
}

function whyNot(error: unknown): string {
  if (error instanceof SyntaxError) return "answers, but not as the plant does";
  const isSlow = error instanceof DOMException && error.name === "TimeoutError";
  return isSlow ? `has not answered within ${patienceMs / 1000} seconds` : "does not answer";
}
