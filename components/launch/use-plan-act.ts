"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

/** The plan is asked for again; done when it is here. */
export function usePlanAgain(pilot: string): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: ["plan", pilot] }), [client, pilot]);
}

/** Something that is done at once; nothing is shown before the server has said so. */
export function usePlanAct(pilot: string) {
  const again = usePlanAgain(pilot);
  return useMutation({ mutationFn: (act: () => Promise<unknown>) => act(), onSettled: again });
}
