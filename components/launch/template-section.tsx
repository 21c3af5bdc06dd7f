"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { applyTemplate, templateFile, templatesQuery } from "#lib/launch/browser/plan-query.ts";
import { AreaField, PlaceForm } from "../pilots/fields.tsx";
import { Section } from "../pilots/section.tsx";
import { useEdit } from "../pilots/use-edit.ts";
import { Problem } from "../ui/problem.tsx";
import styles from "./plan.module.css";
import { usePlanAct, usePlanAgain } from "./use-plan-act.ts";

type Props = { number: number; pilot: string; used: readonly string[]; mayPlan: boolean };

/** Plans to begin with: shipped ones, and one's own. */
export function TemplateSection({ number, pilot, used, mayPlan }: Props) {
  const { data, error } = useQuery(templatesQuery);
  const act = usePlanAct(pilot);
  const [pastes, setPastes] = useState(false);
  const end = mayPlan ? (
    <button type="button" className="button link" onClick={() => setPastes(true)}>
      Paste a plan of your own
    </button>
  ) : null;
  return (
    <Section
      number={number}
      id="templates"
      title="Begin with a plan"
      note="adds lists, steps, risks and duties; nothing is taken away"
      end={end}
    >
      {error === null ? null : <Problem error={error} />}
      {act.error === null ? null : <Problem error={act.error} />}
      {pastes ? <OwnTemplate pilot={pilot} onClose={() => setPastes(false)} /> : null}
      <ul className={styles["templates"]}>
        {(data?.templates ?? []).map(({ key, name, for: whom, items, steps, risks }) => (
          <li key={key}>
            <strong>{name}</strong>
            <p className="second">
              {whom} {items} checks, {steps} steps, {risks} risks.
            </p>
            <a className="button link" href={templateFile(key)} download>
              YAML<span className="visually-hidden">of {name}</span>
            </a>
            {used.includes(name) ? (
              <span className="second">this plan began with it</span>
            ) : mayPlan ? (
              <button
                type="button"
                className="button"
                disabled={act.isPending}
                onClick={() => act.mutate(() => applyTemplate(pilot, { template: key }))}
              >
                Begin with it<span className="visually-hidden">{name}</span>
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function OwnTemplate({ pilot, onClose }: { pilot: string; onClose(): void }) {
  const again = usePlanAgain(pilot);
  const shown = { form: { text: "" }, version: 0 };
  const state = useEdit({
    place: `${pilot}.plan.template`,
    shown,
    check: ({ text }) => (text.trim() === "" ? { text: "paste a plan" } : {}),
    save: async ({ text }) => {
      await applyTemplate(pilot, { text });
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      label="A plan of your own"
      act="Begin with it"
      acting="Reading it …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <AreaField
        id="template-text"
        label="A plan as YAML"
        hint="take one of those below as an example"
        rows={12}
        value={state.edit.typed.text}
        wrong={state.wrong["text"]}
        onType={(text) => state.put({ text })}
      />
    </PlaceForm>
  );
}
