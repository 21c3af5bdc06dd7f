"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

/** Sessions and operators are asked for again; done when they are here. */
export function useSessionAgain(pilot: string): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: ["training-session", pilot] }), [client, pilot]);
}

/** Something that is done at once; nothing is shown before the server has said so. */
export function useSessionAct(pilot: string) {
  const again = useSessionAgain(pilot);
  return useMutation({ mutationFn: (act: () => Promise<unknown>) => act(), onSettled: again });
}
