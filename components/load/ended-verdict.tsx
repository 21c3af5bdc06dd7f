import type { RunView } from "#lib/load/core/run-view.ts";
import { verdictNote, verdictWord } from "#lib/load/core/say-verdict.ts";
import { Plate } from "../ui/plate.tsx";

/** The verdict of a run that has ended, with each of its reasons. */
export function EndedVerdict({ run: { kind, verdict, endedSentence, outcome } }: { run: RunView }) {
  const reasons = verdict.reasons.map(({ sentence }) => sentence);
  const unsaid = outcome !== "completed" && endedSentence !== null && !reasons.includes(endedSentence);
  return (
    <>
      <p className="verdict-plates">
        <Plate kind={verdict.kind} word={verdictWord[verdict.kind]} large />
        <span className="second">{verdictNote(kind, verdict.kind)}</span>
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
