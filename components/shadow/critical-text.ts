import type { RulesView } from "#lib/shadow/core/shadow-view.ts";

type Critical = RulesView["critical"];

/** One a line: `POST /lots $.lot_code`, `* $.quantity`. */
export function criticalText(critical: Critical): string {
  return critical.map(({ endpoint, path }) => `${endpoint} ${path}`).join("\n");
}

const line = /^(\*|[A-Z]+ \/\S*) +(\$.*|status|header:\S+)$/;

/** The fields that are meant; `mistake` names the first line that is none. */
export function readCritical(text: string): { critical: Critical; mistake: string | null } {
  const critical: Critical = [];
  for (const [at, typed] of text.split("\n").entries()) {
    const [, endpoint = "", path = ""] = line.exec(typed.trim()) ?? [];
    if (endpoint !== "") critical.push({ endpoint, path });
    else if (typed.trim() !== "")
      return { critical, mistake: `line ${at + 1}: an endpoint and a path, such as POST /lots $.lot_code` };
  }
  return { critical, mistake: null };
}
