/** What each generator says about its own run: all requests it got an answer or an error for, and those that failed. Each throws when the
 *  output is not that generator's. */

export type Counted = { requests: number; failed: number };

/** wrk's text. */
export function readWrk(output: string): Counted {
  const requests = numberIn(output, /(\d+) requests in /);
  if (requests === null) throw new Error("wrk printed no count of requests");
  const sockets = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(output);
  const socketErrors = sockets === null ? 0 : sockets.slice(1).reduce((sum, field) => sum + Number(field), 0);
  return { requests, failed: socketErrors + (numberIn(output, /Non-2xx or 3xx responses: (\d+)/) ?? 0) };
}

/** hey's text. Every answer stands under its status, every error under its sentence. */
export function readHey(output: string): Counted {
  const statuses = [...output.matchAll(/\[(\d{3})\]\s+(\d+) responses/g)];
  const errors = [...(output.split("Error distribution:")[1] ?? "").matchAll(/^\s*\[(\d+)\]/gm)];
  if (statuses.length + errors.length === 0) throw new Error("hey printed no answers");
  const sum = { requests: 0, failed: 0 };
  for (const [, status, count] of statuses) {
    sum.requests += Number(count);
    if (Number(status) >= 400) sum.failed += Number(count);
  }
  for (const [, count] of errors) {
    sum.requests += Number(count);
    sum.failed += Number(count);
  }
  return sum;
}

/** autocannon's `--json`. */
export function readAutocannon(output: string): Counted {
  const { requests, errors, non2xx } = record(JSON.parse(output));
  const total = number(record(requests)["total"]);
  return { requests: total + number(errors), failed: number(errors) + number(non2xx) };
}

/** Locust's `--json`: a list with one entry for each kind of request. */
export function readLocust(output: string): Counted {
  const entries: unknown = JSON.parse(output);
  if (!Array.isArray(entries)) throw new Error("Locust printed no list");
  const sum = { requests: 0, failed: 0 };
  for (const entry of entries) {
    sum.requests += number(record(entry)["num_requests"]);
    sum.failed += number(record(entry)["num_failures"]);
  }
  return sum;
}

/** What gantry-load.ts prints. */
export function readGantry(output: string): Counted {
  const { requests, failed } = record(JSON.parse(output));
  return { requests: number(requests), failed: number(failed) };
}

function numberIn(text: string, pattern: RegExp): number | null {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

function number(value: unknown): number {
  if (typeof value !== "number") throw new Error(`a number was expected, not ${JSON.stringify(value)}`);
  return value;
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null)
    throw new Error(`an object was expected, not ${JSON.stringify(value)}`);
  return { ...value };
}
