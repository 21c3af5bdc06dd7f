import type { RunSample } from "../../load/core/run-view.ts";
import type { DisplayReport, OwnDisplay } from "../core/display.ts";
import { withSecond } from "../core/live-vitals.ts";
import type { Moment } from "../core/wall-clock.ts";
import type { WallView } from "../core/wall-view.ts";
import { askForCode, askForWall, type PairingCode, sendReport, type WallAnswer } from "./ask-wall.ts";
import {
  beatOf,
  firstKnown,
  type WallKnown,
  type WallNow,
  wallNow,
  withBeat,
  withNewConnection,
  withView,
} from "./wall-state.ts";
import { WallStream } from "./wall-stream.ts";

/** One display: asks for a code until somebody pairs it, then follows its pilot until it is taken back. */

export const lookMs = 250;
const askMs = 3_000;
const reportMs = 5_000;
/** A timer this late: the display slept, and what lies in its sockets is as old as that. */
const sleptMs = 3_000;

export type WallScreen =
  | { is: "asking"; trouble: Trouble | null }
  | { is: "pairing"; code: PairingCode | null; trouble: Trouble | null }
  | { is: "revoked"; trouble: Trouble | null }
  | { is: "wall"; known: WallKnown };

/** Why nothing goes on: 0 is no answer at all, else the server's status. */
export type Trouble = { status: number };

type Shown = Pick<DisplayReport, "board" | "overall">;

/** What to draw, and the moment it is drawn for. */
export type WallPicture = { screen: WallScreen; at: Moment };

/** How often it is drawn anew when nothing but the time has changed. */
const redrawMs = 450;

export class WallDevice {
  #picture: WallPicture = { screen: { is: "asking", trouble: null }, at: moment() };
  #stream: WallStream | null = null;
  #listeners = new Set<() => void>();
  #lookedAt: Moment = moment();
  #nextAskMs = 0;
  #isAsking = false;
  #reportedMs = Number.NEGATIVE_INFINITY;
  #reported = "";
  #shown: Shown | null = null;
  readonly #version: string;

  constructor(version: string) {
    this.#version = version;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): WallPicture => this.#picture;

  get #screen(): WallScreen {
    return this.#picture.screen;
  }

  /** Goes on until the answered function is called. */
  start(): () => void {
    const events = new AbortController();
    const { signal } = events;
    const timer = setInterval(this.look, lookMs);
    for (const name of ["visibilitychange", "resume"]) document.addEventListener(name, this.look, { signal });
    for (const name of ["pageshow", "focus", "online"]) window.addEventListener(name, this.look, { signal });
    this.look();
    return () => {
      events.abort();
      clearInterval(timer);
      this.#stream?.close();
      this.#stream = null;
    };
  }

  /** What the board says of itself, for the next report. */
  shows(shown: Shown): void {
    this.#shown = shown;
  }

  /** After a display was taken back: somebody wants it again. */
  pairAgain = (): void => {
    this.#set({ is: "pairing", code: null, trouble: null });
    this.#nextAskMs = 0;
    this.look();
  };

