import type { DriverError } from "../core/driver.ts";

/** What HAProxy's runtime API answers, typed. Source: its management guide, "show servers state" (format 1), 9.1 "CSV format", "show map". */

export type ServerRow = {
  backend: string;
  /** Other than its name, this is no frontend's too. */
  backendId: string;
  name: string;
  address: string;
  /** Down is 0, warming up 1, up 2, stopping softly 3. */
  operation: number;
  isInMaintenance: boolean;
  /** By hand or by a server that it tracks. */
  isDrained: boolean;
  weight: number;
  /** What its configuration says. */
  initialWeight: number;
  /** Whether HAProxy looks after its health itself. */
  isChecked: boolean;
};

const columns = [
  ...["be_id", "be_name", "srv_id", "srv_name", "srv_addr", "srv_op_state", "srv_admin_state", "srv_uweight"],
  ...["srv_iweight", "srv_check_state", "srv_port"],
] as const;
type Column = (typeof columns)[number];

const maintenance = 0x01 | 0x02 | 0x04 | 0x20;
const drain = 0x08 | 0x10;
const checkConfigured = 0x02;

/** Null when the answer is not of format 1. */
export function parseServersState(answer: string): ServerRow[] | null {
  const [version, header, ...rows] = answer.split("\n");
  const names = header?.replace(/^#\s*/, "").split(" ") ?? [];
  if (version?.trim() !== "1" || !columns.every((one) => names.includes(one))) return null;
  return rows
    .filter((row) => row !== "" && !row.startsWith("#"))
    .map((row) => {
      const values = row.split(" ");
      return serverRow((column) => values[names.indexOf(column)] ?? "");
    });
}

function serverRow(at: (column: Column) => string): ServerRow {
  const admin = Number(at("srv_admin_state"));
  return {
    backend: at("be_name"),
    backendId: at("be_id"),
    name: at("srv_name"),
    address: `${at("srv_addr")}:${at("srv_port")}`,
    operation: Number(at("srv_op_state")),
    isInMaintenance: (admin & maintenance) !== 0,
    isDrained: (admin & drain) !== 0,
    weight: Number(at("srv_uweight")),
    initialWeight: Number(at("srv_iweight")),
    isChecked: (Number(at("srv_check_state")) & checkConfigured) !== 0,
  };
}

export type StatRow = {
  backend: string;
  name: string;
  /** Sessions on it now, and all that there ever were. */
  sessions: number;
  total: number;
  isBackup: boolean;
};

/** Null when the answer has no such columns. */
export function parseServerStats(answer: string): StatRow[] | null {
  const [header, ...rows] = answer.split("\n");
  const names = header?.replace(/^#\s*/, "").split(",") ?? [];
  if (!["pxname", "svname", "scur", "stot", "bck"].every((one) => names.includes(one))) return null;
  return rows
    .filter((row) => row !== "")
    .map((row) => {
      const values = row.split(",");
      const at = (column: string) => values[names.indexOf(column)] ?? "";
      return {
        ...{ backend: at("pxname"), name: at("svname") },
        ...{ sessions: Number(at("scur")), total: Number(at("stot")), isBackup: at("bck") === "1" },
      };
    });
}

/** The value of a key in "show map"; null where the key is not in it, or stands there twice with different values. */
export function mapValue(answer: string, key: string): string | null {
  const values = answer.split("\n").flatMap((line) => {
    const [, found, value] = /^0x[0-9a-f]+ (\S+) (.*)$/.exec(line) ?? [];
    return found === key && value !== undefined ? [value] : [];
  });
  const [first] = values;
  return first !== undefined && values.every((one) => one === first) ? first : null;
}

const refusals: readonly [RegExp, DriverError][] = [
  [/^Permission denied/i, "AUTH"],
  [/static LB algorithm/i, "UNSUPPORTED"],
  [/^Unknown command/i, "UNSUPPORTED"],
];

/** What a command that should answer nothing was refused with; null where it was not. */
export function refusalOf(answer: string): { error: DriverError; says: string } | null {
  const said = answer.trim().split("\n")[0] ?? "";
  if (said === "") return null;
  const [, error] = refusals.find(([pattern]) => pattern.test(said)) ?? [null, "REFUSED" as const];
  return { error, says: `HAProxy says: ${said.slice(0, 200)}` };
}
