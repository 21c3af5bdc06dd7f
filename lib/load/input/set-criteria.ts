import type { Criterion, Scope } from "../core/criterion.ts";
import { criterionOf, readLimitExpression } from "../core/limit-expression.ts";
import { readLimit, readMetric } from "../core/limit-text.ts";
import { readThresholdKey, type WrittenLimit } from "./objectives-shape.ts";

/** Limits of a set's text as criteria. What cannot be read gives none: it is reported where the text is checked. */

/** One limit; judged as is usual for its measure unless it says otherwise. */
export function criterionFrom(written: WrittenLimit): Criterion[] {
  if (typeof written === "string") {
    const read = readLimitExpression(written);
    return read.ok ? [criterionOf(read.metric, read.limit)] : [];
  }
  const found = readMetric(written.metric, written.until);
  const limit = found === null ? null : readLimit(found, written.limit);
  if (found === null || limit === null) return [];
  const warn = written.warn === undefined ? null : readLimit(found, written.warn);
  const { per = "run" } = written;
  const usual = criterionOf(found, limit);
  const judge = written.judge ?? (per === "second" ? "measured" : usual.judge);
  return [{ ...usual, scope: scopeOf(written), judge, warn, per }];
}

function scopeOf({ of, tag, users }: Exclude<WrittenLimit, string>): Scope {
  if (of !== undefined) return { kind: "step", step: of };
  if (tag !== undefined) return { kind: "tag", tag };
  return users === undefined ? { kind: "all" } : { kind: "users", users };
}

/** The thresholds of one of k6's metrics, "http_req_duration{tag:read}". */
export function thresholdsOf(key: string, texts: readonly string[]): Criterion[] {
  const about = readThresholdKey(key);
  if (about === null) return [];
  const { kind, name } = about;
  const scope = scopeOf({ metric: "", limit: "", ...(kind === "" ? {} : { [kind === "name" ? "of" : kind]: name }) });
  return texts.flatMap((text) => {
    const read = readLimitExpression(text, about.of);
    return read.ok ? [{ ...criterionOf(read.metric, read.limit), scope }] : [];
  });
}