  look = (): void => {
    const at = moment();
    const passed = Math.max(at.steadyMs - this.#lookedAt.steadyMs, at.dayMs - this.#lookedAt.dayMs);
    this.#lookedAt = at;
    if (passed > sleptMs) this.#stream?.renew();
    if (this.#screen.is === "wall") this.#report(at);
    else if (this.#screen.is !== "revoked" && at.steadyMs >= this.#nextAskMs) void this.#ask(at);
    this.#stream?.tick();
    if (isOld(this.#picture, at)) this.#set(this.#screen);
  };

  async #ask(at: Moment): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#nextAskMs = at.steadyMs + askMs;
    try {
      await this.#answered(await askForWall());
    } finally {
      this.#isAsking = false;
    }
  }

  async #answered(answer: WallAnswer): Promise<void> {
    if (answer.is === "wall") this.#begin(answer.display, answer.view);
    else if (answer.is === "trouble") this.#trouble(answer.status);
    else if (answer.kind === "display-revoked" && this.#screen.is !== "pairing") this.#end(answer.kind);
    else await this.#pair();
  }

  /** Not paired: shows a code, a new one when the last has ended. */
  async #pair(): Promise<void> {
    const code = this.#screen.is === "pairing" ? this.#screen.code : null;
    const left = code === null ? 0 : code.endsAtMs - performance.now();
    if (left > 0) return this.#set({ is: "pairing", code, trouble: null });
    const answer = await askForCode();
    if (answer.is === "code") this.#set({ is: "pairing", code: answer.code, trouble: null });
    else this.#set({ is: "pairing", code: null, trouble: { status: answer.status } });
  }

  #trouble(status: number): void {
    const screen = this.#screen;
    if (screen.is !== "wall") this.#set({ ...screen, trouble: { status } });
  }

  #begin(display: OwnDisplay, view: WallView): void {
    this.#set({ is: "wall", known: firstKnown(display, view, moment()) });
    this.#stream = new WallStream({
      url: "/api/v1/wall/feed",
      hears: { message: (...said) => this.#hear(...said), refused: (kind) => this.#end(kind) },
      fetch: window.fetch.bind(window),
      now: () => performance.now(),
      random: Math.random,
    });
    this.#stream.tick();
  }

  /** Taken back, or unknown to the server: nothing of the pilot stays on the screen. */
  #end(kind: string): void {
    this.#stream?.close();
    this.#stream = null;
    this.#nextAskMs = 0;
    this.#set(kind === "display-revoked" ? { is: "revoked", trouble: null } : { is: "asking", trouble: null });
  }

  #hear(event: string, data: string, isFirst: boolean): void {
    if (this.#screen.is !== "wall") return;
    const known = isFirst ? withNewConnection(this.#screen.known) : this.#screen.known;
    const next = heard(known, event, data);
    // Older than it may be: another connection tells what time it is.
    if (next === null) this.#stream?.renew();
    this.#set({ is: "wall", known: next ?? known });
  }

  #report({ steadyMs, dayMs }: Moment): void {
    if (this.#screen.is !== "wall" || this.#shown === null) return;
    const { known } = this.#screen;
    const now = wallNow(known, { steadyMs, dayMs });
    const report = reportOf(this.#shown, now, { version: this.#version, upSince: known.upSinceMs ?? now.now });
    const said = [report.board, report.phase, report.overall, report.width, report.height].join(" ");
    if (said === this.#reported && steadyMs - this.#reportedMs < reportMs) return;
    this.#reported = said;
    this.#reportedMs = steadyMs;
    void sendReport(report);
  }

  #set(screen: WallScreen): void {
    this.#picture = { screen, at: moment() };
    for (const listener of this.#listeners) listener();
  }
}

/** A picture depends on the time alone too. */
function isOld({ screen, at: drawnAt }: WallPicture, at: Moment): boolean {
  if (Math.abs(at.steadyMs - drawnAt.steadyMs) >= redrawMs) return true;
  return screen.is === "wall" && wallNow(screen.known, at).phase !== wallNow(screen.known, drawnAt).phase;
}

/** What the display knows after a message; null: it is not to be believed. */
export function heard(known: WallKnown, event: string, data: string): WallKnown | null {
  if (event === "beat") return withBeat(known, beatOf(data), moment());
  if (event === "wall") return withView(known, JSON.parse(data) as WallView);
  if (event === "sample") return { ...known, view: withSecond(known.view, JSON.parse(data) as RunSample) };
  if (event === "display") return { ...known, display: JSON.parse(data) as OwnDisplay };
  return known;
}

type Page = Pick<DisplayReport, "version" | "upSince">;

function reportOf(shown: Shown, now: WallNow, page: Page): DisplayReport {
  const { usedJSHeapSize } = Object((performance as { memory?: object }).memory);
  return {
    ...shown,
    version: page.version,
    phase: now.phase,
    staleSince: now.staleSince === null ? null : Math.round(now.staleSince),
    upSince: Math.round(page.upSince),
    width: window.innerWidth,
    height: window.innerHeight,
    heapBytes: typeof usedJSHeapSize === "number" ? usedJSHeapSize : null,
  };
}

function moment(): Moment {
  return { steadyMs: performance.now(), dayMs: Date.now() };
}
