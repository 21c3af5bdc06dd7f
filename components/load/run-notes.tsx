"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { noteLetter } from "#lib/load/core/note-letter.ts";
import type { RunView } from "#lib/load/core/run-view.ts";
import { clock } from "#lib/load/core/say.ts";
import { noteRun } from "#lib/load/query.ts";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";

type Props = { pilot: string; run: RunView; mayWrite: boolean };

/** What people saw while it ran; each note is a mark on the charts. */
export function RunNotes({ pilot, run, mayWrite }: Props) {
  const begun = run.summary.lastSecond !== null;
  if (run.notes.length === 0 && !(mayWrite && begun)) return null;
  return (
    <section className="section" aria-labelledby="notes">
      <h2 id="notes">Notes</h2>
      {run.notes.length === 0 ? null : (
        <table>
          <tbody>
            {run.notes.map((note, index) => (
              <tr key={note.id}>
                <td className="note-place">
                  <span className="note-mark">{noteLetter(index)}</span>{" "}
                  <span className="mono">{clock(note.second)}</span>
                </td>
                <td className="wrap">{note.text}</td>
                <td className="number second">{note.writtenBy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mayWrite && begun ? <WriteNote pilot={pilot} run={run} /> : null}
    </section>
  );
}

/** The note belongs to the second at which one began to write it. */
function WriteNote({ pilot, run }: { pilot: string; run: RunView }) {
  const newest = run.summary.lastSecond ?? 0;
  const [text, setText] = useState("");
  const [begunAt, setBegunAt] = useState<number | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const client = useQueryClient();
  const second = begunAt ?? newest;
  const written = useMutation({
    mutationFn: () => noteRun(pilot, run.number, { text, second }),
    onSuccess: () => {
      setText("");
      setBegunAt(null);
      return client.invalidateQueries({ queryKey: ["run", pilot, run.number] });
    },
  });
  useKeys({ n: () => field.current?.focus() });
  const type = (typed: string) => {
    setText(typed);
    setBegunAt(typed === "" ? null : second);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") written.mutate();
  };
  return (
    <>
      <form className="note-form" onSubmit={submit}>
        <input
          ref={field}
          className="input"
          aria-label="A note"
          placeholder={`Write a note at ${clock(second)}`}
          value={text}
          maxLength={500}
          onChange={(event) => type(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        />
        <button type="submit" className="button" disabled={written.isPending || text.trim() === ""}>
          Add <span className="key">n</span>
        </button>
      </form>
      {written.error === null ? null : <Problem error={written.error} />}
    </>
  );
}
