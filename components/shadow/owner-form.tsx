"use client";

import type { ListedGroup } from "#lib/shadow/core/shadow-view.ts";
import { LinkGroup, OwnGroup } from "#lib/shadow/input/triage.ts";
import { linkGroup, ownGroup } from "#lib/shadow/query.ts";
import { wrongIn } from "../pilots/use-edit.ts";
import { OneLineForm } from "./one-line-form.tsx";

type Props = { pilot: string; group: ListedGroup; onClose(): void };

const orNull = (text: string) => (text.trim() === "" ? null : text.trim());
const saves = { act: "Save", acting: "Saving …" };

/** Who sees to it that something comes of the group; empty for nobody. */
export function OwnerForm({
  pilot,
  group: { number, standing },
  owners,
  onClose,
}: Props & { owners: readonly string[] }) {
  return (
    <OneLineForm
      {...{ pilot, onClose, ...saves }}
      place={`${number}.owner`}
      id="group-owner"
      label={`Owner of SD-${number}`}
      hint="a name; empty for nobody"
      now={standing.owner ?? ""}
      most={80}
      choices={owners}
      wrongOf={(text) => wrongIn(OwnGroup.safeParse({ owner: orNull(text) }).error?.issues)["owner"]}
      save={(text) => ownGroup(pilot, number, orNull(text))}
    />
  );
}

/** Where the mending is followed; empty for nowhere. */
export function LinkForm({ pilot, group: { number, standing }, onClose }: Props) {
  return (
    <OneLineForm
      {...{ pilot, onClose, ...saves }}
      place={`${number}.link`}
      id="group-link"
      label={`Link of SD-${number}`}
      hint="such as https://issues.example.org/17; empty for none"
      now={standing.link ?? ""}
      wrongOf={(text) => wrongIn(LinkGroup.safeParse({ link: orNull(text) }).error?.issues)["link"]}
      save={(text) => linkGroup(pilot, number, orNull(text))}
    />
  );
}
