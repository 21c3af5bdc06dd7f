import { count, milliseconds } from "#lib/load/core/say.ts";
import type { AnswerView, BodyView } from "#lib/shadow/core/shadow-view.ts";

/** "201, 188 ms" */
export function answerLine(answer: AnswerView | null): string {
  return answer === null ? "no answer" : `${answer.status}, ${milliseconds(answer.latencyMs)}`;
}

export function bodyText(body: BodyView): string {
  if ("text" in body) return body.text === "" ? "(empty)" : body.text;
  return "base64" in body ? `(bytes, base64) ${body.base64}` : `(${count(body.length)} bytes, not kept)`;
}
