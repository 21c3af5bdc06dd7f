import type { SystemFaults } from "#lib/practice/core/plant.ts";
import settings from "../pilots/settings.module.css";
import { Mark } from "../ui/mark.tsx";
import { siteTime } from "../ui/site-time.ts";

type Props = { systems: readonly SystemFaults[]; timeZone: string };

/** Each system of the plant: where, since when it runs, and how much is on; or that it does not answer. */
export function PlantSystems({ systems, timeZone }: Props) {
  return (
    <dl className={settings["facts"]}>
      {systems.map((system) => (
        <div key={system.role}>
          <dt>{system.name}</dt>
          <dd>
            <span className="mono">{system.address}</span>
            <SystemState system={system} timeZone={timeZone} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function SystemState({ system, timeZone }: { system: SystemFaults; timeZone: string }) {
  if (!system.answers)
    return (
      <span className={settings["down"]} role="status">
        <Mark name="no-go" /> It {system.why}. What is on in it is not known.
      </span>
    );
  const { startedAt, on } = system;
  return (
    <span className="second">
      runs since {siteTime(new Date(startedAt), timeZone)}
      {on.length === 0 ? ", nothing is on" : `, ${on.length} on`}
    </span>
  );
}
