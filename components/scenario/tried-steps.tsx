import type { Check, PassStep } from "#lib/load/core/pass.ts";
import { milliseconds } from "#lib/load/core/say.ts";
import { Mark } from "../ui/mark.tsx";
import styles from "./scenario.module.css";

/** Each request in order with what was expected of it; the first that does not hold is open. */
export function TriedSteps({ steps }: { steps: readonly PassStep[] }) {
  const first = steps.find(({ holds }) => !holds);
  return (
    <ol className={styles["tried"]}>
      {steps.map((step) => (
        <li key={step.place} className={step.holds ? undefined : styles["broken"]}>
          <details open={step === first}>
            <summary>
              <Line step={step} />
            </summary>
            <Exchange step={step} />
          </details>
        </li>
      ))}
    </ol>
  );
}

function Line({ step }: { step: PassStep }) {
  const { place, status, latencyMs, checks } = step;
  return (
    <>
      <span className={styles["request"]}>
        <span className="mono second">{place + 1}</span>
        <span className={`mono ${styles["what"]}`}>{requestLine(step)}</span>
        <span className={styles["end"]}>
          <strong>{status ?? "no answer"}</strong>{" "}
          <span className="second">{latencyMs === null ? "" : milliseconds(latencyMs)}</span>
        </span>
      </span>
      <Checks checks={checks} />
    </>
  );
}

/** The step's own name, where it has one, and what was asked. */
function requestLine({ step, request }: PassStep): string {
  const asked = /^(\S+ \S+)/.exec(request)?.[1] ?? "";
  return asked === "" || step === asked ? step : `${asked}`;
}

function Checks({ checks }: { checks: readonly Check[] }) {
  return (
    <span className={styles["checks"]}>
      {checks.map(({ says, holds, found }) => (
        <span key={says} className={holds ? styles["holds"] : styles["fails"]}>
          <Mark name={holds ? "go" : "no-go"} />
          <span className="visually-hidden">{holds ? "holds: " : "does not hold: "}</span>
          {says}
          {found === null ? "" : `; found ${found}`}
        </span>
      ))}
    </span>
  );
}

function Exchange({ step }: { step: PassStep }) {
  const { step: name, request, answer, checks } = step;
  const broken = checks.filter(({ holds }) => !holds);
  return (
    <div className={styles["exchange"]}>
      <p className="second small">{`Step ${name}`}</p>
      {request === "" ? null : (
        <div className="pair">
          <Text title="Request" text={request} />
          <Text title="Answer" text={answer.trim() === "" ? "no answer" : answer} />
        </div>
      )}
      {broken.length === 0 ? null : (
        <p>
          <strong>Expected</strong> {broken.map(({ says }) => says).join("; ")}. <strong>Seen</strong>{" "}
          {broken.map(({ found }) => found ?? "nothing").join("; ")}. In a load run this counts as an error.
        </p>
      )}
    </div>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <h3 className="small second">{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <pre className={`mono ${styles["text"]}`} tabIndex={0}>
        {text}
      </pre>
    </div>
  );
}
