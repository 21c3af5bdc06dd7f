/** The browser's door to /api/v1. What is refused comes as a thrown `ApiProblem` with the server's own sentence. */

export type FieldProblem = { path: string; message: string; line?: number; column?: number };

export class ApiProblem extends Error {
  override name = "ApiProblem";
  readonly status: number;
  readonly kind: string;
  readonly errors: readonly FieldProblem[];

  constructor({
    status,
    kind,
    detail,
    errors,
  }: { status: number; kind: string; detail: string; errors: readonly FieldProblem[] }) {
    super(detail);
    this.status = status;
    this.kind = kind;
    this.errors = errors;
  }
}

export async function fetchJson<T>(url: string, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(url, init).catch(() => null);
  if (answer === null) throw unreachable();
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw problemOf(answer.status, body);
  return body as T;
}

export function postJson<T>(url: string, body: unknown): Promise<T> {
  return fetchJson<T>(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

export function unreachable(): ApiProblem {
  return new ApiProblem({
    status: 0,
    kind: "unreachable",
    detail: "Gantry did not answer. What you typed is kept; try again.",
    errors: [],
  });
}

export function problemOf(status: number, body: unknown): ApiProblem {
  const { type, detail, errors } = Object(body);
  return new ApiProblem({
    status,
    kind: typeof type === "string" ? type.replace("urn:gantry:", "") : "unknown",
    detail: typeof detail === "string" ? detail : `Gantry answered with status ${status}.`,
    errors: Array.isArray(errors) ? errors : [],
  });
}

/** The session is over: only signing in again helps. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401;
}
