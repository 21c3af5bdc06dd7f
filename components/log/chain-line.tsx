"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { count } from "#lib/load/core/say.ts";
import type { Verification } from "#lib/log/core/log-view.ts";
import { verificationQuery, verifyChain } from "#lib/log/query.ts";
import { LiveRegion } from "../ui/live-region.tsx";
import { Mark, type MarkName } from "../ui/mark.tsx";
import { Problem } from "../ui/problem.tsx";
import { siteTime } from "../ui/site-time.ts";
import { useKeys } from "../ui/use-keys.ts";
import styles from "./log.module.css";

type Verified = { verification: Verification };
type Props = { pilot: string; first: Verified; total: number; timeZone: string };

/** Whether the log is whole, as the last walk found it, and the way to walk it again. */
export function ChainLine({ pilot, first, total, timeZone }: Props) {
  const client = useQueryClient();
  const asked = verificationQuery(pilot);
  const { data = first } = useQuery({ ...asked, initialData: first });
  const walk = useMutation({
    mutationFn: () => verifyChain(pilot),
    onSuccess: (verified) => client.setQueryData(asked.queryKey, verified),
  });
  const { verification } = data;
  const isWalking = walk.isPending || verification.state === "running";
  const verify = () => {
    if (!isWalking) walk.mutate();
  };
  useKeys({ v: verify });
  const { mark, title, text } = saidOf(isWalking ? walking(verification) : verification, { total, timeZone });
  const isBroken = verification.state === "broken" && !isWalking;
  return (
    <section className={styles["chain"]} aria-label="Chain">
      <p className={isBroken ? styles["broken"] : styles["state"]}>
        <Mark name={mark} /> {title}
      </p>
      <div className={styles["walk"]}>
        {text.map((line) => (
          <p key={line} className="wrap">
            {line}
          </p>
        ))}
        {isWalking && verification.state === "running" ? (
          <progress value={verification.walked} max={Math.max(1, verification.of)} aria-label="Entries walked" />
        ) : null}
        {walk.error === null ? null : <Problem error={walk.error} />}
      </div>
      <button type="button" className="button" onClick={verify} aria-disabled={isWalking}>
        Verify chain <span className="key">v</span>
      </button>
      <LiveRegion says={isBroken ? "" : title} alarm={isBroken ? `${title}: ${text[0] ?? ""}` : ""} />
    </section>
  );
}

/** Asked for, and not heard of yet. */
function walking(verification: Verification): Verification | "asked" {
  return verification.state === "running" ? verification : "asked";
}

type Said = { mark: MarkName; title: string; text: string[] };
type Place = { total: number; timeZone: string };

function saidOf(verification: Verification | "asked", { total, timeZone }: Place): Said {
  const entries = (n: number) => `${count(n)} ${n === 1 ? "entry" : "entries"}`;
  const at = (iso: string) => siteTime(new Date(iso), timeZone);
  if (verification === "asked")
    return { mark: "running", title: "Walking the chain", text: [`${entries(total)} so far`] };
  switch (verification.state) {
    case "none":
      return {
        mark: "not-polled",
        title: "Chain not walked",
        text: [
          `${entries(total)}; each holds the hash of the one before. Nobody has had them walked since Gantry started.`,
        ],
      };
    case "running": {
      const { walked, of, by, since } = verification;
      return {
        mark: "running",
        title: "Walking the chain",
        text: [`${count(walked)} of ${entries(of)}; asked for by ${by}, ${at(since)}`],
      };
    }
    case "intact":
      return { mark: "go", title: "Chain intact", text: intactText(verification, { entries, at }) };
    case "broken":
      return {
        mark: "no-go",
        title: "Chain broken",
        text: [
          verification.sentence,
          `${entries(verification.entries)} before it follow on one another; walked ${at(verification.at)}`,
        ],
      };
    case "broke-off":
      return {
        mark: "inconclusive",
        title: "The walk broke off",
        text: [`Something broke on our side at ${at(verification.at)}; it says nothing about the log. Try again.`],
      };
  }
}

type Words = { entries(n: number): string; at(iso: string): string };

function intactText(found: Extract<Verification, { state: "intact" }>, { entries, at }: Words): string[] {
  const { from, head, seconds, seenUpTo } = found;
  const since = from === null ? "" : ` from ${at(from)}`;
  const noted =
    seenUpTo === null
      ? "No head was noted outside the database yet, so a cut at its end would not show."
      : `Also compared with the heads noted outside the database, up to entry ${count(seenUpTo)}.`;
  return [
    `${entries(found.entries)}${since}, each holds the hash of the one before`,
    `Walked ${at(found.at)} in ${seconds.toFixed(1)} s. ${head === null ? "" : `Head ${head.slice(0, 16)}. `}${noted}`,
  ];
}
