"use client";

import { useQuery } from "@tanstack/react-query";
import { probeResourcesQuery } from "#lib/checklist/query.ts";
import { systemsQuery } from "#lib/pilots/query.ts";
import { AreaField, ChoiceField, TextField } from "../pilots/fields.tsx";
import { type DraftFields, draftField } from "./item-form.tsx";

const kinds = [
  ["http", "HTTP: status, JSON, certificate"],
  ["tcp", "TCP: a port accepts connections"],
  ["postgres", "PostgreSQL"],
  ["redis", "Redis answers PING"],
  ["prometheus", "Prometheus: a query's value"],
  ["file-age", "a file's age and size"],
  ["command", "a command of the configuration"],
] as const;

const ops = [
  ["equals", "equals"],
  ["not-equals", "is not"],
  ["at-least", "at least"],
  ["at-most", "at most"],
] as const;

const asks = [
  ["accepts", "accepts connections"],
  ["statement", "a statement's value"],
  ["migration-head", "the migration head"],
  ["replication-lag", "the replication lag"],
] as const;

/** What a probe asks, how often, and what it expects. */
export function ProbeFields({ pilot, ...fields }: DraftFields & { pilot: string }) {
  const { typed } = fields;
  return (
    <>
      <ChoiceField
        {...draftField(fields, "probe", "rule.probe.kind")}
        label="Probe"
        size="middle"
        hint="none yet: the check stays open"
        options={kinds}
      />
      <TextField
        {...draftField(fields, "every", "rule.everySeconds")}
        label="Every"
        size="small"
        most={20}
        hint="such as 30 s"
      />
      <TextField
        {...draftField(fields, "timeout", "rule.timeoutSeconds")}
        label="Gives up after"
        size="small"
        most={20}
      />
      {["http", "tcp", "prometheus"].includes(typed.probe) ? <SystemField {...fields} pilot={pilot} /> : null}
      {["postgres", "redis", "file-age", "command"].includes(typed.probe) ? <ResourceField {...fields} /> : null}
      <Expected {...fields} />
    </>
  );
}

function Expected(fields: DraftFields) {
  switch (fields.typed.probe) {
    case "http":
      return <HttpFields {...fields} />;
    case "tcp":
      return <TextField {...draftField(fields, "port", "rule.probe.port")} label="Port" size="small" most={5} />;
    case "postgres":
      return <PostgresFields {...fields} />;
    case "prometheus":
      return (
        <>
          <AreaField {...draftField(fields, "query", "rule.probe.query")} label="Query" rows={2} />
          <TextField
            {...draftField(fields, "least", "rule.probe.leastSeries")}
            label="At least so many series"
            size="small"
          />
          <Condition {...fields} path="rule.probe.is" />
        </>
      );
    case "file-age":
      return (
        <>
          <TextField
            {...draftField(fields, "hours", "rule.probe.mostHours")}
            label="Not older than"
            size="small"
            unit="h"
          />
          <TextField
            {...draftField(fields, "bytes", "rule.probe.leastBytes")}
            label="At least"
            size="small"
            unit="bytes"
          />
        </>
      );
    case "command":
      return <Condition {...fields} path="rule.probe.is" />;
    default:
      return null;
  }
}

function HttpFields(fields: DraftFields) {
  return (
    <>
      <TextField {...draftField(fields, "path", "rule.probe.path")} label="Path" mono />
      <TextField {...draftField(fields, "status", "rule.probe.status")} label="Status" size="small" most={3} />
      <TextField
        {...draftField(fields, "tlsDays", "rule.probe.tlsDays")}
        label="Certificate for at least"
        size="small"
        unit="d"
        hint="empty: not looked at"
      />
      <TextField
        {...draftField(fields, "jsonPath", "rule.probe.json.path")}
        label="In the JSON answer"
        mono
        hint="such as $.database; empty: not looked at"
      />
      {fields.typed.jsonPath === "" ? null : <Condition {...fields} path="rule.probe.json.is" />}
    </>
  );
}

function PostgresFields(fields: DraftFields) {
  const { what } = fields.typed;
  const sql = <AreaField {...draftField(fields, "sql", "rule.probe.ask.sql")} label="Statement, read only" rows={2} />;
  return (
    <>
      <ChoiceField
        {...draftField(fields, "what", "rule.probe.ask.what")}
        label="Asks for"
        size="middle"
        options={asks}
      />
      {what === "statement" ? (
        <>
          {sql}
          <Condition {...fields} path="rule.probe.ask.is" />
        </>
      ) : null}
      {what === "migration-head" ? (
        <>
          {sql}
          <TextField {...draftField(fields, "value", "rule.probe.ask.expected")} label="Expected head" most={200} />
        </>
      ) : null}
      {what === "replication-lag" ? (
        <TextField
          {...draftField(fields, "least", "rule.probe.ask.mostSeconds")}
          label="At most"
          size="small"
          unit="s"
        />
      ) : null}
    </>
  );
}

/** The whole value is compared. */
function Condition({ path, ...fields }: DraftFields & { path: string }) {
  const op = draftField(fields, "op", `${path}.op`);
  const isMissing = (op.wrong ?? fields.wrong[path]) !== undefined;
  return (
    <>
      <ChoiceField
        {...op}
        wrong={isMissing ? "choose how it is compared" : undefined}
        label="The value"
        options={ops}
      />
      <TextField {...draftField(fields, "value", `${path}.value`)} label="of" most={200} />
    </>
  );
}

function SystemField({ pilot, ...fields }: DraftFields & { pilot: string }) {
  const { data, error } = useQuery(systemsQuery(pilot));
  const options = (data?.systems ?? []).map(({ id, name, environment }) => [id, `${name}, ${environment}`] as const);
  const isNone = data !== undefined && options.length === 0;
  return (
    <ChoiceField
      {...draftField(fields, "system", "rule.probe.system")}
      label="System"
      size="middle"
      hint={error?.message ?? (isNone ? "none is named: the settings name systems" : undefined)}
      options={options}
    />
  );
}

const kept = { postgres: "databases", redis: "redis", "file-age": "files", command: "commands" } as const;

function ResourceField(fields: DraftFields) {
  const { data, error } = useQuery(probeResourcesQuery);
  const kind = fields.typed.probe as keyof typeof kept;
  const options = (data?.resources[kept[kind]] ?? []).map((one) => [one, one] as const);
  const isNone = data !== undefined && options.length === 0;
  const none = `the server's configuration names no such thing under probes.${kept[kind]}`;
  return (
    <ChoiceField
      {...draftField(fields, "resource", "rule.probe.resource")}
      label="Which, of the server's configuration"
      size="middle"
      hint={error?.message ?? (isNone ? none : undefined)}
      options={options}
    />
  );
}
