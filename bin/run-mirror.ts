import { spawn } from "node:child_process";
import path from "node:path";
import { programArgs } from "#lib/platform/program.ts";

// `gantry mirror`: the mirror, and beside it, in a process of its own, whoever fetches its set-up. Whatever happens to that one, clients do
// not notice; it is started again.

const startAgainMs = 2_000;
const folder = path.join(path.resolve(process.env["GANTRY_DATA"] ?? "./data"), "mirror");

await import("./mirror.ts");
follow();

function follow(): void {
  const args = [...programArgs("bin/mirror-follower.ts"), folder];
  // A group of its own: Ctrl-C is for the mirror. Its input ends with us.
  const child = spawn(process.execPath, args, { stdio: ["pipe", "inherit", "inherit"], detached: true });
  child.stdin.on("error", () => {});
  child.on("error", () => {});
  child.once("close", () => setTimeout(follow, startAgainMs));
}
