"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

/** Modules, requirements and operators are asked for again; done when they are here. */
export function usePeopleAgain(pilot: string): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    const words = ["training-modules", "operators", "operator"];
    await Promise.all(words.map((word) => client.invalidateQueries({ queryKey: [word, pilot] })));
  }, [client, pilot]);
}
