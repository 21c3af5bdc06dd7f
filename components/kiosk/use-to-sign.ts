"use client";

import type { KioskView, ToSign } from "#lib/training/core/kiosk-view.ts";
import type { Language } from "#lib/training/core/language.ts";
import { useKiosk } from "./use-device.ts";

export type TrainerToSign = { operatorId: string; toSign: ToSign };

/** Whom the trainer can sign for, without those whose record is sealed already. Who signed here while the network was away counts: their signature
 *  goes out first. */
export function useToSign({ trainer }: KioskView, language: Language): readonly TrainerToSign[] {
  const { queue } = useKiosk();
  const own = new Set(queue.flatMap(({ arrival }) => (arrival.kind === "signed" ? [arrival.operatorId] : [])));
  const sealed = new Set(
    queue.flatMap(({ arrival }) =>
      arrival.kind === "trainer-signed" ? arrival.signs.map((one) => one.operatorId) : [],
    ),
  );
  return [...trainer.toSign, ...trainer.afterOperator.filter(({ operatorId }) => own.has(operatorId))]
    .filter(({ operatorId }) => !sealed.has(operatorId))
    .flatMap(({ operatorId, shown: { [language]: toSign } }) => (toSign === null ? [] : [{ operatorId, toSign }]));
}
