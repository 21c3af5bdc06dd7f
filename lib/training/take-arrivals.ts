import type { Kiosk } from "#lib/access/read-kiosk.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Arrival, ArrivalAnswer } from "./core/kiosk-view.ts";
import { judgeArrival } from "./judge-arrival.ts";
import { declinedJudge } from "./judge-declined.ts";
import { pinSetJudge } from "./judge-pin-set.ts";
import { signedJudge } from "./judge-signed.ts";
import { trainerSignedJudge } from "./judge-trainer-signed.ts";

/** Judges what a tablet brought, in the order in which it was typed; each is answered by its id, and the same id always the same way. A
 *  session that is closed takes nothing any more, also not what was typed before: the trainer sees it, opens the session again, and it is
 *  signed anew. Never refuses as a whole. */
export async function takeArrivals(
  ctx: Ctx,
  kiosk: Kiosk,
  arrivals: readonly Arrival[],
): Promise<{ ok: true; answers: ArrivalAnswer[] }> {
  const answers: ArrivalAnswer[] = [];
  for (const arrival of arrivals) answers.push(await judge(ctx, kiosk, arrival));
  return { ok: true, answers };
}

function judge(ctx: Ctx, kiosk: Kiosk, arrival: Arrival): Promise<ArrivalAnswer> {
  switch (arrival.kind) {
    case "signed":
      return judgeArrival(signedJudge, { ctx, kiosk, arrival });
    case "pin-set":
      return judgeArrival(pinSetJudge, { ctx, kiosk, arrival });
    case "declined":
      return judgeArrival(declinedJudge, { ctx, kiosk, arrival });
    case "trainer-signed":
      return judgeArrival(trainerSignedJudge, { ctx, kiosk, arrival });
  }
}
