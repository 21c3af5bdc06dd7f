"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { DisplayReport, DisplayView } from "#lib/displays/core/display.ts";
import { agoText, boardWords, displayState } from "#lib/displays/core/display-state.ts";
import { displaysQuery, revokeDisplay, showDisplayName } from "#lib/displays/query.ts";
import { clock } from "#lib/load/core/say.ts";
import { Mark } from "../ui/mark.tsx";
import { Problem } from "../ui/problem.tsx";
import { siteTime } from "../ui/site-time.ts";
import { ChangeDisplay } from "./change-display.tsx";
import styles from "./displays.module.css";
import type { May } from "./displays-page.tsx";

type Props = { pilot: string; display: DisplayView; now: number; timeZone: string; may: May; onClose(): void };

/** What one screen says of itself, and what may be done with it. */
export function DisplayDetail({ pilot, display, now, timeZone, may, onClose }: Props) {
  const { number, name, place, report } = display;
  return (
    <section className="section" aria-labelledby="display">
      <h2 id="display" className="wrap">
        D{number} {name}, {place}
      </h2>
      <div className={styles["detail"]}>
        <Picture display={display} now={now} />
        <dl className={styles["facts"]}>
          <Fact word="Last heard">{heardText(display, timeZone)}</Fact>
          <Fact word="Paired">
            {siteTime(new Date(display.pairedAt), timeZone)} by {display.pairedBy}
          </Fact>
          <Fact word="Up since">{report === null ? "–" : siteTime(new Date(report.upSince), timeZone)}</Fact>
          <Fact word="Memory">{memoryText(report)}</Fact>
          <Fact word="Language">{display.language === "de" ? "Deutsch" : "English"}</Fact>
          <Fact word="Sound">{display.sound ? "a tone at NO-GO and at STALE" : "off"}</Fact>
          <Fact word="May">read this pilot's wall; nothing else</Fact>
        </dl>
      </div>
      <Acts {...{ pilot, display, may, onClose }} />
    </section>
  );
}

function Fact({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd className="wrap">{children}</dd>
    </div>
  );
}

function heardText({ lastSeenAt, lastAddress }: DisplayView, timeZone: string): string {
  if (lastSeenAt === null) return "not yet";
  return `${siteTime(new Date(lastSeenAt), timeZone)}${lastAddress === null ? "" : `, from ${lastAddress}`}`;
}

function memoryText(report: DisplayReport | null): string {
  if (report === null) return "–";
  if (report.heapBytes === null) return "its browser does not tell";
  return `${Math.round(report.heapBytes / 1_048_576)} MB of scripts`;
}

/** What the screen shows, by its own last word. */
function Picture({ display, now }: { display: DisplayView; now: number }) {
  const { report } = display;
  const state = displayState(display, now);
  if (report === null || state === "NOT SEEN YET")
    return <p className={styles["picture"]}>It has not said anything yet.</p>;
  const board = boardWords[report.board];
  if (state !== "LIVE" && state !== "OLD VERSION")
    return (
      <p className={`${styles["picture"]} ${styles["stale"]}`}>
        <span className={styles["said"]}>
          <Mark name="stale" /> {state === "SILENT" ? "SILENT" : "STALE"} {clock(silentMs(display, now) / 1000)}
        </span>
        <span>was {report.overall}</span>
      </p>
    );
  return (
    <p className={styles["picture"]}>
      <span className={styles["said"]}>{report.overall}</span>
      <span>
        board {board.letter}, {board.word.toLowerCase()}
      </span>
    </p>
  );
}

function silentMs({ report, lastSeenAt }: DisplayView, now: number): number {
  return Math.max(0, now - (report?.staleSince ?? lastSeenAt ?? now));
}

type ActsProps = Pick<Props, "pilot" | "display" | "may" | "onClose">;

function Acts({ pilot, display, may, onClose }: ActsProps) {
  const client = useQueryClient();
  const [isChanging, change] = useState(false);
  const asked = { onSettled: () => client.invalidateQueries({ queryKey: displaysQuery(pilot).queryKey }) };
  const showing = useMutation({ ...asked, mutationFn: () => showDisplayName(pilot, display.id) });
  const revoking = useMutation({
    ...asked,
    mutationFn: () => revokeDisplay(pilot, display.id),
    onSuccess: onClose,
  });
  const error = revoking.error ?? showing.error;
  if (!may.revoke) return null;
  return (
    <>
      <p className={styles["acts"]}>
        {may.pair ? (
          <>
            <button type="button" className="button" disabled={isChanging} onClick={() => change(true)}>
              Change name or boards
            </button>
            <button type="button" className="button" disabled={showing.isPending} onClick={() => showing.mutate()}>
              Show its name on it
            </button>
          </>
        ) : null}
        {showing.isSuccess ? <span role="status">It shows its name for {agoText(30_000)}.</span> : null}
        <span className={styles["end"]}>
          <span className="second small">dark within 5 s</span>
          <button type="button" className="button act" disabled={revoking.isPending} onClick={() => revoking.mutate()}>
            {revoking.isPending ? "Revoking …" : `Revoke D${display.number}`}
          </button>
        </span>
      </p>
      {error === null ? null : <Problem error={error} />}
      {isChanging ? <ChangeDisplay pilot={pilot} display={display} onClose={() => change(false)} /> : null}
    </>
  );
}
