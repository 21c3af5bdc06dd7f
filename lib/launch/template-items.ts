import type { ItemRule, Probe, ProbeCondition } from "#lib/checklist/core/item.ts";
import type { TemplateItem, TemplateProbe } from "./input/template.ts";

/** From a template's items to a pilot's: roles become systems, where there is exactly one of the role. */

export type Systems = Readonly<Record<"legacy" | "new" | "other", readonly { id: string }[]>>;

/** How an item of a template is answered. A probe whose system is not named yet, or not the only one of its role, is left to be set up. */
export function ruleOf(item: TemplateItem, systems: Systems): ItemRule {
  if (item.probe) {
    const { everySeconds, timeoutSeconds } = item.probe;
    return { kind: "probe", probe: probeOf(item.probe, systems), everySeconds, timeoutSeconds };
  }
  if (item.run) return { kind: "linked", to: { what: "run", name: item.run.name, run: null } };
  if (item.parity) return { kind: "linked", to: { what: "parity" } };
  if (item.rehearsal) return { kind: "linked", to: { what: "rehearsal", ...item.rehearsal } };
  if (item.training) return { kind: "linked", to: { what: "training", ...item.training } };
  return { kind: "attested", needsFile: item.file === true };
}

type Is = {
  equals?: string | undefined;
  notEquals?: string | undefined;
  atLeast?: number | undefined;
  atMost?: number | undefined;
};

function conditionOf({ equals, notEquals, atLeast, atMost }: Is): ProbeCondition {
  if (equals !== undefined) return { op: "equals", value: equals };
  if (notEquals !== undefined) return { op: "not-equals", value: notEquals };
  return atLeast === undefined ? { op: "at-most", value: atMost ?? 0 } : { op: "at-least", value: atLeast };
}

function probeOf(probe: TemplateProbe, systems: Systems): Probe | null {
  const at = probe.http ?? probe.tcp ?? probe.prometheus;
  if (at === undefined) return resourceProbe(probe);
  const [system, ...others] = systems[at.system];
  return system === undefined || others.length > 0 ? null : systemProbe(probe, system.id);
}

function systemProbe({ http, tcp, prometheus }: TemplateProbe, system: string): Probe | null {
  if (http) {
    const json = http.json ? { path: http.json.path, is: conditionOf(http.json.is) } : null;
    const { path, status, tlsDays = null } = http;
    return { kind: "http", system, path, method: "GET", status, header: null, json, tlsDays };
  }
  if (tcp) return { kind: "tcp", system, port: tcp.port };
  if (!prometheus) return null;
  const { query, leastSeries } = prometheus;
  return { kind: "prometheus", system, query, is: conditionOf(prometheus.is), leastSeries };
}

function resourceProbe({ postgres, redis, fileAge, command }: TemplateProbe): Probe | null {
  if (redis) return { kind: "redis", resource: redis.resource };
  if (fileAge) return { kind: "file-age", ...fileAge };
  if (command) return { kind: "command", resource: command.resource, is: command.is ? conditionOf(command.is) : null };
  return postgres ? { kind: "postgres", resource: postgres.resource, ask: askOf(postgres) } : null;
}

function askOf({ statement, migrationHead, replicationLag }: NonNullable<TemplateProbe["postgres"]>) {
  if (statement) return { what: "statement" as const, sql: statement.sql, is: conditionOf(statement.is) };
  if (migrationHead) return { what: "migration-head" as const, ...migrationHead };
  if (replicationLag) return { what: "replication-lag" as const, ...replicationLag };
  return { what: "accepts" as const };
}
