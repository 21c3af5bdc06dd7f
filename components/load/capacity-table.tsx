"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import {
  capacityFileUrl,
  capacityQuery,
  removeCapacityRow,
  removeCapacityTable,
} from "#lib/load/browser/capacity-query.ts";
import { ownText } from "#lib/load/core/capacity-sections.ts";
import type { CapacityRowView, CapacityTableView } from "#lib/load/core/capacity-table.ts";
import { Plate } from "../ui/plate.tsx";
import { Problem } from "../ui/problem.tsx";
import { AddCapacityRow } from "./add-capacity-row.tsx";
import styles from "./capacity.module.css";

type Props = { pilot: string; table: CapacityTableView; mayWrite: boolean };

export function CapacityTable({ pilot, table, mayWrite }: Props) {
  const { id, name, rows } = table;
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: (row: string) => removeCapacityRow(pilot, id, row),
    onSettled: () => client.invalidateQueries({ queryKey: capacityQuery(pilot).queryKey }),
  });
  return (
    <section className="section" aria-labelledby={`table-${id}`}>
      <h2 id={`table-${id}`} className="wrap">
        {name}
      </h2>
      {rows.length === 0 ? <p className={styles["none"]}>No run is named yet.</p> : null}
      {rows.length === 0 ? null : (
        <div className="scroll-x">
          <table className={styles["table"]}>
            <Head mayWrite={mayWrite} />
            <tbody>
              {rows.map((row) => (
                <Row key={row.id} {...{ pilot, row }} onRemove={mayWrite ? () => removing.mutate(row.id) : null} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {removing.error === null ? null : <Problem error={removing.error} />}
      {mayWrite ? <AddCapacityRow pilot={pilot} table={id} /> : null}
      <Foot pilot={pilot} table={table} mayWrite={mayWrite} />
    </section>
  );
}

const numbers = ["Throughput", "p95", "Users"];

function Head({ mayWrite }: { mayWrite: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col" className="number">
          Replicas
        </th>
        <th scope="col">Run</th>
        <th scope="col">Verdict</th>
        {numbers.map((name) => (
          <th key={name} scope="col" className="number">
            {name}
          </th>
        ))}
        <th scope="col">CPU</th>
        <th scope="col">Memory</th>
        <th scope="col">Named by</th>
        {mayWrite ? (
          <th scope="col">
            <span className="visually-hidden">Acts</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}

type RowProps = { pilot: string; row: CapacityRowView; onRemove: (() => void) | null };

function Row({ pilot, row, onRemove }: RowProps) {
  const { replicas, label, run, of, throughputPerSecond, latencyMsP95, users, cpu, memory, warns, addedBy } = row;
  return (
    <tr>
      <th scope="row" className="number">
        {replicas}
        {label === "" ? null : <span className={`second ${styles["line"]}`}>{label}</span>}
      </th>
      <td className="wrap">
        <Link href={`/${pilot}/runs/${run.number}`}>Run {run.number}</Link> {run.name}
        <span className={`second ${styles["line"]}`}>
          {of}; {run.load}
        </span>
        {warns === null ? null : <span className={`wrong ${styles["line"]}`}>{warns}</span>}
      </td>
      <td>
        <Plate kind={run.kind} word={run.word} />
      </td>
      <td className="number">{throughputPerSecond.text}</td>
      <td className="number">{latencyMsP95.text}</td>
      <td className="number">{users.text}</td>
      <td>{ownText(cpu)}</td>
      <td>{ownText(memory)}</td>
      <td className="wrap">{addedBy}</td>
      {onRemove === null ? null : (
        <td>
          <button type="button" className="button link" onClick={onRemove}>
            Take out<span className="visually-hidden"> run {run.number}</span>
          </button>
        </td>
      )}
    </tr>
  );
}

const files = [
  ["csv", "CSV"],
  ["pdf", "PDF"],
  ["html", "HTML"],
] as const;

function Foot({ pilot, table, mayWrite }: Props) {
  const [isSure, setSure] = useState(false);
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: () => removeCapacityTable(pilot, table.id),
    onSettled: () => client.invalidateQueries({ queryKey: capacityQuery(pilot).queryKey }),
  });
  return (
    <div className={styles["foot"]}>
      <span className="second">As a file:</span>
      {files.map(([format, word]) => (
        <a key={format} href={capacityFileUrl(pilot, table.id, format)} download>
          {word}
        </a>
      ))}
      {mayWrite ? (
        <span className={styles["end"]}>
          {isSure ? <span>The runs stay; the table and its rows go.</span> : null}
          <button
            type="button"
            className={isSure ? "button act" : "button link"}
            disabled={removing.isPending}
            onClick={() => (isSure ? removing.mutate() : setSure(true))}
          >
            {isSure ? "Remove the table" : "Remove this table"}
          </button>
        </span>
      ) : null}
      {removing.error === null ? null : <Problem error={removing.error} />}
    </div>
  );
}
