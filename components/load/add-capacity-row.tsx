"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { addCapacityRow, capacityQuery } from "#lib/load/browser/capacity-query.ts";
import { AddCapacityRow as Adding } from "#lib/load/input/capacity.ts";
import { type Wrong, wrongBy, wrongIn } from "../access/wrong-fields.ts";
import { TextField } from "../pilots/fields.tsx";
import { Problem } from "../ui/problem.tsx";
import styles from "./capacity.module.css";

/** As it is typed. */
const empty = { replicas: "", label: "", run: "", cpuPercent: "", memoryPercent: "" };
type Field = keyof typeof empty;

const fields: readonly { field: Field; label: string; hint?: string; unit?: string; size: "small" | "middle" }[] = [
  { field: "replicas", label: "Replicas", size: "small" },
  { field: "run", label: "Run number", size: "small" },
  { field: "label", label: "What else sets it apart", hint: "may stay empty; such as 2 vCPU", size: "middle" },
  { field: "cpuPercent", label: "CPU, typed", unit: "%", size: "small" },
  { field: "memoryPercent", label: "Memory, typed", unit: "%", size: "small" },
];

/** Names the run for a row. */
export function AddCapacityRow({ pilot, table }: { pilot: string; table: string }) {
  const [typed, setTyped] = useState(empty);
  const [wrong, setWrong] = useState<Wrong>({});
  const client = useQueryClient();
  const adding = useMutation({
    mutationFn: (row: Adding) => addCapacityRow(pilot, table, row),
    onSuccess: () => setTyped(empty),
    onError: (error) => setWrong(wrongBy(error)),
    onSettled: () => client.invalidateQueries({ queryKey: capacityQuery(pilot).queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = Adding.safeParse(asNumbers(typed));
    setWrong(wrongIn(read.error));
    if (read.success && !adding.isPending) adding.mutate(read.data);
  };
  return (
    <form noValidate onSubmit={submit} aria-label="Add a row">
      <div className={styles["form"]}>
        {fields.map(({ field, ...looks }) => (
          <TextField
            key={field}
            id={`${field}-${table}`}
            {...looks}
            most={80}
            value={typed[field]}
            wrong={wrong[field]}
            onType={(text) => setTyped({ ...typed, [field]: text })}
          />
        ))}
        <button type="submit" className="button" disabled={adding.isPending}>
          {adding.isPending ? "Adding …" : "Add the row"}
        </button>
      </div>
      <p className="second small">
        Throughput, p95 and users come from the run. CPU and memory come from it too, where it read the target's
        figures; what you type stands only where it did not, with your name.
      </p>
      {adding.error === null ? null : <Problem error={adding.error} />}
    </form>
  );
}

/** What is no number stays a text, which the schema then refuses with its sentence. */
function asNumbers({ label, ...numbers }: typeof empty) {
  const read = (text: string) => {
    const plain = text.trim().replace(",", ".");
    return plain === "" || Number.isNaN(Number(plain)) ? text : Number(plain);
  };
  const orNull = (text: string) => (text.trim() === "" ? null : read(text));
  return {
    ...{ label, replicas: read(numbers.replicas), run: read(numbers.run) },
    ...{ cpuPercent: orNull(numbers.cpuPercent), memoryPercent: orNull(numbers.memoryPercent) },
  };
}
