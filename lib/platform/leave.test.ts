import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import test from "node:test";

const program = `setTimeout(async () => {
    const { leaveWhenAsked } = await import("#lib/platform/leave.ts");
    leaveWhenAsked(async () => console.log("left in order"));
    console.log("at work");
  }, Number(process.argv[1]));
  setInterval(() => {}, 1000);`;

type Started = {
  child: ChildProcess;
  says(word: string): Promise<void>;
  /** With its exit code. */
  ended: Promise<number | null>;
  output(): string;
};

/** A process as the supervisor starts it; it begins to listen after `lateMs`. */
function start(lateMs: number): Started {
  const args = ["--import", "tsx", "--input-type=module", "-e", program, String(lateMs)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  const says = async (word: string) => {
    while (!text.includes(word)) await once(child.stdout ?? child, "data");
  };
  // Not the child's `close`: it does not come after we ended the channel ourselves.
  const ended = Promise.all([once(child, "exit"), once(child.stdout ?? child, "close")]).then(([[code]]) => code);
  return { child, says, ended, output: () => text };
}

test("a process leaves in order when it is asked, or when its supervisor is gone", async () => {
  const cases: [name: string, ask: (child: ChildProcess) => void][] = [
    ["SIGTERM", (child) => child.kill("SIGTERM")],
    ["SIGINT", (child) => child.kill("SIGINT")],
    ["the channel's end", (child) => child.disconnect()],
  ];
  for (const [name, ask] of cases) {
    const { child, says, ended, output } = start(0);
    await says("at work");
    ask(child);
    assert.equal(await ended, 0, name);
    assert.match(output(), /left in order/, name);
  }
});

test("a supervisor that was gone before the process listened is noticed", async () => {
  const { child, ended, output } = start(300);
  child.disconnect();
  assert.equal(await ended, 0);
  assert.match(output(), /left in order/);
});
