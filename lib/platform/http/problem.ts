import { STATUS_CODES } from "node:http";
import { sentenceOf } from "../core/refusal-table.ts";
import type { FieldMistake, Refused } from "../result.ts";
import { refusalLine } from "./refusals.ts";

/** Refusals and faults as `application/problem+json` (RFC 9457). */

type Problem = { kind: string; status: number; detail: string; errors?: readonly FieldMistake[] };

function problem({ kind, status, detail, errors }: Problem, requestId: string): Response {
  const body = {
    type: `urn:gantry:${kind}`,
    title: STATUS_CODES[status] ?? "Problem",
    status,
    detail,
    instance: `urn:request:${requestId}`,
    ...(errors === undefined ? {} : { errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json; charset=utf-8", "cache-control": "no-store" },
  });
}

/** The answer to a refusal: status and sentence from the table. Throws for a refusal that no table has. */
export function refusalProblem({ refusal, details }: Refused, requestId: string): Response {
  const line = refusalLine(refusal);
  if (line === null) throw new Error(`No refusal table has a line for "${refusal}".`);
  const { status } = line;
  const detail = sentenceOf(line, details?.says);
  const errors = details?.fields;
  return problem({ kind: refusal, status, detail, ...(errors === undefined ? {} : { errors }) }, requestId);
}

export function faultProblem(requestId: string): Response {
  const detail = `Something broke on our side, id ${requestId}. Nothing you wrote is lost; try again.`;
  return problem({ kind: "fault", status: 500, detail }, requestId);
}
