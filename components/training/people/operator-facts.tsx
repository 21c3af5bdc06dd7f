"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { changeOperator, operatorQuery } from "#lib/training/browser/people-query.ts";
import { languageNames } from "#lib/training/core/language.ts";
import type { OperatorView } from "#lib/training/core/people-view.ts";
import { moment } from "../../access/moment.ts";
import { Section } from "../../pilots/section.tsx";
import { Mark } from "../../ui/mark.tsx";
import { OperatorForm } from "./operator-form.tsx";
import styles from "./people.module.css";
import { RemoveOperatorForm } from "./remove-operator-form.tsx";

type Props = { pilot: string; view: OperatorView; timeZone: string; mayChange: boolean };

export function OperatorFacts({ pilot, view, timeZone, mayChange }: Props) {
  const [open, setOpen] = useState<"change" | "remove" | null>(null);
  const client = useQueryClient();
  const { operator, shifts, roles } = view;
  const close = () => setOpen(null);
  const act = (what: "change" | "remove", word: string) => (
    <button type="button" className="button link" onClick={() => setOpen(what)}>
      {word}
      <span className="visually-hidden"> {operator.name}</span>
    </button>
  );
  const end =
    mayChange && open === null ? (
      <>
        {act("change", "Change")}
        {act("remove", "Remove")}
      </>
    ) : null;
  const query = operatorQuery(pilot, operator.id);
  return (
    <Section number={1} id="person" title="Person" end={end}>
      {mayChange && open === "remove" ? <RemoveOperatorForm {...{ pilot, operator }} onClose={close} /> : null}
      {mayChange && open === "change" ? (
        <OperatorForm
          place={`${pilot}.operator.${operator.id}`}
          {...{ pilot, operator, shifts, roles }}
          save={(typed, version) => changeOperator(pilot, operator.id, { ...typed, version })}
          readAgain={async () => client.getQueryData(query.queryKey)?.operator ?? operator}
          onClose={close}
        />
      ) : (
        <Facts {...{ operator, timeZone }} />
      )}
    </Section>
  );
}

function Facts({ operator, timeZone }: { operator: OperatorView["operator"]; timeZone: string }) {
  const { badge, shift, roles, language, isChampion, removedAt } = operator;
  return (
    <dl className={styles["facts"]}>
      {removedAt === null ? null : (
        <Fact word="Removed">
          {moment(new Date(removedAt).toISOString(), timeZone)}; the record stays and changes no more
        </Fact>
      )}
      <Fact word="Badge">
        <span className="mono">{badge}</span>
      </Fact>
      <Fact word="Shift">{shift || "none"}</Fact>
      <Fact word="Roles">{roles.length === 0 ? "none: no module is needed" : roles.join(", ")}</Fact>
      <Fact word="Reads and signs in">{languageNames[language]}</Fact>
      <Fact word="Champion">
        {isChampion ? (
          <>
            <Mark name="go" /> champion of the shift
          </>
        ) : (
          "no"
        )}
      </Fact>
    </dl>
  );
}

function Fact({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{children}</dd>
    </div>
  );
}
