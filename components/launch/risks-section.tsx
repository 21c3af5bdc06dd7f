"use client";

import { useState } from "react";
import { addRisk, changeRisk, removeRisk } from "#lib/launch/browser/plan-query.ts";
import type { Risk } from "#lib/launch/core/plan.ts";
import { Section } from "../pilots/section.tsx";
import styles from "./plan.module.css";
import { ReasonForm } from "./reason-form.tsx";
import { RiskForm } from "./risk-form.tsx";
import { usePlanAgain } from "./use-plan-act.ts";

type Props = { number: number; pilot: string; risks: readonly Risk[]; mayPlan: boolean };
type Open = { what: "add" } | { what: "change" | "remove"; id: string } | null;

/** What may go wrong, what is done against it, and what if it does all the same. */
export function RisksSection({ number, pilot, risks, mayPlan }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const end = mayPlan ? (
    <button type="button" className="button link" onClick={() => setOpen({ what: "add" })}>
      Add a risk
    </button>
  ) : null;
  return (
    <Section
      number={number}
      id="risks"
      title="Risks"
      note="each with what helps and what is left if it does not"
      end={end}
    >
      {open?.what === "add" ? (
        <RiskForm
          place={`${pilot}.risk.new`}
          pilot={pilot}
          risk={null}
          save={(risk) => addRisk(pilot, risk)}
          onClose={close}
        />
      ) : null}
      {risks.length === 0 ? (
        <p className={`second ${styles["note"]}`}>
          No risk is written down. Such as: operators do not take to the new system.
        </p>
      ) : (
        <div className="scroll-x">
          <table>
            <thead>
              <tr>
                <th>Risk</th>
                <th>What is done against it</th>
                <th>If it happens all the same</th>
                <th>Owner</th>
                {mayPlan ? <th aria-label="Acts" /> : null}
              </tr>
            </thead>
            <tbody>
              {risks.map((risk) => (
                <RiskRow key={risk.id} {...{ pilot, risk, mayPlan, open, close }} onOpen={setOpen} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

type RowProps = { pilot: string; risk: Risk; mayPlan: boolean; open: Open; onOpen(open: Open): void; close(): void };

function RiskRow({ pilot, risk, mayPlan, open, onOpen, close }: RowProps) {
  const again = usePlanAgain(pilot);
  const opened = open !== null && open.what !== "add" && open.id === risk.id ? open.what : null;
  return (
    <>
      <tr>
        <th scope="row" className={`row-name ${styles["long"]}`}>
          {risk.risk}
        </th>
        <td className={styles["long"]}>{risk.mitigation}</td>
        <td className={styles["long"]}>{risk.fallback}</td>
        <td>{risk.owner || <span className="second">nobody</span>}</td>
        {mayPlan ? (
          <td className={styles["acts"]}>
            <button type="button" className="button link" onClick={() => onOpen({ what: "change", id: risk.id })}>
              Change<span className="visually-hidden"> {risk.risk}</span>
            </button>
            <button type="button" className="button link" onClick={() => onOpen({ what: "remove", id: risk.id })}>
              Remove<span className="visually-hidden"> {risk.risk}</span>
            </button>
          </td>
        ) : null}
      </tr>
      {opened === null ? null : (
        <tr>
          <td colSpan={5} className={styles["inner"]}>
            {opened === "change" ? (
              <RiskForm
                place={`${pilot}.risk.${risk.id}`}
                {...{ pilot, risk }}
                save={(typed) => changeRisk(pilot, risk.id, { ...typed, version: risk.version })}
                onClose={close}
              />
            ) : (
              <ReasonForm
                place={`${pilot}.risk.${risk.id}.remove`}
                label={`Remove the risk ${risk.risk}`}
                title="The log keeps what it said"
                hint="Why it is taken off the plan"
                act="Remove the risk"
                acting="Removing …"
                least={10}
                send={async (reason) => {
                  await removeRisk(pilot, risk.id, { version: risk.version, reason });
                  await again();
                }}
                onClose={close}
              />
            )}
          </td>
        </tr>
      )}
    </>
  );
}
