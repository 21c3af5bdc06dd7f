import { heard, lookMs } from "#lib/displays/browser/wall-device.ts";
import { firstKnown, type WallKnown, wallNow, withNewConnection } from "#lib/displays/browser/wall-state.ts";
import { WallStream } from "#lib/displays/browser/wall-stream.ts";
import type { OwnDisplay } from "#lib/displays/core/display.ts";
import type { Moment } from "#lib/displays/core/wall-clock.ts";
import type { WallView } from "#lib/displays/core/wall-view.ts";

/** Screens on walls without their pictures: the wall's own stream, its pauses and its judgement of what is live, over real HTTP. Times are ms
 *  of this process's steady clock. */
export type WallEnd = {
  known(): WallKnown;
  /** Since when a connection has said all that is shown, and it is live; null before, and after `watchAnew`. */
  liveAtMs(): number | null;
  /** When it asked for its stream, since `watchAnew`. */
  triedAtMs(): readonly number[];
  watchAnew(): void;
  close(): void;
};

type Place = { url: string; headers: Readonly<Record<string, string>> };

/** Paired screens; each looks at its clock by a timer of its own, begun at another moment. One asks for its wall as its page does, all begin
 *  with that: what a stream says at once is in its place before any of them is live. */
export async function wallEnds(url: string, screens: readonly Place["headers"][]): Promise<WallEnd[]> {
  const answer = await fetch(`${url}/api/v1/wall`, { headers: screens[0] ?? {} });
  if (!answer.ok) throw new Error(`a screen was refused: ${answer.status} ${await answer.text()}`);
  const { view, ...display } = (await answer.json()) as OwnDisplay & { view: WallView };
  const begun = firstKnown(display, view, moment());
  return screens.map((headers) => following({ url, headers }, begun));
}

function following({ url, headers }: Place, first: WallKnown): WallEnd {
  let [known, liveAtMs, triedAtMs] = [first, null as number | null, [] as number[]];
  // What the last connection said may still come.
  let isAnew = true;
  const hear = (event: string, data: string, isFirst: boolean) => {
    const before = isFirst ? withNewConnection(known) : known;
    const next = heard(before, event, data);
    if (next === null) stream.renew();
    known = next ?? before;
    isAnew ||= isFirst;
    if (isAnew && known.hasView && known.beatMs !== null && isLive(known)) liveAtMs ??= performance.now();
  };
  const stream = new WallStream({
    url: `${url}/api/v1/wall/feed`,
    hears: { message: hear, refused: (kind) => console.error(`a screen was refused: ${kind}`) },
    fetch: (input, init) => {
      triedAtMs.push(performance.now());
      return fetch(input, { ...init, headers });
    },
    now: () => performance.now(),
    random: Math.random,
  });
  const stop = ticking(() => stream.tick());
  return {
    known: () => known,
    liveAtMs: () => liveAtMs,
    triedAtMs: () => triedAtMs,
    watchAnew: () => {
      [liveAtMs, triedAtMs, isAnew] = [null, [], false];
    },
    close: () => {
      stop();
      stream.close();
    },
  };
}

function ticking(tick: () => void): () => void {
  let timer = setTimeout(() => {
    timer = setInterval(tick, lookMs);
  }, Math.random() * lookMs);
  return () => clearInterval(timer);
}

function isLive(known: WallKnown): boolean {
  return wallNow(known, moment()).phase === "live";
}

function moment(): Moment {
  return { steadyMs: performance.now(), dayMs: Date.now() };
}
