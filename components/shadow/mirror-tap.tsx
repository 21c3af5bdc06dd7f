"use client";

import { useQueryClient } from "@tanstack/react-query";
import { mirrorsQuery, pauseMirror, resumeMirror } from "#lib/shadow/browser/mirror-query.ts";
import { PauseMirror } from "#lib/shadow/input/set-up-mirror.ts";
import { OneLineForm } from "./one-line-form.tsx";

type Props = { pilot: string; mirror: string; mirroring: boolean; onClose(): void };

/** Turns the tap off or on, with a reason. The clients go on to legacy either way. */
export function MirrorTap({ pilot, mirror, mirroring, onClose }: Props) {
  const client = useQueryClient();
  return (
    <OneLineForm
      {...{ pilot, onClose }}
      place={`mirror.${mirror}.tap`}
      id={`mirror-${mirror}-tap`}
      title={`${mirroring ? "Pause" : "Resume"} the mirror ${mirror}`}
      label="Why, kept in the log"
      hint={mirroring ? "Clients go on to legacy; nothing is copied or recorded." : undefined}
      act={mirroring ? "Pause it" : "Resume it"}
      acting={mirroring ? "Pausing …" : "Resuming …"}
      wrongOf={(why) => PauseMirror.safeParse({ why }).error?.issues[0]?.message}
      save={async (why) => {
        await (mirroring ? pauseMirror : resumeMirror)(pilot, mirror, why);
        await client.invalidateQueries({ queryKey: mirrorsQuery(pilot).queryKey });
      }}
    />
  );
}
