"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { canGoBack } from "#lib/rollout/core/back-clock.ts";
import type { RolloutView } from "#lib/rollout/core/rollout-view.ts";
import { rolloutQuery } from "#lib/rollout/query.ts";
import { BackButton } from "../rollout/back-button.tsx";
import { rolloutPlate } from "../rollout/rollout-head.tsx";
import { StatePlate } from "../ui/state-plate.tsx";
import styles from "./launch.module.css";

type Props = { pilot: string; timeZone: string; first: RolloutView; mayAct: boolean };

/** One line while a rollout is open: where it stands, and the way back right here. */
export function RolloutOpen({ pilot, timeZone, first, mayAct }: Props) {
  const { data: view = first } = useQuery({ ...rolloutQuery(pilot), initialData: first });
  const { rollout } = view;
  if (rollout === null || rollout.endedAt !== null) return null;
  const { kind, number, stands, state } = rollout;
  return (
    <section className={styles["rollout"]} aria-label="Rollout">
      <StatePlate state={rolloutPlate(rollout)} />
      <p className={styles["words"]}>
        <Link href={`/${pilot}/launch/rollout`}>
          {kind === "drill" ? "Drill" : "Rollout"} {number}
        </Link>{" "}
        is open. {stands}
        {state.back === null && state.gate?.is === "bad" ? ` ${state.gate.says}` : null}
      </p>
      {mayAct && canGoBack(state) ? <BackButton place={{ pilot, timeZone, mayAct }} /> : null}
    </section>
  );
}
