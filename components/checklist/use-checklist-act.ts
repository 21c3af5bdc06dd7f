"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

/** Lists and the chosen item are asked for again; done when they are here. */
export function useChecklistAgain(pilot: string): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: ["checklist", pilot] }), [client, pilot]);
}

/** Something that is done at once; nothing is shown before the server has said so. */
export function useChecklistAct(pilot: string) {
  const again = useChecklistAgain(pilot);
  return useMutation({ mutationFn: (act: () => Promise<unknown>) => act(), onSettled: again });
}
