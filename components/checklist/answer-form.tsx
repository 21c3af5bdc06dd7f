"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { ItemDetail } from "#lib/checklist/core/checklist-view.ts";
import { AnswerItem } from "#lib/checklist/input/acts.ts";
import { answerItem, itemQuery } from "#lib/checklist/query.ts";
import { ApiProblem } from "#lib/platform/browser/fetch-json.ts";
import { AreaField } from "../pilots/fields.tsx";
import { type EditState, useEdit, wrongIn } from "../pilots/use-edit.ts";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";
import { AnswerFiles, type Attached } from "./answer-files.tsx";
import styles from "./checklist.module.css";
import type { PaneProps } from "./item-pane.tsx";
import { useChecklistAgain } from "./use-checklist-act.ts";
import { paneTitleId } from "./use-chosen-item.ts";

/** `seen`: the newest act that the form showed, empty for none. */
type Form = { says: string; files: readonly Attached[]; seen: string; ruleVersion: number };

const saysId = "answer-says";

/** What is seen, and whether that is what was asked for. Nothing is chosen beforehand. */
export function AnswerForm(props: PaneProps) {
  const { state, send } = useAnswer(props);
  const { edit } = state;
  const say = (holds: boolean) => {
    if (edit === null) state.begin();
    // Whoever has not said yet what they see goes on there.
    if (edit === null || edit.typed.says.trim() === "")
      requestAnimationFrame(() => document.getElementById(saysId)?.focus());
    else send(holds);
  };
  useKeys({ y: () => say(true), n: () => say(false) });
  if (edit === null)
    return (
      <p className={styles["act-row"]}>
        <button type="button" className="button" onClick={() => say(true)}>
          Answer again <span className="key">y</span> <span className="key">n</span>
        </button>
      </p>
    );
  const { rule } = props.view.item;
  return (
    <form
      aria-label="Answer"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={({ key }) => (key === "Escape" ? document.getElementById(paneTitleId)?.focus() : undefined)}
    >
      <AreaField
        id={saysId}
        label="What do you see? Required for yes and for no"
        rows={2}
        value={edit.typed.says}
        wrong={state.wrong["says"]}
        hint="Esc leaves the field; then y or n"
        onType={(says) => state.put({ says })}
      />
      <AnswerFiles
        pilot={props.place.pilot}
        files={edit.typed.files}
        isNeeded={rule.kind === "attested" && rule.needsFile}
        onFiles={(files) => state.put({ files })}
      />
      {state.error === null ? null : <Problem error={state.error} />}
      <Holds isPending={state.isPending} onSay={say} />
    </form>
  );
}

function Holds({ isPending, onSay }: { isPending: boolean; onSay(holds: boolean): void }) {
  return (
    <div className={styles["holds"]}>
      <button type="button" className="button" disabled={isPending} onClick={() => onSay(true)}>
        Holds <span className="key">y</span>
      </button>
      <button type="button" className="button act" disabled={isPending} onClick={() => onSay(false)}>
        Does not hold <span className="key">n</span>
      </button>
    </div>
  );
}

/** An answer that was overtaken is refused with what others said; what was typed stays, and what they said counts as seen from then on. */
function useAnswer({ place: { pilot, me }, view }: PaneProps): { state: EditState<Form>; send(holds: boolean): void } {
  const { answer, id: item } = view.item;
  const client = useQueryClient();
  const again = useChecklistAgain(pilot);
  const holds = useRef(false);
  const readAgain = () => client.fetchQuery({ ...itemQuery(pilot, item), staleTime: 0 });
  const answerOf = (typed: Form) => answerFields(typed, { holds: holds.current, view, me: me.id });
  const state: EditState<Form> = useEdit<Form>({
    place: `${pilot}.item.${item}.answer`,
    shown: { form: formOf(view), version: 0 },
    check: (typed) => wrongIn(AnswerItem.safeParse(answerOf(typed)).error?.issues),
    save: async (typed) => {
      const sent = answerItem({ pilot, item }, AnswerItem.parse(answerOf(typed)));
      await sent.catch(async (error: unknown) => {
        const isOvertaken = error instanceof ApiProblem && error.kind === "item-moved-on";
        if (isOvertaken) state.put({ seen: formOf(await readAgain()).seen });
        throw error;
      });
      await again();
    },
    readAgain: async () => ({ form: formOf(await readAgain()), version: 0 }),
    begins: answer === null || answer.isWithdrawn ? "at once" : "when asked",
  });
  const send = (now: boolean) => {
    holds.current = now;
    if (!state.isPending) state.submit();
  };
  return { state, send };
}

function formOf({ item }: ItemDetail): Form {
  return { says: "", files: [], seen: item.seen ?? "", ruleVersion: item.ruleVersion };
}

type Said = { holds: boolean; view: ItemDetail; me: string };

function answerFields({ says, files, seen, ruleVersion }: Form, { holds, view, me }: Said): object {
  const since = view.acts.slice(view.acts.findIndex(({ id }) => id === seen) + 1);
  // What one did oneself meanwhile is no news.
  const last = since.every(({ byId }) => byId === me) ? view.item.seen : seen;
  return { holds, says, files: files.map(({ id }) => id), seen: last === "" ? null : last, ruleVersion };
}
