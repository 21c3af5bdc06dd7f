"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { faultKind, faultNames } from "#lib/practice/core/faults.ts";
import { allOff } from "#lib/practice/core/plant.ts";
import { type Faults, faultsQuery, switchAllOff } from "#lib/practice/query.ts";
import { Section } from "../pilots/section.tsx";
import settings from "../pilots/settings.module.css";
import { KeysHelp } from "../ui/keys-help.tsx";
import { LiveRegion } from "../ui/live-region.tsx";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";
import { FaultsTable } from "./faults-table.tsx";
import { Happened } from "./happened.tsx";
import { PlantSystems } from "./plant-systems.tsx";

type Props = { pilot: string; first: Faults; timeZone: string; maySwitch: boolean };

const faults = faultNames.filter((name) => faultKind(name).group === "fault");
const differences = faultNames.filter((name) => faultKind(name).group === "difference");

/** Everything that can be made to go wrong in the practice plant, and what is on now, as the plant itself says. */
export function FaultsPage({ pilot, first, timeZone, maySwitch }: Props) {
  const { data = first, error } = useQuery({ ...faultsQuery(pilot), initialData: first });
  const { systems, happened } = data;
  const table = { pilot, systems, timeZone, maySwitch };
  const [newest] = happened;
  return (
    <>
      <Header pilot={pilot} mayAllOff={maySwitch && !allOff(systems)} maySwitch={maySwitch} />
      <div className={settings["page"]}>
        {error === null ? null : (
          <div className={settings["section"]}>
            <Problem error={error} />
            <p className="second">What stands below is what was last heard.</p>
          </div>
        )}
        <Section number={1} id="plant" title="The plant" note="As it says itself, asked every 5 s">
          <PlantSystems systems={systems} timeZone={timeZone} />
        </Section>
        <Section number={2} id="faults" title="Faults" note="Something breaks: a load run should notice">
          <FaultsTable {...table} labelledBy="faults" names={faults} />
        </Section>
        <Section
          number={3}
          id="differences"
          title="Differences"
          note="Nothing breaks: the new system answers otherwise than legacy, in one field of one endpoint"
        >
          <FaultsTable {...table} labelledBy="differences" names={differences} />
        </Section>
        <Section
          number={4}
          id="happened"
          title="Switched lately"
          note="By way of this page; the whole of it is in the log"
        >
          <Happened happened={happened} timeZone={timeZone} />
        </Section>
      </div>
      <LiveRegion says={newest === undefined ? "" : `${newest.who}: ${newest.sentence}`} alarm="" />
    </>
  );
}

type HeaderProps = { pilot: string; mayAllOff: boolean; maySwitch: boolean };

function Header({ pilot, mayAllOff, maySwitch }: HeaderProps) {
  const client = useQueryClient();
  const off = useMutation({
    mutationFn: () => switchAllOff(pilot),
    onSettled: () => client.invalidateQueries({ queryKey: faultsQuery(pilot).queryKey }),
  });
  const act = () => (mayAllOff && !off.isPending ? off.mutate() : undefined);
  useKeys({
    ...Object.fromEntries(sections.map(([key, id]) => [key, () => goTo(id)])),
    ...(maySwitch ? { "0": act } : {}),
  });
  return (
    <header className="page-header">
      <span className="code">FLT</span>
      <h1>Practice faults</h1>
      <p className="second">What goes wrong in the practice plant, when you want it to</p>
      {maySwitch ? (
        <span className="end">
          <button type="button" className="button" disabled={!mayAllOff || off.isPending} onClick={act}>
            {off.isPending ? "Switching off …" : "Switch all off"} <span className="key">0</span>
          </button>
        </span>
      ) : null}
      {off.error === null ? null : <Problem error={off.error} />}
      <KeysHelp
        keys={[
          ...sections.map(([key, , title]) => [key, title] as const),
          ...(maySwitch ? [["0", "switch all off"] as const] : []),
          ["Esc", "close the form in which one is"],
          ["g f", "practice faults"],
          ["g r", "load runs"],
        ]}
      />
    </header>
  );
}

const sections = [
  ["1", "plant", "The plant"],
  ["2", "faults", "Faults"],
  ["3", "differences", "Differences"],
  ["4", "happened", "Switched lately"],
] as const;

function goTo(id: string): void {
  const title = document.getElementById(id);
  title?.scrollIntoView({ block: "start" });
  title?.focus({ preventScroll: true });
}
