import { endText, runArgv } from "../../platform/run-argv.ts";
import { conditionText, meets, shownValue } from "../core/condition.ts";
import type { Probe } from "../core/item.ts";
import { judged, noAnswer, type ProbeReach, type ProbeSaw, resource } from "./probe-reach.ts";

/** Runs a command of the server's configuration, with its own variables only: exit 0, and where a condition is set, its whole output has to
 *  meet it. At the time-out the command and everything it started is ended. */
export async function commandProbe(probe: Extract<Probe, { kind: "command" }>, reach: ProbeReach): Promise<ProbeSaw> {
  const { argv, variables } = resource(reach, "commands", probe.resource);
  const ran = await runArgv(argv, { variables, signal: reach.signal });
  const raw = [argv.join(" "), ran.out, ran.err, endText(ran)].filter((part) => part !== "").join("\n");
  if (reach.signal.aborted) return noAnswer(`it did not end within ${reach.timeoutMs / 1_000} s`, raw);
  if (ran.exit !== 0) return judged(false, `the command ended with ${endText(ran)}`, raw);
  if (probe.is === null) return judged(true, "the command ended well (exit 0)", raw);
  const seen = ran.out.trim();
  const says = `it says ${shownValue(seen)}; expected: it ${conditionText(probe.is)}`;
  return judged(!ran.isCut && meets(probe.is, seen), ran.isCut ? "its output is too long to be read" : says, raw);
}
