// A switch of a site in tests: `read` prints where it is, `set N` brings it there. How it misbehaves stands in a file beside the state.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

const [state = "", what, to] = process.argv.slice(2);
const textIn = (file, without) => (existsSync(file) ? readFileSync(file, "utf8").trim() : without);
const now = textIn(state, "0");
const mode = textIn(`${state}.mode`, "well");

// Whole at every moment: somebody may read it just now.
function keep(percent) {
  const beside = `${state}.${process.pid}`;
  writeFileSync(beside, String(percent));
  renameSync(beside, state);
}

const reads = {
  well: () => console.log(now),
  json: () => console.log(JSON.stringify({ weights: { green: Number(now) } })),
  garbage: () => console.log("green is up"),
  "read-fails": () => process.exit(4),
};
const sets = {
  well: () => keep(to),
  json: () => keep(to),
  garbage: () => keep(to),
  lie: () => console.log("done"),
  half: () => keep((Number(now) + Number(to)) / 2),
  refuse: () => fail("the balancer is locked"),
  "half-refuse": () => {
    keep((Number(now) + Number(to)) / 2);
    fail("lost it on the way");
  },
  hang: () => {
    // What it starts has to end with it.
    const child = spawn("sleep", ["600"], { stdio: "inherit" });
    writeFileSync(`${state}.child`, String(child.pid));
    setInterval(() => {}, 1_000);
  },
  "tell-secret": () => {
    console.error(`token ${process.env.SWITCH_TOKEN} is not valid ${"x".repeat(200_000)}`);
    fail(`token ${process.env.SWITCH_TOKEN} is not valid`);
  },
};

function fail(says) {
  console.error(says);
  process.exit(3);
}

if (what === "read") (reads[mode] ?? reads.well)();
else (sets[mode] ?? sets.well)();
