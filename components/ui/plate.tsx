import { Mark, type MarkName } from "./mark.tsx";

/** Weight follows urgency: a pass is quiet, a fail is filled, inconclusive is outlined. */
export type PlateKind = "pass" | "fail" | "inconclusive" | "warning" | "running" | "waiting" | "not-yet" | "stale";

const look: Record<PlateKind, { mark: MarkName; style: string }> = {
  pass: { mark: "go", style: "plate-quiet" },
  fail: { mark: "no-go", style: "plate-fail" },
  inconclusive: { mark: "inconclusive", style: "plate-outline" },
  warning: { mark: "warning", style: "plate-hold" },
  running: { mark: "running", style: "plate-open" },
  waiting: { mark: "inconclusive", style: "plate-open" },
  "not-yet": { mark: "inconclusive", style: "plate-open" },
  stale: { mark: "stale", style: "plate-stale" },
};

export function Plate({ kind, word, large = false }: { kind: PlateKind; word: string; large?: boolean }) {
  const { mark, style } = look[kind];
  return (
    <span className={`plate ${style}${large ? " plate-large" : ""}`}>
      <Mark name={mark} />
      {word}
    </span>
  );
}
