"use client";

import { useEffect, useRef, useState } from "react";
import type { RolloutView } from "#lib/rollout/core/rollout-view.ts";
import { beginRollout } from "#lib/rollout/query.ts";
import { PlaceForm, TextField } from "../pilots/fields.tsx";
import styles from "./rollout.module.css";
import type { RolloutPlace } from "./rollout-place.ts";
import { useRolloutAct } from "./use-rollout-act.ts";

/** A drill or the cut-over: nothing moves before somebody says *advance*. The point of no return is read before it begins. */
export function BeginForm({ place: { pilot }, view }: { place: RolloutPlace; view: RolloutView }) {
  const [kind, setKind] = useState<"cut-over" | "drill" | null>(null);
  const [name, setName] = useState("");
  const act = useRolloutAct(pilot);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where there is nothing to type the keyboard goes on at its button.
    if (kind !== null) form.current?.querySelector<HTMLElement>("input, button[type=submit]")?.focus();
  }, [kind]);
  const { plan, version, switches } = view;
  const named = switches.find((one) => one.name === plan?.switch);
  const isProduction = named?.environment === "production";
  if (kind === null)
    return (
      <div className={styles["acts"]}>
        <button type="button" className="button primary" onClick={() => setKind("drill")}>
          Begin a drill
        </button>
        <button type="button" className="button" onClick={() => setKind("cut-over")}>
          Begin the cut-over
        </button>
      </div>
    );
  const begin = () =>
    act.mutate(() => beginRollout(pilot, { kind, version, says: "", ...(isProduction ? { name: name.trim() } : {}) }));
  return (
    <div ref={form} className={styles["form"]}>
      <PlaceForm
        label={kind === "drill" ? "Begin a drill" : "Begin the cut-over"}
        title={
          kind === "drill"
            ? "The same as the real cut-over, and then back again"
            : "The traffic goes over, stage by stage"
        }
        note={
          plan?.pointOfNoReturn
            ? `Point of no return: ${plan.pointOfNoReturn}`
            : "No point of no return is named in the plan."
        }
        act={kind === "drill" ? "Begin the drill" : "Begin"}
        acting="Beginning …"
        isPending={act.isPending}
        error={act.error}
        isGrave={kind === "cut-over"}
        onSubmit={begin}
        onCancel={() => setKind(null)}
      >
        {isProduction ? (
          <TextField
            id="switch-name"
            label={`Type the switch’s name, ${plan?.switch ?? ""}`}
            value={name}
            onType={setName}
            mono
          />
        ) : (
          <p>Nothing moves yet: the first stage waits for healthy servers and for somebody to say advance.</p>
        )}
      </PlaceForm>
    </div>
  );
}
