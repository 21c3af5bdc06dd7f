import { withSourceLines } from "./source-lines.ts";

/** One line a happening: time, level, what, and its fields as JSON. Fields that sound secret are left out. */

type Fields = Readonly<Record<string, unknown>>;

const secret = /secret|password|token|authorization|cookie|pin$/i;

/** A line on standard error. */
export function logFault(what: string, error: unknown, fields: Fields = {}): void {
  const entry = { at: new Date().toISOString(), level: "error", what, ...fields, error };
  const line = JSON.stringify(entry, (key, value) => (secret.test(key) ? "(left out)" : plain(value)));
  process.stderr.write(`${line}\n`);
}

function plain(value: unknown): unknown {
  if (!(value instanceof Error)) return typeof value === "bigint" ? String(value) : value;
  const { name, message, stack = "", cause } = value;
  return {
    name,
    message: withoutValues(message),
    stack: withSourceLines(withoutValues(stack)),
    ...(cause === undefined ? {} : { cause }),
  };
}

/** The database library writes a failed query's values into its message: they may be an address, or a password's hash. */
function withoutValues(text: string): string {
  return text.replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/, "\nparams: (left out)");
}
