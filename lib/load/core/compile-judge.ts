import type { ErrorKind } from "./frame.ts";
import { type JsonPath, parseJsonPath, valueAt } from "./json-path.ts";
import type { JsonExpectation, Remember, Step } from "./scenario.ts";
import { type Entry, keepEntry, type Slot, TemplateFault, type UserState } from "./user-state.ts";

/** Why an answer counts as an error. `detail` is a sentence. */
export type Fault = { error: ErrorKind; detail: string };

type Check = (answer: unknown) => string | null;
type Keep = { slot: Slot; entry(answer: unknown): Entry | string };
type Judge = (status: number, body: string, user: UserState) => Fault | null;

/** Status first, then the body; the body is parsed only where something in it is expected or remembered.
 *  Nothing is remembered unless everything expected holds. */
export function compileJudge(step: Step, slots: ReadonlyMap<string, Slot>): Judge {
  const { status: wanted, contains, json } = step.expect;
  const readJson = compileJson(step, slots);
  const inJson = json.length > 0 || step.remember.length > 0;
  return (status, body, user) => {
    if (wanted.length === 0 ? status >= 400 : !wanted.includes(status)) return wrongStatus(status, wanted);
    if (contains !== null && !body.includes(contains))
      return wrongBody(`The answer was expected to contain ${shown(contains)}; it does not.`);
    return inJson ? readJson(body, user) : null;
  };
}

function wrongStatus(status: number, wanted: readonly number[]): Fault {
  const expected = wanted.length === 0 ? "A status below 400" : `Status ${wanted.join(" or ")}`;
  return { error: `status ${status}`, detail: `${expected} was expected; the answer came with ${status}.` };
}

function wrongBody(detail: string): Fault {
  return { error: "body", detail };
}

function compileJson(step: Step, slots: ReadonlyMap<string, Slot>): (body: string, user: UserState) => Fault | null {
  const checks = step.expect.json.map(compileCheck);
  const keeps = step.remember.map((remember) => compileKeep(remember, slots));
  const first = step.expect.json[0]?.path ?? "A value to remember";
  return (body, user) => {
    const answer = parsed(body);
    if (answer === undefined) return wrongBody(`${first} was expected; the answer is not JSON.`);
    for (const check of checks) {
      const fault = check(answer);
      if (fault !== null) return wrongBody(fault);
    }
    return keepAll(keeps, answer, user);
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function keepAll(keeps: readonly Keep[], answer: unknown, user: UserState): Fault | null {
  const entries = keeps.map((keep) => keep.entry(answer));
  const fault = entries.find((entry) => typeof entry === "string");
  if (typeof fault === "string") return wrongBody(fault);
  for (const [index, { slot }] of keeps.entries()) {
    const memory = user.memory[slot.index];
    const entry = entries[index];
    if (memory !== undefined && typeof entry === "object") keepEntry(memory, slot.size, entry);
  }
  return null;
}

function compileCheck(expectation: JsonExpectation): Check {
  const path = pathOf(expectation.path);
  const holds = holding(expectation);
  const wanted = expectation.check === "equals" ? shown(expectation.value) : expectation.check;
  return (answer) => {
    const value = valueAt(answer, path);
    return holds(value) ? null : `${expectation.path} was expected to be ${wanted}; the answer has ${found(value)}.`;
  };
}

/** `present` wants a value other than null, `absent` none or null: to a person both mean that there is nothing. */
function holding(expectation: JsonExpectation): (value: unknown) => boolean {
  switch (expectation.check) {
    case "present":
      return isPresent;
    case "absent":
      return (value) => !isPresent(value);
    case "not empty":
      return isNotEmpty;
    case "equals":
      return (value) => value === expectation.value;
  }
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isNotEmpty(value: unknown): boolean {
  if (typeof value === "string") return value !== "";
  return isPresent(value) && (typeof value !== "object" || Object.keys(value ?? {}).length > 0);
}

function compileKeep(remember: Remember, slots: ReadonlyMap<string, Slot>): Keep {
  const slot = slots.get(remember.name);
  if (slot === undefined) throw new TemplateFault(`Nothing can be remembered as ${remember.name}.`);
  const names = slot.fields?.map((field) => remember.fields?.[field]) ?? [remember.path];
  const fields = names.map((name) => ({ name, path: pathOf(name ?? "") }));
  return {
    slot,
    entry(answer) {
      const values: unknown[] = [];
      for (const { name, path } of fields) {
        const value = valueAt(answer, path);
        if (!isPresent(value))
          return `${name} was to be remembered as ${remember.name}; the answer has ${found(value)}.`;
        values.push(value);
      }
      return values;
    },
  };
}

function pathOf(text: string): JsonPath {
  const path = parseJsonPath(text);
  if (path === null) throw new TemplateFault(`${text} is no path into a JSON answer.`);
  return path;
}

function found(value: unknown): string {
  return value === undefined ? "no such field" : `${shown(value)} there`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
