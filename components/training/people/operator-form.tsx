"use client";

import { languageNames, languages } from "#lib/training/core/language.ts";
import type { ListedOperator } from "#lib/training/core/people-view.ts";
import { AddOperator } from "#lib/training/input/people.ts";
import { ChoiceField, PlaceForm, TextField } from "../../pilots/fields.tsx";
import { savedHint, useEdit, wrongIn } from "../../pilots/use-edit.ts";
import styles from "./people.module.css";
import { RoleTicks } from "./role-ticks.tsx";
import { usePeopleAgain } from "./use-people-again.ts";

export type TypedOperator = Omit<AddOperator, "roles"> & { roles: readonly string[] };
type Shown = { form: TypedOperator; version: number };

type Props = {
  place: string;
  pilot: string;
  /** Null: a new one. */
  operator: ListedOperator | null;
  shifts: readonly string[];
  roles: readonly string[];
  save(typed: AddOperator, version: number): Promise<unknown>;
  /** After a save of somebody else. */
  readAgain(): Promise<ListedOperator | null>;
  onClose(): void;
};

export function OperatorForm({ place, pilot, operator, shifts, roles, save, readAgain, onClose }: Props) {
  const again = usePeopleAgain(pilot);
  const state = useEdit<TypedOperator>({
    ...{ place, begins: "at once" },
    shown: shownOf(operator),
    check: (typed) => wrongIn(AddOperator.safeParse(typed).error?.issues),
    save: async (typed, version) => {
      await save({ ...typed, roles: [...typed.roles] }, version);
      await again();
      onClose();
    },
    readAgain: async () => {
      await again();
      return shownOf(await readAgain());
    },
  });
  const { edit, wrong } = state;
  if (edit === null) return null;
  const { typed } = edit;
  const field = (name: "badge" | "name" | "shift") => ({
    id: `operator-${name}`,
    value: typed[name],
    wrong: wrong[name],
    hint: savedHint(edit, name),
    onType: (text: string) => state.put({ [name]: text }),
  });
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      label={operator === null ? "A new operator" : `Change ${operator.name}`}
      act={operator === null ? "Add the operator" : "Save"}
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <TextField {...field("badge")} label="Badge" size="small" most={40} mono />
      <TextField {...field("name")} label="Name" most={120} />
      <ShiftField {...field("shift")} shifts={shifts} />
      <ChoiceField
        id="operator-language"
        label="Reads and signs in"
        options={languages.map((one) => [one, languageNames[one]] as const)}
        value={typed.language}
        onType={(language) => state.put({ language: language === "de" ? "de" : "en" })}
      />
      <RoleTicks
        id="operator-roles"
        legend="Roles"
        hint="They decide which modules the operator needs."
        roles={roles}
        chosen={typed.roles}
        wrong={wrong["roles"]}
        onChange={(chosen) => state.put({ roles: chosen })}
      />
      <label className={styles["tick"]}>
        <input
          type="checkbox"
          checked={typed.isChampion}
          onChange={({ target }) => state.put({ isChampion: target.checked })}
        />
        Champion: whom the others on the shift ask first
      </label>
    </PlaceForm>
  );
}

function shownOf(operator: ListedOperator | null): Shown {
  if (operator === null)
    return {
      form: { badge: "", name: "", shift: "", roles: [], language: "en", isChampion: false },
      version: 0,
    };
  const { badge, name, shift, roles, language, isChampion, version } = operator;
  return { form: { badge, name, shift, roles, language, isChampion }, version };
}

type ShiftProps = {
  id: string;
  value: string;
  wrong: string | undefined;
  hint: string | undefined;
  shifts: readonly string[];
  onType(text: string): void;
};

/** One of the pilot's shifts; any name where the pilot has none. Whoever has one that is gone by now may keep it. */
function ShiftField({ shifts, ...field }: ShiftProps) {
  if (shifts.length === 0)
    return <TextField {...field} label="Shift" size="small" most={80} hint={field.hint ?? "such as Day"} />;
  const known = shifts.includes(field.value) || field.value === "" ? shifts : [...shifts, field.value];
  return (
    <ChoiceField
      {...field}
      label="Shift"
      options={[["", "none"] as const, ...known.map((one) => [one, one] as const)]}
    />
  );
}
