import type { CheckLine } from "#lib/load/core/check-list.ts";
import type { PassStep } from "#lib/load/core/pass.ts";
import type { RunView } from "#lib/load/core/run-view.ts";
import { count, milliseconds } from "#lib/load/core/say.ts";
import { Plate } from "../ui/plate.tsx";
import { RequestAndAnswer } from "./request-and-answer.tsx";

/** Every expectation of a smoke run as a line of a check list, and the requests with their answers. */
export function RunChecks({ run }: { run: RunView }) {
  const { checks } = run;
  if (checks === null) return null;
  const { lines, kept } = checks;
  const failed = lines.filter(({ held, of }) => held < of).length;
  return (
    <>
      <section className="section" aria-labelledby="checks">
        <h2 id="checks">
          Check list <span className="second small">{sayHow(lines.length, failed)}</span>
        </h2>
        {lines.length === 0 ? <p className="second">Nothing was asked yet.</p> : <CheckTable lines={lines} />}
      </section>
      {kept.length === 0 ? null : (
        <section className="section" aria-labelledby="asked">
          <h2 id="asked">
            What was asked{" "}
            <span className="second small">the first pass, and what did not hold; secrets are replaced</span>
          </h2>
          {kept.map((step) => (
            <Asked key={step.place} step={step} isOpen={step.place === firstFailed(kept)} />
          ))}
        </section>
      )}
    </>
  );
}

function sayHow(lines: number, failed: number): string {
  if (lines === 0) return "";
  const what = lines === 1 ? "1 expectation" : `${count(lines)} expectations`;
  if (failed === 0) return `${what}, every one held each time`;
  return `${what}, ${count(failed)} did not hold each time`;
}

const firstFailed = (kept: readonly PassStep[]) => kept.find(({ holds }) => !holds)?.place;

function CheckTable({ lines }: { lines: readonly CheckLine[] }) {
  return (
    <div className="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Expected</th>
            <th scope="col" className="number">
              Held
            </th>
            <th scope="col">Found instead</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ step, says, held, of, found, pass }) => (
            <tr key={`${step} ${says}`}>
              <th scope="row" className="row-name">
                {step}
              </th>
              <td className="wrap">{says}</td>
              <td className="number">{`${count(held)} of ${count(of)}`}</td>
              <td className="wrap">
                {found === null ? "" : `${found}${of > 1 && pass !== null ? `, pass ${pass}` : ""}`}
              </td>
              <td>
                <Plate kind={held === of ? "pass" : "fail"} word={held === of ? "HOLDS" : "DOES NOT HOLD"} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Asked({ step, isOpen }: { step: PassStep; isOpen: boolean }) {
  const { pass, status, latencyMs, holds, request, answer } = step;
  const said = [
    pass === 0 ? "set-up" : `pass ${pass}`,
    status === null ? "no answer" : `status ${status}`,
    ...(latencyMs === null ? [] : [milliseconds(latencyMs)]),
  ];
  return (
    <details className="example" open={isOpen}>
      <summary>
        <strong>{step.step}</strong> <span className="second">{said.join(", ")}.</span>{" "}
        {holds ? "Everything held." : "Something did not hold."}
      </summary>
      <RequestAndAnswer request={request} answer={answer} />
    </details>
  );
}
