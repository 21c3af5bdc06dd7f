"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FaultName, faultKind } from "#lib/practice/core/faults.ts";
import type { SwitchedOn, SystemFaults } from "#lib/practice/core/plant.ts";
import { figuresText } from "#lib/practice/core/say-figures.ts";
import { faultsQuery, switchOff, switchOn } from "#lib/practice/query.ts";
import { Mark } from "../ui/mark.tsx";
import { Problem } from "../ui/problem.tsx";
import { siteTime } from "../ui/site-time.ts";
import styles from "./faults.module.css";

type Props = {
  pilot: string;
  system: SystemFaults;
  fault: FaultName;
  timeZone: string;
  maySwitch: boolean;
  isOpen: boolean;
  onOpen(open: boolean): void;
};

/** Whether a fault is on in a system, how, since when and by whom; and its switch. */
export function FaultCell(props: Props) {
  const { system, fault, timeZone, maySwitch } = props;
  if (!system.answers) return <span className="second">not known</span>;
  const on = system.on.find((one) => one.fault === fault);
  return (
    <div className={styles["cell"]}>
      {on === undefined ? <span className="second">off</span> : <How on={on} timeZone={timeZone} />}
      {maySwitch ? <Acts {...props} isOn={on !== undefined} /> : null}
    </div>
  );
}

function How({ on: { fault, figures, since, by }, timeZone }: { on: SwitchedOn; timeZone: string }) {
  const how = figuresText(fault, figures);
  return (
    <span className={styles["how"]}>
      <strong>
        <Mark name="warning" /> on{how === "" ? "" : `, ${how}`}
      </strong>
      <span className="second small">
        since {siteTime(new Date(since), timeZone)} {by === null ? "at the plant's own address" : `by ${by}`}
      </span>
    </span>
  );
}

function Acts({ pilot, system, fault, isOn, isOpen, onOpen }: Props & { isOn: boolean }) {
  const client = useQueryClient();
  const { title, figures } = faultKind(fault);
  const where = `${title} in ${system.name}`;
  const switched = useMutation({
    mutationFn: (act: "on" | "off") =>
      act === "on"
        ? switchOn(pilot, { system: system.id, fault, figures: {} })
        : switchOff(pilot, { system: system.id, fault }),
    onSettled: () => client.invalidateQueries({ queryKey: faultsQuery(pilot).queryKey }),
  });
  const asks = figures.length > 0;
  return (
    <>
      <span className={styles["acts"]}>
        {isOn && !asks ? null : (
          <button
            type="button"
            className="button link"
            aria-label={isOn ? `Change ${where}` : `Switch on ${where}`}
            aria-expanded={asks ? isOpen : undefined}
            disabled={switched.isPending}
            onClick={() => (asks ? onOpen(!isOpen) : switched.mutate("on"))}
          >
            {isOn ? "Change" : "Switch on"}
          </button>
        )}
        {isOn ? (
          <button
            type="button"
            className="button link"
            aria-label={`Switch off ${where}`}
            disabled={switched.isPending}
            onClick={() => switched.mutate("off")}
          >
            Switch off
          </button>
        ) : null}
      </span>
      {switched.error === null ? null : <Problem error={switched.error} />}
    </>
  );
}
