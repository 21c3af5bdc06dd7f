import type { RunExample, RunView } from "#lib/load/core/run-view.ts";
import { clock } from "#lib/load/core/say.ts";
import { RequestAndAnswer } from "./request-and-answer.tsx";

/** What failed requests looked like: at most three of each kind, with secrets replaced. */
export function RunExamples({ run: { examples } }: { run: RunView }) {
  if (examples.length === 0) return null;
  return (
    <section className="section" aria-labelledby="examples">
      <h2 id="examples">
        Examples of what failed <span className="second small">at most three of each kind; secrets are replaced</span>
      </h2>
      {examples.map((example) => (
        <Example key={`${example.kind} ${example.second} ${example.request}`} example={example} />
      ))}
    </section>
  );
}

function Example({ example: { kind, step, second, detail, request, answer } }: { example: RunExample }) {
  return (
    <details className="example">
      <summary>
        <strong>{kind}</strong>{" "}
        <span className="second">
          {step} at {clock(second)}.
        </span>{" "}
        {detail}
      </summary>
      <RequestAndAnswer request={request} answer={answer} />
    </details>
  );
}
