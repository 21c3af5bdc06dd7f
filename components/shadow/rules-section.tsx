"use client";

import { useState } from "react";
import { count } from "#lib/load/core/say.ts";
import type { RulesView } from "#lib/shadow/core/shadow-view.ts";
import { WithWhy } from "#lib/shadow/input/triage.ts";
import { withdrawRule } from "#lib/shadow/query.ts";
import { wrongIn } from "../pilots/use-edit.ts";
import { CriticalFields } from "./critical-fields.tsx";
import { OneLineForm } from "./one-line-form.tsx";
import { dayAndTime, effectText } from "./say-shadow.ts";
import { SecretPaths } from "./secret-paths.tsx";
import styles from "./shadow.module.css";
import { useRuleSet } from "./use-rule-set.ts";

type Props = { pilot: string; first: RulesView; timeZone: string; mayTriage: boolean };

/** Noise rules in force, fields that are critical, and how the rules came to be what they are. */
export function RulesSection({ pilot, first, timeZone, mayTriage }: Props) {
  const view = useRuleSet(pilot, first);
  const [withdrawn, setWithdrawn] = useState<string | null>(null);
  return (
    <section className="section" aria-labelledby="rules">
      <div className="section-title">
        <h2 id="rules" tabIndex={-1}>
          Rules
        </h2>
        <span className="second small">
          version {view.version}; what a rule ignores is counted, and never counts as alike
        </span>
      </div>
      {view.rules.length === 0 ? (
        <p className={`second ${styles["note"]}`}>
          No noise rule. One begins at a group, by the key 4, and shows what it would swallow first.
        </p>
      ) : (
        <RulesTable view={view} timeZone={timeZone} {...(mayTriage ? { onWithdraw: setWithdrawn } : {})} />
      )}
      {withdrawn === null ? null : (
        <WithdrawForm key={withdrawn} pilot={pilot} rule={withdrawn} onClose={() => setWithdrawn(null)} />
      )}
      <CriticalFields pilot={pilot} critical={view.critical} mayTriage={mayTriage} />
      <SecretPaths pilot={pilot} secrets={view.secrets} mayTriage={mayTriage} />
      <History view={view} timeZone={timeZone} />
    </section>
  );
}

type TableProps = { view: RulesView; timeZone: string; onWithdraw?: (rule: string) => void };

function RulesTable({ view: { rules }, timeZone, onWithdraw }: TableProps) {
  return (
    <div className="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">Endpoint, path</th>
            <th scope="col">Effect</th>
            <th scope="col" className="number">
              Ignored
            </th>
            <th scope="col">Why, who, since</th>
            {onWithdraw === undefined ? null : <th scope="col" />}
          </tr>
        </thead>
        <tbody>
          {rules.map(({ id, endpoint, path, effect, why, by, since, ignored }) => (
            <tr key={id}>
              <td className="wrap">
                {endpoint === "*" ? "every endpoint" : endpoint} <span className="mono">{path}</span>
              </td>
              <td>{effectText(effect)}</td>
              <td className="number">{count(ignored)}</td>
              <td className="wrap">
                {why}{" "}
                <span className="second small">
                  {by}, {dayAndTime(new Date(since).toISOString(), timeZone)}
                </span>
              </td>
              {onWithdraw === undefined ? null : (
                <td>
                  <button
                    type="button"
                    className="button link"
                    aria-label={`Withdraw the rule at ${path} of ${endpoint}`}
                    onClick={() => onWithdraw(id)}
                  >
                    Withdraw
                  </button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function WithdrawForm({ pilot, rule, onClose }: { pilot: string; rule: string; onClose(): void }) {
  return (
    <OneLineForm
      {...{ pilot, onClose }}
      place={`withdraw.${rule}`}
      id="withdraw-why"
      title="Withdraw the rule"
      note="Groups that it settled are open again, and kept pairs are compared anew."
      label="Reason, kept in the log"
      act="Withdraw it"
      acting="Withdrawing …"
      wrongOf={(why) => wrongIn(WithWhy.safeParse({ why }).error?.issues)["why"]}
      save={(why) => withdrawRule(pilot, rule, why)}
    />
  );
}

const mostShown = 50;

function History({ view: { history }, timeZone }: { view: RulesView; timeZone: string }) {
  if (history.length === 0) return null;
  return (
    <details className="beneath">
      <summary>How the rules came to be: {count(history.length)} changes</summary>
      <ul className={styles["said"]}>
        {history.slice(0, mostShown).map(({ version, change, why, by, at }) => (
          <li key={version} className="wrap">
            <span className="second">
              {version}: {dayAndTime(at, timeZone)}, {by}:
            </span>{" "}
            {change}, {why}
          </li>
        ))}
      </ul>
    </details>
  );
}
