import { parseJsonPath, valueAt } from "../../load/core/json-path.ts";
import { withoutSecrets } from "../../platform/core/kept-output.ts";
import { endText, type Ran, runArgv } from "../../platform/run-argv.ts";
import type { CommandSource } from "../../platform/switch-config.ts";
import { canSplit } from "../../platform/switches.ts";
import type { Apply, Driver, DriverError, DriverFailed } from "../core/driver.ts";
import { applyChange, type Hands, type Seen, type Wrote } from "./change-steps.ts";
import { failed, failureOf } from "./driver-failure.ts";
import { probeHealth } from "./health-probe.ts";

/** A switch of the site's own behind two commands of the configuration: one says where it is, the other sets where it shall be. Never a toggle:
 *  after each change the first has to say what the second was told. No shell, no input; at the deadline a command and all that it started is
 *  ended. */
export function commandDriver(source: CommandSource): Driver {
  const hands: Hands<null> = {
    ...{ canSplit: canSplit(source), health: source.health, keeping: null },
    see: (signal) => see(source, signal),
    isThere: ({ reality }, percent) => reality.newPercent === percent,
    refuses: () => null,
    write: (_, change, signal) => write(source, change, signal),
  };
  return {
    canSplit: hands.canSplit,
    read: async (signal = new AbortController().signal) => {
      const seen = await see(source, signal);
      return seen.ok ? { ok: true, reality: seen.reality } : seen;
    },
    apply: (change) => applyChange(change, hands),
    // Nobody counts sessions here.
    drain: async () => ({ ok: true, left: null, tookMs: 0 }),
    probe: (side) => probeHealth(source.health[side]),
  };
}

type Ended = { raw: string; out: string; refused: { error: DriverError; says: string } | null };

async function see(source: CommandSource, signal: AbortSignal): Promise<Seen<null> | DriverFailed> {
  const { raw, out, refused } = await run(source, { argv: source.read.argv, what: "read" }, signal);
  if (refused !== null) return failed(refused.error, refused.says, { raw });
  const newPercent = percentIn(out, source.read.path);
  if (newPercent === null) {
    const where = source.read.path === null ? "" : ` at ${source.read.path}`;
    return failed("UNSUPPORTED", `The read command does not say a number from 0 to 100${where}.`, { raw });
  }
  return { ok: true, reality: { newPercent, servers: [], raw }, view: null, odd: null };
}

async function write(source: CommandSource, change: Apply, signal: AbortSignal): Promise<Wrote<null>> {
  const { newPercent, requestId } = change;
  const argv = source.apply.argv.map((one) =>
    one.replaceAll("{newPercent}", String(newPercent)).replaceAll("{requestId}", requestId),
  );
  const { raw, refused } = await run(source, { argv, what: "apply" }, signal);
  return { raw, refused };
}

type Asked = { argv: readonly string[]; what: "read" | "apply" };

async function run(source: CommandSource, { argv, what }: Asked, given: AbortSignal): Promise<Ended> {
  const signal = AbortSignal.any([given, AbortSignal.timeout(source.deadlineSeconds * 1_000)]);
  const hide = (text: string) =>
    withoutSecrets(
      text,
      source.variables.map((name) => process.env[name] ?? ""),
    );
  try {
    const ran = await runArgv(argv, { variables: source.variables, signal });
    const parts = [`> ${argv.join(" ")}`, ran.out, ran.err, endText(ran)].filter((part) => part !== "");
    const refused = signal.aborted ? lateOf(what) : refusedOf(what, ran);
    return { raw: hide(parts.join("\n")), out: ran.out, refused: refused && { ...refused, says: hide(refused.says) } };
  } catch (error) {
    const { error: kind, says } = failureOf(error);
    const why = { error: kind, says: `The ${what} command could not be started: ${says}.` };
    return { raw: hide(`> ${argv.join(" ")}`), out: "", refused: why };
  }
}

const lateOf = (what: string): { error: DriverError; says: string } => ({
  ...{ error: "TIMEOUT", says: `The ${what} command did not end in time and was ended.` },
});

function refusedOf(what: string, ran: Ran): { error: DriverError; says: string } | null {
  if (ran.exit === 0) return null;
  const last = ran.err.trim().split("\n").at(-1) ?? "";
  const said = last === "" ? "" : `: ${last.slice(0, 200)}`;
  return { error: "REFUSED", says: `The ${what} command ended with ${endText(ran)}${said}.` };
}

function percentIn(out: string, path: string | null): number | null {
  const text = path === null ? out.trim() : textAt(out, path);
  if (!/^\d{1,3}(\.\d{1,6})?$/.test(text)) return null;
  const percent = Number(text);
  return percent <= 100 ? percent : null;
}

function textAt(out: string, path: string): string {
  const steps = parseJsonPath(path);
  try {
    const value = steps === null ? null : valueAt(JSON.parse(out), steps);
    return typeof value === "number" || typeof value === "string" ? String(value) : "";
  } catch {
    return "";
  }
}
