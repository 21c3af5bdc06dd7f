import { ApiProblem, fetchJson, problemOf } from "../../platform/browser/fetch-json.ts";
import type { Arrival, ArrivalAnswer, KioskView } from "../core/kiosk-view.ts";

/** What a tablet asks of the server. `closed`: it is no kiosk any more; `silent`: no answer, or none that helps. */
export type Heard<T> = { kind: "heard"; said: T } | { kind: "closed" } | { kind: "silent" };

const askPatienceMs = 3_000;
/** A PIN is hashed slowly on purpose, and several may be in one sending. */
const sendPatienceMs = 20_000;

/** `view`: null where the one that has `mark` still holds. `now`: the server's time. */
export type Seen = { view: KioskView | null; mark: string | null; now: number };

export async function askView(mark: string | null): Promise<Heard<Seen>> {
  const headers = mark === null ? {} : { "if-none-match": mark };
  const signal = AbortSignal.timeout(askPatienceMs);
  const answer = await fetch("/api/v1/kiosk", { cache: "no-store", headers, signal }).catch(() => null);
  if (answer === null) return { kind: "silent" };
  if (answer.status === 304) return { kind: "heard", said: { view: null, mark, now: nowOf(answer) } };
  // A connection may break in the middle of an answer.
  const body: unknown = await answer.json().catch(() => null);
  if (body === null) return { kind: "silent" };
  if (!answer.ok) return { kind: problemOf(answer.status, body).kind === "kiosk-closed" ? "closed" : "silent" };
  return { kind: "heard", said: { view: body as KioskView, mark: answer.headers.get("etag"), now: nowOf(answer) } };
}

function nowOf(answer: Response): number {
  return Number(answer.headers.get("x-gantry-now"));
}

export function sendArrivals(arrivals: readonly Arrival[]): Promise<Heard<{ answers: readonly ArrivalAnswer[] }>> {
  const signal = AbortSignal.timeout(sendPatienceMs);
  return heard(fetchJson("/api/v1/kiosk/arrivals", { ...asJson({ arrivals }), signal }));
}

type ExitRefusal = "wrong" | "waits" | "not-allowed" | "no-answer";
export type Left = { ok: true; address: string } | { ok: false; refusal: ExitRefusal };

/** Ends the kiosk; with it this browser is signed in. Without an address: whoever opened the kiosk. */
export async function exitKiosk(body: { email?: string; password: string }): Promise<Left> {
  const signal = AbortSignal.timeout(sendPatienceMs);
  try {
    return { ok: true, ...(await fetchJson<{ address: string }>("/api/v1/kiosk/exit", { ...asJson(body), signal })) };
  } catch (error) {
    const kind = error instanceof ApiProblem ? error.kind : "";
    return { ok: false, refusal: refusedBy[kind] ?? "no-answer" };
  }
}

const refusedBy: Readonly<Record<string, ExitRefusal>> = {
  "wrong-credentials": "wrong",
  "input-invalid": "wrong",
  "sign-in-waits": "waits",
  "account-disabled": "not-allowed",
  "kiosk-exit-role": "not-allowed",
};

function asJson(body: object): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

async function heard<T>(asked: Promise<T>): Promise<Heard<T>> {
  try {
    return { kind: "heard", said: await asked };
  } catch (error) {
    const isClosed = error instanceof ApiProblem && error.kind === "kiosk-closed";
    return { kind: isClosed ? "closed" : "silent" };
  }
}
