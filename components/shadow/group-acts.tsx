"use client";

import { useState } from "react";
import { type Disposition, dispositions } from "#lib/shadow/core/dispositions.ts";
import type { GroupView, PairView } from "#lib/shadow/core/shadow-view.ts";
import { recheckGroup, rejoinPair, secondGroup, undoGroup } from "#lib/shadow/query.ts";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";
import { DispositionForm } from "./disposition-form.tsx";
import type { PaneProps } from "./group-pane.tsx";
import { NotTheSameForm } from "./not-the-same-form.tsx";
import { LinkForm, OwnerForm } from "./owner-form.tsx";
import { RuleForm } from "./rule-form.tsx";
import styles from "./shadow.module.css";
import { useShadowAct } from "./use-shadow-act.ts";

type Opened = Disposition | "owner" | "link" | null;
type Props = PaneProps & { view: GroupView; pair: PairView | null };

/** What is to become of the group. Whoever may not decide reads how it stands; a second yes may be anybody's whose yes it needs. */
export function GroupActs(props: Props) {
  const { pilot, group, view, mayTriage, me } = props;
  const [opened, setOpened] = useState<Opened>(null);
  const act = useShadowAct(pilot);
  const { needs, by, disposition } = view.group.standing;
  const run = (does: () => Promise<unknown>) => (act.isPending ? undefined : act.mutate(does));
  const acts = {
    undo: () => run(() => undoLast(pilot, view)),
    recheck: () => run(() => recheckGroup(pilot, group)),
    second: () => run(() => secondGroup(pilot, group)),
  };
  const maySecond = needs.length > 0 && by !== me;
  useKeys({
    ...(mayTriage ? openingKeys(setOpened) : {}),
    ...(mayTriage ? { u: acts.undo } : {}),
    ...(mayTriage && disposition === "fix" ? { c: acts.recheck } : {}),
    ...(maySecond ? { y: acts.second } : {}),
  });
  return (
    <div className={styles["acts"]}>
      <h3>Disposition</h3>
      {mayTriage ? <Choices opened={opened} current={disposition} onOpen={setOpened} /> : <MayNot />}
      {opened === null ? null : <OpenedForm key={opened} {...props} opened={opened} onClose={() => setOpened(null)} />}
      {act.error === null ? null : <Problem error={act.error} />}
      <ActRow
        {...{ acts, maySecond, mayTriage }}
        mayRecheck={mayTriage && disposition === "fix"}
        isPending={act.isPending}
        onOpen={setOpened}
      />
      {needs.length > 0 && by === me ? (
        <p className="second small">You said it; the yes that it waits for comes from somebody else.</p>
      ) : null}
    </div>
  );
}

/** Whatever was said last: about the group, or that a pair of it is not the same request. */
function undoLast(pilot: string, { group, said, parted }: GroupView): Promise<unknown> {
  const [pair] = parted;
  const lastAt = said.at(-1)?.at ?? "";
  return pair !== undefined && pair.at > lastAt ? rejoinPair(pilot, pair.id) : undoGroup(pilot, group.number);
}

type RowProps = {
  acts: Readonly<Record<"undo" | "recheck" | "second", () => void>>;
  maySecond: boolean;
  mayRecheck: boolean;
  mayTriage: boolean;
  isPending: boolean;
  onOpen(one: Opened): void;
};

function ActRow({ acts, maySecond, mayRecheck, mayTriage, isPending, onOpen }: RowProps) {
  const buttons: [shown: boolean, key: string, word: string, does: () => void][] = [
    [maySecond, "y", "Say yes as well", acts.second],
    [mayRecheck, "c", "Check again", acts.recheck],
    [mayTriage, "u", "Undo", acts.undo],
    [mayTriage, "o", "Owner", () => onOpen("owner")],
    [mayTriage, "l", "Link", () => onOpen("link")],
  ];
  return (
    <p className={styles["act-row"]}>
      {buttons
        .filter(([shown]) => shown)
        .map(([, key, word, does]) => (
          <button key={key} type="button" className="button" disabled={isPending} onClick={does}>
            {word} <span className="key">{key}</span>
          </button>
        ))}
      {isPending ? <span className="second">Saving …</span> : null}
    </p>
  );
}

function openingKeys(open: (one: Opened) => void): Record<string, () => void> {
  const keys = dispositions.map(({ key, disposition }) => [key, () => open(disposition)] as const);
  return { ...Object.fromEntries(keys), o: () => open("owner"), l: () => open("link") };
}

function MayNot() {
  return <p className="second">A lead or an admin decides what is to become of a group.</p>;
}

type ChoicesProps = { opened: Opened; current: Disposition | null; onOpen(one: Opened): void };

function Choices({ opened, current, onOpen }: ChoicesProps) {
  return (
    <ul className={styles["choices"]}>
      {dispositions.map(({ key, disposition, word, does }) => (
        <li key={key}>
          <button
            type="button"
            aria-expanded={opened === disposition}
            onClick={() => onOpen(opened === disposition ? null : disposition)}
          >
            <span className="key">{key}</span> <span className="strong">{word}</span>{" "}
            <span className="small second">
              {current === disposition ? "stands now; " : ""}
              {does}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

type FormProps = Props & { opened: Exclude<Opened, null>; onClose(): void };

function OpenedForm({ opened, ...props }: FormProps) {
  const { pilot, onClose } = props;
  const group = props.view.group;
  if (opened === "owner") return <OwnerForm {...{ pilot, group, onClose }} owners={props.owners} />;
  if (opened === "link") return <LinkForm {...{ pilot, group, onClose }} />;
  if (opened === "noise-rule") return <RuleForm {...{ pilot, onClose }} about={group} />;
  if (opened === "not-the-same") return <NotTheSameForm {...{ pilot, group, onClose }} pair={props.pair} />;
  return <DispositionForm {...{ pilot, group, onClose }} disposition={opened} />;
}
