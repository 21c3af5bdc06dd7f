import type { VerdictKind } from "#lib/database-tests/core/judge.ts";
import type { StatementState, TestRow } from "#lib/database-tests/core/test-view.ts";
import { Mark, type MarkName } from "../ui/mark.tsx";

/** Weight follows urgency, as everywhere: good is quiet, bad is filled. */
const looks: Readonly<Record<StatementState, { mark: MarkName; style: string }>> = {
  good: { mark: "go", style: "plate-quiet" },
  warning: { mark: "warning", style: "plate-hold" },
  bad: { mark: "no-go", style: "plate-fail" },
  inconclusive: { mark: "inconclusive", style: "plate-outline" },
  measured: { mark: "inconclusive", style: "plate-open" },
  running: { mark: "running", style: "plate-open" },
  waiting: { mark: "not-polled", style: "plate-dashed" },
};

type Props = { state: StatementState; size?: "normal" | "large" };

export function StatementPlate({ state, size = "normal" }: Props) {
  const { mark, style } = looks[state];
  return (
    <span className={`plate ${style}${size === "large" ? " plate-large" : ""}`}>
      <Mark name={mark} />
      {state === "measured" ? "NO LIMIT" : state.toUpperCase()}
    </span>
  );
}

/** Of the whole test. */
export function stateOf({ state, summary }: Pick<TestRow, "state" | "summary">): StatementState {
  if (state === "queued") return "waiting";
  const verdict: VerdictKind = summary?.verdict ?? "inconclusive";
  return state === "running" ? "running" : verdict;
}
