import { cutOutput } from "../../platform/core/kept-output.ts";
import type { DriverError, DriverFailed, Reality } from "../core/driver.ts";

/** One failure of the closed list, with what was sent and answered, and what was read back if it was. */
export function failed(
  error: DriverError,
  says: string,
  { raw = "", reality = null }: { raw?: string; reality?: Reality | null } = {},
): DriverFailed {
  return { ok: false, error, says, raw: cutOutput(raw), reality };
}

const byCode: Readonly<Record<string, [DriverError, string]>> = {
  EACCES: ["AUTH", "this user may not open it"],
  EPERM: ["AUTH", "this user may not open it"],
  ENOENT: ["UNREACHABLE", "there is no such file"],
  ECONNREFUSED: ["UNREACHABLE", "nothing listens there"],
  ECONNRESET: ["UNREACHABLE", "it closed the connection"],
  EPIPE: ["UNREACHABLE", "it closed the connection"],
  EHOSTUNREACH: ["UNREACHABLE", "there is no way to it from here"],
  ENETUNREACH: ["UNREACHABLE", "there is no way to it from here"],
  ENOTFOUND: ["UNREACHABLE", "its name is not known here"],
};

/** What an error of the system means; what is not known is told as it is. */
export function failureOf(error: unknown): { error: DriverError; says: string } {
  const { code, message } = Object(error) as { code?: string; message?: string };
  const [kind, says] = byCode[code ?? ""] ?? ["UNREACHABLE", message || code || "the connection failed"];
  return { error: kind, says };
}
