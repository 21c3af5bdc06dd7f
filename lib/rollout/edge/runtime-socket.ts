import net from "node:net";
import type { SocketPlace } from "../../platform/switch-config.ts";
import type { DriverError } from "../core/driver.ts";
import { failureOf } from "./driver-failure.ts";

const mostBytes = 1024 * 1024;

/** One answer for each command, in their order, without the line ends. */
export type Answered = { ok: true; answers: string[] } | { ok: false; error: DriverError; says: string };

/** Sends commands to HAProxy's runtime API in one line over one connection (management guide, 9.3): it works them off in order, whatever the
 *  earlier ones brought, ends each answer with an empty line, and closes. Commands must not hold line ends, semicolons or backslashes: the
 *  configuration lets no such names through. */
export function askSocket(place: SocketPlace, commands: readonly string[], signal: AbortSignal): Promise<Answered> {
  return new Promise((resolve) => {
    const socket = net.connect(place);
    const parts: Buffer[] = [];
    let bytes = 0;
    const end = (answered: Answered) => {
      signal.removeEventListener("abort", late);
      socket.destroy();
      resolve(answered);
    };
    const late = () => end({ ok: false, error: "TIMEOUT", says: "HAProxy did not answer in time." });
    signal.addEventListener("abort", late, { once: true });
    if (signal.aborted) return late();
    socket.on("data", (part) => {
      parts.push(part);
      bytes += part.length;
      if (bytes > mostBytes) end(noHaproxy("its answer does not end"));
    });
    socket.once("error", (error) => {
      const { error: kind, says } = failureOf(error);
      end({ ok: false, error: kind, says: `HAProxy's socket ${textOf(place)}: ${says}.` });
    });
    socket.once("close", () => end(answersOf(Buffer.concat(parts).toString("utf8"), commands.length)));
    socket.write(`${commands.join(";")}\n`);
  });
}

function answersOf(text: string, expected: number): Answered {
  if (text === "") return { ok: false, error: "UNREACHABLE", says: "HAProxy closed the connection without an answer." };
  if (text.startsWith("HTTP/")) return noHaproxy("it is a web server");
  // A command with nothing to say answers with its empty line alone.
  const answers: string[] = [];
  let lines: string[] = [];
  for (const line of text.replace(/\n$/, "").split("\n")) {
    if (line !== "") lines.push(line);
    else {
      answers.push(lines.join("\n"));
      lines = [];
    }
  }
  if (lines.length > 0) answers.push(lines.join("\n"));
  if (answers.length !== expected) return noHaproxy(`${answers.length} answers came to ${expected} commands`);
  return { ok: true, answers };
}

const noHaproxy = (why: string): Answered => ({
  ...{ ok: false, error: "UNSUPPORTED" },
  says: `What answers there does not speak as HAProxy does: ${why}.`,
});

const textOf = (place: SocketPlace): string => ("path" in place ? place.path : `${place.host}:${place.port}`);
