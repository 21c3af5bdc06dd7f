import type { RunView } from "#lib/load/core/run-view.ts";
import { Plate } from "../ui/plate.tsx";

const notes = {
  pass: "every criterion holds, on enough evidence",
  fail: "at least one criterion does not hold",
  inconclusive: "not a pass, not a fail: the record cannot tell",
} as const;

/** The verdict of a run that has ended, with each of its reasons. */
export function EndedVerdict({ run: { verdict, endedSentence, outcome } }: { run: RunView }) {
  const reasons = verdict.reasons.map(({ sentence }) => sentence);
  const unsaid = outcome !== "completed" && endedSentence !== null && !reasons.includes(endedSentence);
  return (
    <>
      <p className="verdict-plates">
        <Plate kind={verdict.kind} word={verdict.kind.toUpperCase()} large />
        <span className="second">{notes[verdict.kind]}</span>
      </p>
      {unsaid ? <p className="verdict-sentence">{endedSentence}</p> : null}
      {reasons.length === 0 ? null : (
        <ol className="reasons">
          {reasons.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
      )}
    </>
  );
}
