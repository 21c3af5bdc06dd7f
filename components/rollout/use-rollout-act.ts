"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

/** The rollout is asked for again; done when it is here. */
export function useRolloutAgain(pilot: string): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: ["rollout", pilot] }), [client, pilot]);
}

/** Something that is done at once; nothing is shown before the server has said so. */
export function useRolloutAct(pilot: string) {
  const again = useRolloutAgain(pilot);
  return useMutation({ mutationFn: (act: () => Promise<unknown>) => act(), onSettled: again });
}
