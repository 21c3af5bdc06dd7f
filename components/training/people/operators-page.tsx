"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { addOperator, operatorsQuery } from "#lib/training/browser/people-query.ts";
import type { OperatorsView } from "#lib/training/core/people-view.ts";
import settings from "../../pilots/settings.module.css";
import { Problem } from "../../ui/problem.tsx";
import { TrainingTabs } from "../training-tabs.tsx";
import { ImportSection } from "./import-section.tsx";
import { OperatorForm } from "./operator-form.tsx";
import { OperatorsFilter } from "./operators-filter.tsx";
import { OperatorsTable } from "./operators-table.tsx";
import { everybody, type OperatorsFiltered, operatorsIn } from "./which-operators.ts";

type Props = { pilot: string; first: OperatorsView; mayChange: boolean };

/** Who is trained: added one by one, or from a file. */
export function OperatorsPage({ pilot, first, mayChange }: Props) {
  const { data: view = first, error } = useQuery({ ...operatorsQuery(pilot), initialData: first });
  const [open, setOpen] = useState<"add" | "import" | null>(null);
  const [filter, setFilter] = useState<OperatorsFiltered>(everybody);
  const { operators, shifts, roles } = view;
  const shown = operatorsIn(operators, filter);
  const close = () => setOpen(null);
  return (
    <>
      <header className="page-header">
        <span className="code">TR-op</span>
        <h1>Operators</h1>
        <p className="second">Who works with the new system, on which shift, in which role</p>
        <TrainingTabs pilot={pilot} here="operators" />
      </header>
      {error === null ? null : <Problem error={error} />}
      <div className={settings["page"]}>
        <section className={settings["section"]} aria-labelledby="operators">
          <div className={settings["title"]}>
            <h2 id="operators" tabIndex={-1}>
              Operators
            </h2>
            <span className="second small">{countText(shown.length, operators.length)}</span>
            {mayChange ? (
              <span className={settings["end"]}>
                <button type="button" className="button link" onClick={() => setOpen("add")}>
                  Add an operator
                </button>
                <button type="button" className="button link" onClick={() => setOpen("import")}>
                  Import a file
                </button>
              </span>
            ) : null}
          </div>
          {open === "import" ? <ImportSection pilot={pilot} shifts={shifts} onClose={close} /> : null}
          {open === "add" ? (
            <OperatorForm
              place={`${pilot}.operator.new`}
              {...{ pilot, shifts, roles }}
              operator={null}
              save={(typed) => addOperator(pilot, typed)}
              readAgain={async () => null}
              onClose={close}
            />
          ) : null}
          {operators.length === 0 ? (
            <NoOperators />
          ) : (
            <>
              <OperatorsFilter {...{ view, filter }} onFilter={setFilter} />
              <OperatorsTable {...{ pilot, view, shown, mayChange }} />
            </>
          )}
        </section>
      </div>
    </>
  );
}

function countText(shown: number, all: number): string {
  if (all === 0) return "";
  const total = all.toLocaleString("en-GB");
  return shown === all ? total : `${shown.toLocaleString("en-GB")} of ${total}`;
}

function NoOperators() {
  return (
    <div className={`second ${settings["teach"]}`}>
      <p>
        Nobody is on the list yet. An operator has a badge, a name, a shift and roles, and needs no account: they sign
        with badge and PIN on the trainer’s tablet. Add them one by one, or import the list that the site keeps, such
        as:
      </p>
      <pre className="mono">
        badge,name,shift,roles,language,champion{"\n"}0212,Marek Nowak,Day,picker|packer,de,yes
      </pre>
    </div>
  );
}
