import type { DisplayReport, OwnDisplay } from "../core/display.ts";
import type { WallView } from "../core/wall-view.ts";
import { refusalKind } from "./wall-stream.ts";

/** What a display asks of the server besides its stream. No answer within a few seconds is none. */

const patienceMs = 5_000;
/** How long a code is good, where the server's clock cannot be read from its answer. */
const usualLifeMs = 10 * 60_000;

/** `endsAtMs`: by the display's steady clock; its clock of the day may be wrong. */
export type PairingCode = { letters: string; endsAtMs: number; lifeMs: number };

type TroubleAnswer = { is: "trouble"; status: number };
export type WallAnswer =
  | { is: "wall"; display: OwnDisplay; view: WallView }
  | { is: "refused"; kind: string }
  | TroubleAnswer;

/** Whether this display is paired, and what it shows. */
export async function askForWall(): Promise<WallAnswer> {
  const answer = await ask("/api/v1/wall");
  if (answer === null) return { is: "trouble", status: 0 };
  const body: unknown = await answer.json().catch(() => null);
  if (answer.status === 401) return { is: "refused", kind: refusalKind(body) };
  if (!answer.ok || body === null) return { is: "trouble", status: answer.status };
  const { view, ...display } = body as OwnDisplay & { view: WallView };
  return { is: "wall", display, view };
}

export async function askForCode(): Promise<{ is: "code"; code: PairingCode } | TroubleAnswer> {
  const answer = await ask("/api/v1/wall/code", { method: "POST" });
  const body: unknown = await answer?.json().catch(() => null);
  if (!answer?.ok || body === null) return { is: "trouble", status: answer?.status ?? 0 };
  const { code, expiresAt } = body as { code: string; expiresAt: number | string };
  const lifeMs = lifeOf(new Date(expiresAt).getTime(), answer.headers.get("date"));
  return { is: "code", code: { letters: code, lifeMs, endsAtMs: performance.now() + lifeMs } };
}

/** By the server's clock at both ends. */
function lifeOf(expiresAt: number, serverDate: string | null): number {
  const lifeMs = expiresAt - Date.parse(serverDate ?? "");
  return Number.isFinite(lifeMs) && lifeMs > 0 ? Math.min(lifeMs, usualLifeMs) : usualLifeMs;
}

/** Whether it arrives is for the console to see: a display that is not heard is silent there. */
export async function sendReport(report: DisplayReport): Promise<void> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(report) };
  await ask("/api/v1/wall/reports", init);
}

async function ask(url: string, init: RequestInit = {}): Promise<Response | null> {
  return fetch(url, { ...init, cache: "no-store", signal: AbortSignal.timeout(patienceMs) }).catch(() => null);
}
