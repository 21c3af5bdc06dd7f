"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { addCapacityTable, capacityQuery } from "#lib/load/browser/capacity-query.ts";
import type { CapacityTableView } from "#lib/load/core/capacity-table.ts";
import { AddCapacityTable } from "#lib/load/input/capacity.ts";
import { type Wrong, wrongBy, wrongIn } from "../access/wrong-fields.ts";
import { TextField } from "../pilots/fields.tsx";
import { Problem } from "../ui/problem.tsx";
import styles from "./capacity.module.css";
import { CapacityTable } from "./capacity-table.tsx";

type Props = { pilot: string; first: { tables: CapacityTableView[] }; mayWrite: boolean };

/** What so many replicas carry, read from runs that people name. */
export function CapacityPage({ pilot, first, mayWrite }: Props) {
  const { data, error } = useQuery({ ...capacityQuery(pilot), initialData: first });
  return (
    <>
      <header className="page-header">
        <span className="code" />
        <h1>Capacity</h1>
        <p className="second">Each row is what one run measured; nothing is worked out between them</p>
        <span className="end">
          <Link href={`/${pilot}/runs`}>Load runs</Link>
        </span>
      </header>
      <div className="sections">
        {error === null ? null : <Problem error={error} />}
        {data.tables.length === 0 ? <NoTable mayWrite={mayWrite} /> : null}
        {data.tables.map((table) => (
          <CapacityTable key={table.id} pilot={pilot} table={table} mayWrite={mayWrite} />
        ))}
        {mayWrite ? <BeginTable pilot={pilot} /> : null}
      </div>
    </>
  );
}

function NoTable({ mayWrite }: { mayWrite: boolean }) {
  return (
    <div className="empty">
      <h2>No capacity table yet</h2>
      <p>
        A capacity table says what so many replicas carry: throughput, p95 and users, with the CPU and memory they took.
        You name a run for each row, and the figures are read from it.
      </p>
      <p className="second">For example: API replicas, with a run at 3, at 5 and at 7 replicas.</p>
      {mayWrite ? null : <p className="second">A lead or an admin begins one; ask one of them.</p>}
    </div>
  );
}

function BeginTable({ pilot }: { pilot: string }) {
  const [name, setName] = useState("");
  const [wrong, setWrong] = useState<Wrong>({});
  const client = useQueryClient();
  const adding = useMutation({
    mutationFn: (table: AddCapacityTable) => addCapacityTable(pilot, table),
    onSuccess: () => setName(""),
    onError: (error) => setWrong(wrongBy(error)),
    onSettled: () => client.invalidateQueries({ queryKey: capacityQuery(pilot).queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = AddCapacityTable.safeParse({ name });
    setWrong(wrongIn(read.error));
    if (read.success && !adding.isPending) adding.mutate(read.data);
  };
  return (
    <section className="section" aria-labelledby="begin-table">
      <h2 id="begin-table">Begin a table</h2>
      <form className={styles["form"]} noValidate onSubmit={submit} aria-label="Begin a table">
        <TextField
          id="table-name"
          label="What is counted"
          hint="such as API replicas"
          most={80}
          value={name}
          wrong={wrong["name"]}
          onType={setName}
        />
        <button type="submit" className="button primary" disabled={adding.isPending}>
          {adding.isPending ? "Beginning …" : "Begin the table"}
        </button>
      </form>
      {adding.error === null ? null : <Problem error={adding.error} />}
    </section>
  );
}
