"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

/** Everything about a pilot's shadow mode is asked for again; done when it is here. */
export function useShadowAgain(pilot: string): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: ["shadow", pilot] }), [client, pilot]);
}

/** Something that is done at once. It goes on until the page shows what came of it: nothing is shown before the server has said so. */
export function useShadowAct(pilot: string) {
  const again = useShadowAgain(pilot);
  return useMutation({ mutationFn: (act: () => Promise<unknown>) => act(), onSettled: again });
}
