"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PlacedSystem } from "#lib/pilots/core/place.ts";
import { placesQuery } from "#lib/pilots/query.ts";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";
import { AddSystem, useAddSystem } from "./add-system.tsx";
import { Section } from "./section.tsx";
import styles from "./settings.module.css";
import { SystemRow } from "./system-row.tsx";

type Places = { systems: PlacedSystem[]; now: string };
type Props = {
  number: number;
  pilot: string;
  first: Places;
  timeZone: string;
  mayChange: boolean;
  isArchived: boolean;
};

/** What the pilot may reach: where, what Gantry may do there, and whether it answers. */
export function SystemsSection({ number, pilot, first, timeZone, mayChange, isArchived }: Props) {
  const { data = first, error } = useQuery({ ...placesQuery(pilot), initialData: first });
  const [opened, setOpened] = useState<string | null>(null);
  const adding = useAddSystem(pilot);
  useKeys(mayChange ? { a: () => adding.begin() } : {});
  const { systems } = data;
  const nowMs = Date.parse(data.now);
  return (
    <Section
      number={number}
      id="systems"
      title="Systems and targets"
      note="A run reaches only what is named here; addresses are checked, and pinned when it starts"
      end={mayChange && adding.edit === null ? <AddLink onAdd={() => adding.begin()} /> : null}
    >
      {error === null ? null : <Problem error={error} />}
      {mayChange && adding.edit !== null ? <AddSystem adding={adding} edit={adding.edit} /> : null}
      {systems.length === 0 ? <NoSystems mayChange={mayChange} /> : null}
      {systems.length === 0 ? null : (
        <div className={`scroll-x ${styles["systems"]} ${styles["stack"]}`}>
          <table aria-labelledby="systems">
            <thead>
              <tr>
                {["Name", "Address", "Role", "Environment", "What Gantry may do", "Resolves to", "Now"].map((word) => (
                  <th key={word} scope="col">
                    {word}
                  </th>
                ))}
                {mayChange ? (
                  <th scope="col">
                    <span className="visually-hidden">Acts</span>
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {systems.map((system) => (
                <SystemRow
                  key={system.id}
                  {...{ pilot, system, timeZone, nowMs, mayChange, isArchived, opened }}
                  onOpen={setOpened}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {systems.length > 0 && systems.every(({ metrics }) => metrics.figures.length === 0) ? <NoFigures /> : null}
    </Section>
  );
}

function NoFigures() {
  return (
    <p className={`second ${styles["note"]}`}>
      No figures of the systems’ own are read yet. Where a system shows metrics for a Prometheus, such as CPU, memory or
      database connections, an admin chooses them under its “Figures”; runs then draw them below the load.
    </p>
  );
}

function AddLink({ onAdd }: { onAdd(): void }) {
  return (
    <button type="button" className="button link" onClick={onAdd}>
      Add a system
    </button>
  );
}

function NoSystems({ mayChange }: { mayChange: boolean }) {
  return (
    <div className={styles["teach"]}>
      <p>
        <strong>No system is named yet.</strong> Name the new system that is to be proved, and the legacy one that it
        replaces. Nothing is ever sent to what does not stand here.
      </p>
      <p className="second">
        For example: warehouse-staging, https://staging.example.org:8443, new, STAGING. Production is named too, and
        stays locked until an admin unlocks it for one run.
      </p>
      {mayChange ? (
        <p className="second">
          Press <span className="key">a</span> or “Add a system”.
        </p>
      ) : (
        <p className="second">An admin names systems; ask one of them.</p>
      )}
    </div>
  );
}
