"use client";

import { launchClock } from "#lib/pilots/core/launch-clock.ts";
import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { momentText, zoneWord } from "#lib/pilots/core/place-text.ts";
import styles from "./rail.module.css";
import { useServerNow } from "./use-server-now.ts";

type Props = { window: NonNullable<PilotFacts["window"]>; timeZone: string };

/** L-minus to the go-live window, L-plus from its beginning, by the server's clock. */
export function RailClock({ window, timeZone }: Props) {
  const nowMs = useServerNow(250);
  const span = { fromMs: Date.parse(window.from), toMs: Date.parse(window.to) };
  const clock = nowMs === null ? null : launchClock(span, nowMs);
  const at = (ms: number) => `${momentText(ms, timeZone, 0).replace(/ \d{4} /, " ")} ${zoneWord(ms, timeZone)}`;
  const says = clock?.phase === "over" ? `window ended ${at(span.toMs)}` : `to ${at(span.fromMs)}`;
  return (
    <section>
      <strong className={styles["clock"]} aria-hidden="true" suppressHydrationWarning>
        {clock?.text ?? "L"}
      </strong>
      <span className="visually-hidden">{clock?.spoken ?? "The clock to the go-live window is connecting"}</span>
      <span className="small">{clock?.phase === "open" ? `window until ${at(span.toMs)}` : says}</span>
    </section>
  );
}
