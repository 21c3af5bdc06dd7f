"use client";

import { type Board, boards } from "#lib/displays/core/display.ts";
import { boardWords } from "#lib/displays/core/display-state.ts";
import { mostNameLetters, mostPlaceLetters } from "#lib/displays/input.ts";
import { ChoiceField, Says, TextField } from "../pilots/fields.tsx";
import styles from "./displays.module.css";

/** What is chosen for a display, as it is typed. */
export type DisplayForm = { name: string; place: string; boards: Board[]; language: string; sound: boolean };

type Props = {
  id: string;
  typed: DisplayForm;
  wrong: Readonly<Record<string, string>>;
  onPut(part: Partial<DisplayForm>): void;
};

export function DisplayFields({ id, typed, wrong, onPut }: Props) {
  return (
    <>
      <TextField
        id={`${id}-name`}
        label="Name, as people say it"
        hint="such as Hall 2 west"
        most={mostNameLetters}
        value={typed.name}
        wrong={wrong["name"]}
        onType={(name) => onPut({ name })}
      />
      <TextField
        id={`${id}-place`}
        label="Place"
        hint="such as over gate 6"
        most={mostPlaceLetters}
        value={typed.place}
        wrong={wrong["place"]}
        onType={(place) => onPut({ place })}
      />
      <BoardsField
        id={`${id}-boards`}
        chosen={typed.boards}
        wrong={wrong["boards"]}
        onChoose={(chosen) => onPut({ boards: chosen })}
      />
      <ChoiceField
        id={`${id}-language`}
        label="Language of the wall"
        options={[
          ["en", "English"],
          ["de", "Deutsch"],
        ]}
        value={typed.language}
        wrong={wrong["language"]}
        onType={(language) => onPut({ language })}
      />
      <label className={styles["sound"]}>
        <input type="checkbox" checked={typed.sound} onChange={(event) => onPut({ sound: event.target.checked })} />
        Sound: a tone at NO-GO and at STALE
      </label>
    </>
  );
}

type BoardsProps = { id: string; chosen: readonly Board[]; wrong: string | undefined; onChoose(boards: Board[]): void };

function BoardsField({ id, chosen, wrong, onChoose }: BoardsProps) {
  const toggle = (board: Board) => onChoose(boards.filter((one) => chosen.includes(one) !== (one === board)));
  return (
    <fieldset className={styles["boards"]} aria-describedby={`${id}-says`}>
      <legend>What it shows</legend>
      {boards.map((board) => (
        <label key={board}>
          <input type="checkbox" checked={chosen.includes(board)} onChange={() => toggle(board)} />
          <span className="second">{boardWords[board].letter}</span>
          <span>{boardWords[board].word}</span>
          <span className="second">{boardWords[board].shows}</span>
        </label>
      ))}
      <Says
        id={id}
        wrong={wrong}
        hint="In turn every 30 s; A stays while anything is not GO, C while a rollback runs."
      />
    </fieldset>
  );
}
