import { bytes } from "#lib/load/core/report-text.ts";
import type { RunView, StepSummary } from "#lib/load/core/run-view.ts";
import { count, milliseconds, percent, perSecond } from "#lib/load/core/say.ts";

/** What each step of the scenario did. Set-up steps stand apart: no criterion counts them. */
export function RunSteps({ run: { summary, plan } }: { run: RunView }) {
  const closed = plan.profile.model === "closed";
  return (
    <section className="section" aria-labelledby="steps">
      <h2 id="steps">
        By step{" "}
        <span className="second small">
          {closed ? "ms from sending" : "ms from due time, in brackets from sending"}. Set-up is in no criterion.
        </span>
      </h2>
      <div className="scroll-x">
        <table>
          <thead>
            <tr>
              <th scope="col">Step</th>
              {["Requests", "per s", "Failed", "Error ratio", "p50", "p95", "p99", "Mean", "Max", "Received"].map(
                (name) => (
                  <th key={name} scope="col" className="number">
                    {name}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {summary.steps.map((step) => (
              <StepRow key={step.step} step={step} closed={closed} />
            ))}
          </tbody>
        </table>
      </div>
      <Beside run={summary} />
    </section>
  );
}

function StepRow({ step, closed }: { step: StepSummary; closed: boolean }) {
  const pair = (due: number | null, service: number | null) => {
    if (due === null) return "–";
    return closed || service === null ? milliseconds(due) : `${milliseconds(due)} (${milliseconds(service)})`;
  };
  const plain = (value: number | null) => (value === null ? "–" : milliseconds(value));
  const kinds = Object.entries(step.failedByKind).map(([kind, times]) => `${kind}: ${count(times ?? 0)}`);
  return (
    <tr className={step.step === -1 ? "row-all" : undefined}>
      <th scope="row" className="row-name">
        {step.step === -1 ? "All but set-up" : step.name}
        {step.setUp ? <span className="second"> set-up</span> : null}
        {step.step !== -1 && kinds.length > 0 ? <span className="second small kinds">{kinds.join(", ")}</span> : null}
      </th>
      <td className="number">{count(step.n)}</td>
      <td className="number">{perSecond(step.throughputPerSecond).replace("/s", "")}</td>
      <td className="number">{count(step.failed)}</td>
      <td className="number">{step.n === 0 ? "–" : percent(step.failed / step.n)}</td>
      <td className="number">{pair(step.latencyMsP50, step.serviceMsP50)}</td>
      <td className="number">{pair(step.latencyMsP95, step.serviceMsP95)}</td>
      <td className="number">{pair(step.latencyMsP99, step.serviceMsP99)}</td>
      <td className="number">{plain(step.latencyMsMean)}</td>
      <td className="number">{plain(step.latencyMsMax)}</td>
      <td className="number">{bytes(step.bytesIn)}</td>
    </tr>
  );
}

/** What was not sent or not answered. */
function Beside({ run }: { run: RunView["summary"] }) {
  const said = [
    ...(run.dropped === 0 ? [] : [`${count(run.dropped)} requests found no free user and were dropped`]),
    ...(run.unfinished === 0 ? [] : [`${count(run.unfinished)} had not answered at the end`]),
  ];
  return said.length === 0 ? null : <p className="beneath second">{sentence(said)}</p>;
}

function sentence(parts: readonly string[]): string {
  const text = parts.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
