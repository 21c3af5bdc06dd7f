"use client";

import { useMutation } from "@tanstack/react-query";
import { handTablet } from "#lib/training/browser/sessions-query.ts";
import { PlaceForm } from "../../pilots/fields.tsx";
import type { FormProps } from "./session-acts.tsx";

/** This very browser becomes the kiosk. Said before: the trainer's own sign-in ends here. */
export function HandForm({ place: { pilot, number }, view, keptHere, onClose }: FormProps) {
  const hand = useMutation({
    mutationFn: () => handTablet({ pilot, session: number }),
    // A whole new page: nothing of the console stays in it.
    onSuccess: ({ address }) => window.location.replace(address),
  });
  const ready = view.operators.filter(({ standing }) => standing === "ready").length;
  return (
    <PlaceForm
      label="Hand the tablet round"
      title="This browser becomes the tablet on which operators sign."
      act="Hand it round"
      acting="Handing over …"
      isPending={hand.isPending || hand.isSuccess}
      error={hand.error}
      onSubmit={() => (keptHere === 0 ? hand.mutate() : undefined)}
      onCancel={onClose}
    >
      <div>
        <p>
          Your own sign-in in this browser ends, so that nobody gets into the console from it. To come back, the tablet
          asks for your password. {ready === 1 ? "1 operator" : `${ready} operators`} may sign now.
        </p>
        {keptHere === 0 ? null : (
          <p className="wrong">
            {keptHere === 1 ? "1 mark is" : `${keptHere} marks are`} kept here, not sent: without your sign-in they
            could not go out. Wait until they are sent.
          </p>
        )}
      </div>
    </PlaceForm>
  );
}
