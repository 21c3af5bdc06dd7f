"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { modulesQuery, moveModule, removeModule, versionModule } from "#lib/training/browser/people-query.ts";
import { textIn } from "#lib/training/core/language.ts";
import type { ModuleLine, ModulesView } from "#lib/training/core/people-view.ts";
import { ReasonForm } from "../../launch/reason-form.tsx";
import settings from "../../pilots/settings.module.css";
import { Problem } from "../../ui/problem.tsx";
import { nothingTyped, typedOf, versionOf } from "./module-draft.ts";
import { ModuleForm } from "./module-form.tsx";
import { ModuleVersions } from "./module-versions.tsx";
import type { OpenModule } from "./modules-section.tsx";
import styles from "./people.module.css";
import { usePeopleAgain } from "./use-people-again.ts";

type Props = {
  pilot: string;
  view: ModulesView;
  module: ModuleLine;
  index: number;
  timeZone: string;
  mayChange: boolean;
  open: OpenModule;
  onOpen(open: OpenModule): void;
};

const columns = 8;

export function ModuleRow(props: Props) {
  const { view, module, open, onOpen } = props;
  const { code, version } = module;
  const opened = open?.id === module.id ? open.what : null;
  const neededBy = view.requirements.filter(({ modules }) => modules.includes(module.id)).map(({ role }) => role);
  const { de } = version.name;
  const name = textIn(version.name, "en");
  return (
    <>
      <tr className={opened === null ? undefined : `${settings["opened"]} ${styles["opened-row"]}`}>
        <td className="mono">{code}</td>
        <th scope="row" className="row-name">
          <button
            type="button"
            className="button link"
            aria-expanded={opened === "show"}
            onClick={() => onOpen(opened === "show" ? null : { id: module.id, what: "show" })}
          >
            {name}
          </button>
          {de === undefined || de === name ? null : <span className="second small"> {de}</span>}
        </th>
        <td data-label="Version">{version.number}</td>
        <td data-label="Length">{version.minutes} min</td>
        <td data-label="Steps">{version.steps.length}</td>
        <td data-label="Counts for">{version.validForDays === null ? "for ever" : days(version.validForDays)}</td>
        <td data-label="Needed by">
          {neededBy.length === 0 ? <span className="second">no role yet</span> : neededBy.join(", ")}
        </td>
        <td className={`${settings["row-acts"]} ${styles["row-acts"]}`}>
          {props.mayChange ? <Acts {...props} /> : null}
        </td>
      </tr>
      {opened === null ? null : (
        <tr>
          <td colSpan={columns} className={settings["inner"]}>
            <Opened {...props} opened={opened} />
          </td>
        </tr>
      )}
    </>
  );
}

const days = (count: number) => (count === 1 ? "a day" : `${count.toLocaleString("en-GB")} days`);

function Acts({ pilot, view: { modules }, module: { id, code }, index, onOpen }: Props) {
  const again = usePeopleAgain(pilot);
  const move = useMutation({
    mutationFn: (after: string | null) => moveModule(pilot, id, after),
    onSettled: again,
  });
  const label = <span className="visually-hidden"> {code}</span>;
  const up = modules[index - 2]?.id ?? null;
  const down = modules[index + 1]?.id;
  return (
    <>
      {move.error === null ? null : <Problem error={move.error} />}
      <button type="button" className="button link" onClick={() => onOpen({ id, what: "version" })}>
        New version{label}
      </button>
      <button
        type="button"
        className={`button link ${styles["place-act"]}`}
        disabled={index === 0 || move.isPending}
        onClick={() => move.mutate(up)}
      >
        Up{label}
      </button>
      <button
        type="button"
        className={`button link ${styles["place-act"]}`}
        disabled={down === undefined || move.isPending}
        onClick={() => move.mutate(down ?? null)}
      >
        Down{label}
      </button>
      <button type="button" className="button link" onClick={() => onOpen({ id, what: "remove" })}>
        Remove{label}
      </button>
    </>
  );
}

function Opened({ pilot, view, module, timeZone, opened, onOpen }: Props & { opened: "show" | "version" | "remove" }) {
  const client = useQueryClient();
  const again = usePeopleAgain(pilot);
  const close = () => onOpen(null);
  const { id, code, version } = module;
  if (opened === "show") return <ModuleVersions module={module} timeZone={timeZone} />;
  if (opened === "remove")
    return (
      <ReasonForm
        place={`${pilot}.module.${id}.remove`}
        label={`Remove the module ${code}`}
        title={`${code} goes off every list, and no role needs it any more. What was signed for it stays on record.`}
        hint="Why it is removed"
        act={`Remove ${code}`}
        acting="Removing …"
        least={10}
        send={async (reason) => {
          await removeModule(pilot, id, reason);
          await again();
        }}
        onClose={close}
      />
    );
  const readAgain = async () => {
    await again();
    const found = client.getQueryData(modulesQuery(pilot).queryKey)?.modules.find((one) => one.id === id);
    return found === undefined
      ? { form: nothingTyped, version: version.number }
      : { form: typedOf(code, found.version), version: found.version.number };
  };
  return (
    <ModuleForm
      place={`${pilot}.module.${id}`}
      {...{ pilot, readAgain }}
      shown={{ form: typedOf(code, version), version: version.number }}
      roles={view.requirements.map(({ role }) => role)}
      save={(typed, number) => versionModule(pilot, id, versionOf(typed, number))}
      onClose={close}
    />
  );
}
