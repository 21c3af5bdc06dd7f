"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { codeText, typedCode } from "#lib/displays/core/display-state.ts";
import { PairDisplay as Pairing } from "#lib/displays/input.ts";
import { displaysQuery, pairDisplay } from "#lib/displays/query.ts";
import { type Wrong, wrongBy, wrongIn } from "../access/wrong-fields.ts";
import { Says } from "../pilots/fields.tsx";
import { Mark } from "../ui/mark.tsx";
import { Problem } from "../ui/problem.tsx";
import { DisplayFields, type DisplayForm } from "./display-fields.tsx";
import styles from "./displays.module.css";

const empty: DisplayForm & { code: string } = { code: "", name: "", place: "", boards: [], language: "", sound: false };
const wholeCode = 8;

/** Gives a screen that shows a code its pilot. Nothing is chosen beforehand. */
export function PairDisplay({ pilot, onPaired }: { pilot: string; onPaired(id: string): void }) {
  const [typed, setTyped] = useState(empty);
  const [wrong, setWrong] = useState<Wrong>({});
  const client = useQueryClient();
  const address = useAddress();
  const pairing = useMutation({
    mutationFn: (asked: Pairing) => pairDisplay(pilot, asked),
    onSuccess: ({ id }) => {
      setTyped(empty);
      onPaired(id);
    },
    onError: (error) => setWrong(wrongBy(error)),
    onSettled: () => client.invalidateQueries({ queryKey: displaysQuery(pilot).queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = Pairing.safeParse(typed);
    setWrong(wrongIn(read.error));
    if (read.success && !pairing.isPending) pairing.mutate(read.data);
  };
  const isWhole = typed.code.length === wholeCode;
  return (
    <aside className={styles["pane"]} aria-labelledby="pair">
      <h2 id="pair">Pair a display</h2>
      <p>
        Open <span className="mono">{address}</span> on the screen. It shows eight letters; type them here.
      </p>
      <form className={styles["pair"]} noValidate onSubmit={submit} aria-label="Pair a display">
        <CodeField code={typed.code} wrong={wrong["code"]} onType={(code) => setTyped({ ...typed, code })} />
        <DisplayFields id="pair" typed={typed} wrong={wrong} onPut={(part) => setTyped({ ...typed, ...part })} />
        {pairing.error === null ? null : <Problem error={pairing.error} />}
        <p>
          <button type="submit" className="button primary" disabled={!isWhole || pairing.isPending}>
            {isWhole ? null : <Mark name="locked" />}
            {pairing.isPending ? "Pairing …" : "Pair this display"}
          </button>
        </p>
        <p className="second small">
          Opens with the eighth letter. The screen gets a pass that only reads this pilot's wall; you can take it back
          here.
        </p>
      </form>
    </aside>
  );
}

/** Of this server, as this browser reached it. */
function useAddress(): string {
  const [address, setAddress] = useState("/wall");
  useEffect(() => setAddress(`${window.location.host}/wall`), []);
  return address;
}

type CodeProps = { code: string; wrong: string | undefined; onType(code: string): void };

function CodeField({ code, wrong, onType }: CodeProps) {
  return (
    <div className={styles["code-field"]}>
      <label htmlFor="pair-code">Code on the screen</label>
      <input
        id="pair-code"
        className={`input mono ${styles["code"]}`}
        value={codeText(code)}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        aria-invalid={wrong !== undefined}
        aria-describedby="pair-code-says"
        onChange={(event) => onType(typedCode(event.target.value))}
      />
      <Says
        id="pair-code"
        wrong={wrong}
        hint={`${code.length} of ${wholeCode}. Consonants only, so no two look alike.`}
      />
    </div>
  );
}
