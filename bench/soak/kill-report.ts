import type { Killed } from "./kill-once.ts";

/** What a soak of kills found, as text. */

export function lineOf(number: number, killed: Killed): string {
  const { part, afterMs, state, stored, lost, missing, recoveredMs, sentence, violations } = killed;
  const what = `${part} killed ${inSeconds(afterMs)} into the run (${state})`;
  const cost = `${stored} s stored, ${lost} lost, ${missing} missing`;
  const wrong = violations.map((violation) => `\n    WRONG: ${violation}`).join("");
  return `${String(number).padStart(4)}  ${what}: ${cost}; all back after ${inSeconds(recoveredMs)}; ${sentence}${wrong}`;
}

const columns = [
  "killed",
  "times",
  "seconds stored",
  "lost",
  "missing at most",
  "all back, median",
  "at most",
  "wrong",
];

/** A Markdown table, one row a part. */
export function killTable(kills: readonly Killed[]): string {
  const found = [...new Set(kills.map(({ part }) => part))];
  const rows = found.map((part) =>
    rowOf(
      part,
      kills.filter((kill) => kill.part === part),
    ),
  );
  const lines = [columns, columns.map((_, column) => (column === 0 ? "---" : "---:")), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function rowOf(part: string, kills: readonly Killed[]): string[] {
  const back = kills.map(({ recoveredMs }) => recoveredMs).sort((a, b) => a - b);
  const sum = (of: (kill: Killed) => number) => String(kills.reduce((total, kill) => total + of(kill), 0));
  return [
    part,
    String(kills.length),
    sum(({ stored }) => stored),
    sum(({ lost }) => lost),
    String(Math.max(...kills.map(({ missing }) => missing))),
    inSeconds(back[Math.floor(back.length / 2)] ?? 0),
    inSeconds(back.at(-1) ?? 0),
    sum(({ violations }) => violations.length),
  ];
}

const inSeconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
