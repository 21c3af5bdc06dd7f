"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { ItemView, ListView } from "#lib/checklist/core/checklist-view.ts";
import { AddItem } from "#lib/checklist/input/lists.ts";
import { checklistsQuery, type NewItem } from "#lib/checklist/query.ts";
import { AreaField, ChoiceField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import styles from "./checklist.module.css";
import { draftOf, emptyDraft, type ItemDraft, itemOf } from "./item-draft.ts";
import { ProbeFields } from "./probe-fields.tsx";
import { RunFields } from "./run-fields.tsx";
import { useChecklistAgain } from "./use-checklist-act.ts";

type Props = {
  place: string;
  pilot: string;
  list: ListView;
  item: ItemView | null;
  save(item: NewItem): Promise<unknown>;
  onClose(): void;
};

/** What every group of fields gets. */
export type DraftFields = {
  typed: ItemDraft;
  wrong: Readonly<Record<string, string>>;
  put(part: Partial<ItemDraft>): void;
};
type TextName = { [Name in keyof ItemDraft]: ItemDraft[Name] extends string ? Name : never }[keyof ItemDraft];

export function draftField({ typed, wrong, put }: DraftFields, name: TextName, path: string) {
  return {
    id: `item-${name}`,
    value: typed[name],
    wrong: wrong[path],
    onType: (value: string) => put({ [name]: value }),
  };
}

/** Everything about a check: what it asks, how it is answered, how long that counts. */
export function ItemForm({ place, pilot, list, item, save, onClose }: Props) {
  const again = useChecklistAgain(pilot);
  const client = useQueryClient();
  const formOf = (one: ItemView | null) => (one === null ? emptyDraft : draftOf(one));
  const read = (typed: ItemDraft, version: number) => AddItem.safeParse({ version, ...itemOf(typed) });
  const state = useEdit<ItemDraft>({
    place,
    shown: { form: formOf(item), version: list.version },
    check: (typed, version) => wrongIn(read(typed, version).error?.issues),
    save: async (typed, version) => {
      await save(AddItem.parse({ version, ...itemOf(typed) }));
      await again();
      onClose();
    },
    readAgain: async () => {
      const { lists } = await client.fetchQuery({ ...checklistsQuery(pilot), staleTime: 0 });
      const now = lists.find(({ id }) => id === list.id) ?? list;
      return { form: formOf(now.items.find(({ id }) => id === item?.id) ?? item), version: now.version };
    },
    begins: "at once",
  });
  if (state.edit === null) return null;
  const fields: DraftFields = { typed: state.edit.typed, wrong: state.wrong, put: state.put };
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      label={item === null ? `A new check of ${list.name}` : `Change the check ${item.title}`}
      act={item === null ? "Add the check" : "Save"}
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <WhatFields {...fields} />
      <HowFields {...fields} pilot={pilot} />
      <Unplaced {...fields} />
    </PlaceForm>
  );
}

function WhatFields(fields: DraftFields) {
  const { typed, put } = fields;
  return (
    <>
      <TextField {...draftField(fields, "title", "title")} label="What is checked" size="wide" most={160} />
      <AreaField {...draftField(fields, "asks", "asks")} label="What has to be seen" rows={2} />
      <TextField {...draftField(fields, "station", "station")} label="Station" most={80} hint="such as Load" />
      <TextField {...draftField(fields, "owner", "owner")} label="Owner" most={80} />
      <TextField
        {...draftField(fields, "valid", "validForSeconds")}
        label="Counts for"
        size="small"
        most={20}
        hint="such as 30 min; empty: until it is taken back"
      />
      <Tick id="item-killer" isOn={typed.isKiller} onTick={(isKiller) => put({ isKiller })}>
        Killer: not good stops the launch
      </Tick>
    </>
  );
}

const kinds = [
  ["attested", "a person, who says what they see"],
  ["probe", "a probe, on a schedule"],
  ["run", "a load run's verdict"],
  ["parity", "the parity gate of shadow mode"],
  ["rehearsal", "a rehearsal of the way back"],
  ["training", "training: both signatures of every operator"],
] as const;

const scopes = [
  ["launch-shifts", "who is on shift in the go-live window"],
  ["everybody", "every operator"],
] as const;

function HowFields({ pilot, ...fields }: DraftFields & { pilot: string }) {
  const { typed, put } = fields;
  return (
    <>
      <ChoiceField
        {...draftField(fields, "kind", "rule.kind")}
        wrong={fields.wrong["rule"] ?? (fields.wrong["rule.kind"] === undefined ? undefined : "choose who answers it")}
        label="Answered by"
        size="middle"
        options={kinds}
      />
      {typed.kind === "attested" ? (
        <>
          <Tick
            id="item-verified"
            isOn={typed.needsVerification}
            onTick={(needsVerification) => put({ needsVerification })}
          >
            Another person confirms it
          </Tick>
          <Tick id="item-file" isOn={typed.needsFile} onTick={(needsFile) => put({ needsFile })}>
            A file has to show it
          </Tick>
        </>
      ) : null}
      {typed.kind === "probe" ? <ProbeFields {...fields} pilot={pilot} /> : null}
      {typed.kind === "run" ? <RunFields {...fields} pilot={pilot} /> : null}
      {typed.kind === "rehearsal" ? (
        <TextField
          {...draftField(fields, "minutes", "rule.to.mostMinutes")}
          label="May take at most"
          size="small"
          unit="min"
        />
      ) : null}
      {typed.kind === "training" ? (
        <ChoiceField
          {...draftField(fields, "scope", "rule.to.scope")}
          label="Who has to be signed"
          size="middle"
          options={scopes}
        />
      ) : null}
    </>
  );
}

type TickProps = { id: string; isOn: boolean; onTick(isOn: boolean): void; children: string };

function Tick({ id, isOn, onTick, children }: TickProps) {
  return (
    <label className={styles["tick"]} htmlFor={id}>
      <input id={id} type="checkbox" checked={isOn} onChange={({ target }) => onTick(target.checked)} /> {children}
    </label>
  );
}

const placed = /^(title|asks|station|owner|validForSeconds|rule($|\.))/;

/** What is wrong and belongs to no field. */
function Unplaced({ wrong }: DraftFields) {
  const left = Object.entries(wrong).filter(([path]) => !placed.test(path));
  return left.length === 0 ? null : <p className="wrong small">{left.map(([, says]) => says).join("; ")}</p>;
}
