// Programs that run before the supervisor does, or instead of it.
import { spawn } from "node:child_process";

const askedBy = ["SIGTERM", "SIGINT", "SIGHUP"];
const hardAfterMs = 2_000;

/** Runs a program to its end. Asked to leave meanwhile, we take it and everything it started along. `options` are those of `spawn`;
 *  `output` is what it said on pipes. */
export function runProgram(program, args, options) {
  return new Promise((resolve) => {
    let child;
    let asked = false;
    const leave = () => {
      asked = true;
      endGroup(child?.pid, "SIGTERM");
      setTimeout(() => endGroup(child?.pid, "SIGKILL"), hardAfterMs).unref();
    };
    // Before the program is there: a signal that comes in between must not leave it behind.
    for (const signal of askedBy) process.on(signal, leave);
    // A group of its own: what it started can be ended with it.
    child = spawn(program, args, { ...options, detached: true });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        stream.setEncoding("utf8").on("data", (text) => {
          output += text;
        });
    const ended = (code) => {
      for (const signal of askedBy) process.removeListener(signal, leave);
      if (asked) process.exit(1);
      resolve({ code, output });
    };
    child.once("error", (error) => {
      output += error.message;
      ended(1);
    });
    child.once("close", (code) => ended(code ?? 1));
  });
}

function endGroup(pid, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** A shell stands between npm and us and keeps signals to itself: when it is gone, that was meant for us. */
export function leaveWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 250);
  watch.unref();
}
