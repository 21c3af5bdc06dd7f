/** One line a happening: time, level, what, and its fields as JSON. Fields that sound secret are left out. */

type Fields = Readonly<Record<string, unknown>>;

const secret = /secret|password|token|authorization|cookie|pin$/i;

function write(level: "info" | "error", what: string, fields: Fields): void {
  const line = JSON.stringify({ at: new Date().toISOString(), level, what, ...fields }, (key, value) =>
    secret.test(key) ? "(left out)" : plain(value),
  );
  (level === "error" ? process.stderr : process.stdout).write(`${line}\n`);
}

function plain(value: unknown): unknown {
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack };
  return typeof value === "bigint" ? String(value) : value;
}

export function logInfo(what: string, fields: Fields = {}): void {
  write("info", what, fields);
}

export function logFault(what: string, error: unknown, fields: Fields = {}): void {
  write("error", what, { ...fields, error });
}
