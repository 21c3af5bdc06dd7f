import { Mark, type MarkName } from "./mark.tsx";

/** States of stations, lists and items: glyph and word; weight follows urgency. */
export type PlateState = "NO-GO" | "STALE" | "HOLD" | "NOT POLLED" | "WAIVED" | "GO" | "OPEN" | "RUNNING";

const look: Record<PlateState, { mark: MarkName; style: string }> = {
  GO: { mark: "go", style: "plate-quiet" },
  WAIVED: { mark: "waived", style: "plate-outline" },
  HOLD: { mark: "warning", style: "plate-hold" },
  "NO-GO": { mark: "no-go", style: "plate-fail" },
  STALE: { mark: "stale", style: "plate-hatched" },
  "NOT POLLED": { mark: "not-polled", style: "plate-dashed" },
  OPEN: { mark: "not-polled", style: "plate-dashed" },
  RUNNING: { mark: "running", style: "plate-open" },
};

type Props = { state: PlateState; size?: "normal" | "large"; isStruck?: boolean };

/** `isStruck`: what was said and does not hold any more. */
export function StatePlate({ state, size = "normal", isStruck = false }: Props) {
  const { mark, style } = look[state];
  const large = size === "large" ? " plate-large" : "";
  if (isStruck)
    return (
      <span className="plate plate-open second">
        <Mark name={mark} />
        <s>{state}</s>
        <span className="visually-hidden"> does not hold any more</span>
      </span>
    );
  return (
    <span className={`plate ${style}${large}`}>
      <Mark name={mark} />
      {state}
    </span>
  );
}
