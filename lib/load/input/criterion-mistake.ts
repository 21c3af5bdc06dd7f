/** What does not fit together in a limit, whether it was typed in the form, sent, or written in a set. */

type LimitGiven = {
  metric: { kind: string };
  scope: { kind: string };
  limit: number;
  judge: "measured" | "bound";
  warn?: number | null | undefined;
  per?: "run" | "second" | undefined;
};

/** `about`: the part of the limit that would mend it. `expected` reads on as "… was expected". */
export type LimitMistake = {
  about: "limit" | "scope" | "judge" | "per" | "warn";
  message: string;
  expected: string;
};

/** Null where everything fits. Refuses limits that no run can break or keep, and whatever the verdict would pass over: a scope of delivery, a bound
 *  for a plain figure or for single seconds, a warning that can never come. */
export function criterionMistake(given: LimitGiven): LimitMistake | null {
  return (
    limitMistake(given) ?? scopeMistake(given) ?? boundMistake(given) ?? secondMistake(given) ?? warnMistake(given)
  );
}

const isRatio = (kind: string) => kind === "errors" || kind === "delivered";

function limitMistake({ metric: { kind }, limit }: LimitGiven): LimitMistake | null {
  if (isRatio(kind) && limit > 1)
    return { about: "limit", message: "a ratio is at most 1 (100 %)", expected: "a share of at most 100 %" };
  if (!isRatio(kind) && limit === 0) return { about: "limit", message: "a limit over 0", expected: "a limit over 0" };
  return null;
}

function scopeMistake({ metric: { kind }, scope }: LimitGiven): LimitMistake | null {
  if (kind !== "delivered" || scope.kind === "all") return null;
  const message = "delivery is judged for the whole run";
  return { about: "scope", message, expected: "a limit without a scope, as delivery is judged for all requests," };
}

function boundMistake({ metric: { kind }, judge, per = "run" }: LimitGiven): LimitMistake | null {
  if (judge === "measured") return null;
  if (kind !== "errors" && kind !== "percentile") {
    const message = "only percentiles and errors can be judged by bound";
    return { about: "judge", message, expected: "measured, as only percentiles and errors can be judged by bound," };
  }
  if (per === "run") return null;
  const message = "each second is judged by its measured value";
  return { about: "per", message, expected: "run, as each second is judged by its measured value," };
}

function secondMistake({ metric: { kind }, per = "run" }: LimitGiven): LimitMistake | null {
  if (per === "run" || (kind !== "delivered" && kind !== "recovery")) return null;
  const message = "this is judged for the whole run";
  return { about: "per", message, expected: `run, as ${kind} is judged for the whole run,` };
}

function warnMistake({ metric: { kind }, limit, warn = null, per = "run" }: LimitGiven): LimitMistake | null {
  if (warn === null) return null;
  if (per === "second") {
    const message = "a limit for each second does not warn";
    return { about: "warn", message, expected: "no warning, as a limit for each second does not warn," };
  }
  const isAtLeast = kind === "throughput" || kind === "delivered";
  if (isAtLeast ? warn > limit : warn < limit) return null;
  const side = isAtLeast ? "above" : "below";
  return {
    about: "warn",
    message: `${side} the limit, to warn before it`,
    expected: `a warning ${side} the limit, to warn before it,`,
  };
}
