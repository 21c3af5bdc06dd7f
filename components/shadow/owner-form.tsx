"use client";

import type { ListedGroup } from "#lib/shadow/core/shadow-view.ts";
import { LinkGroup, OwnGroup } from "#lib/shadow/input/triage.ts";
import { linkGroup, ownGroup } from "#lib/shadow/query.ts";
import { PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import { useShadowAgain } from "./use-shadow-act.ts";

type Props = { pilot: string; group: ListedGroup; onClose(): void };

/** Who sees to it that something comes of the group; empty for nobody. */
export function OwnerForm({ owners, ...props }: Props & { owners: readonly string[] }) {
  const { pilot, group } = props;
  return (
    <OneLine
      {...props}
      name="owner"
      label={`Owner of SD-${group.number}`}
      hint="a name; empty for nobody"
      now={group.standing.owner ?? ""}
      most={80}
      wrongOf={(owner) => wrongIn(OwnGroup.safeParse({ owner }).error?.issues)["owner"]}
      save={(owner) => ownGroup(pilot, group.number, owner)}
      choices={owners}
    />
  );
}

/** Where the mending is followed; empty for nowhere. */
export function LinkForm(props: Props) {
  const { pilot, group } = props;
  return (
    <OneLine
      {...props}
      name="link"
      label={`Link of SD-${group.number}`}
      hint="such as https://issues.example.org/17; empty for none"
      now={group.standing.link ?? ""}
      most={500}
      wrongOf={(link) => wrongIn(LinkGroup.safeParse({ link }).error?.issues)["link"]}
      save={(link) => linkGroup(pilot, group.number, link)}
      choices={[]}
    />
  );
}

type LineProps = Props & {
  name: "owner" | "link";
  label: string;
  hint: string;
  now: string;
  most: number;
  wrongOf(value: string | null): string | undefined;
  save(value: string | null): Promise<unknown>;
  choices: readonly string[];
};

function OneLine({ pilot, group, onClose, name, label, hint, now, most, wrongOf, save, choices }: LineProps) {
  const again = useShadowAgain(pilot);
  const shown = { form: { value: now }, version: 0 };
  const orNull = (value: string) => (value.trim() === "" ? null : value.trim());
  const state = useEdit({
    place: `${pilot}.shadow.${group.number}.${name}`,
    shown,
    check: ({ value }) => {
      const wrong = wrongOf(orNull(value));
      return wrong === undefined ? {} : { value: wrong };
    },
    save: async ({ value }) => {
      await save(orNull(value));
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const listId = `${name}-choices`;
  return (
    <PlaceForm
      label={label}
      act="Save"
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={() => {
        state.cancel();
        onClose();
      }}
    >
      <TextField
        id={`group-${name}`}
        label={label}
        hint={hint}
        size="wide"
        most={most}
        value={state.edit.typed.value}
        wrong={state.wrong["value"]}
        {...(choices.length > 0 ? { list: listId } : {})}
        onType={(value) => state.put({ value })}
      />
      {choices.length === 0 ? null : (
        <datalist id={listId}>
          {choices.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </PlaceForm>
  );
}
