import type { Headers } from "#lib/shadow/core/exchange.ts";
import type { AnswerView, PairView } from "#lib/shadow/core/shadow-view.ts";
import { answerLine, bodyText } from "./answer-text.ts";
import { CutText } from "./cut-text.tsx";
import styles from "./shadow.module.css";

const atATime = 10_000;

/** Request and answers as they are kept: secrets were replaced before. */
export function RawPair({ pair }: { pair: PairView }) {
  const request = `${pair.method} ${pair.target}\n${headerLines(pair.requestHeaders)}\n\n${bodyText(pair.requestBody)}`;
  return (
    <div className={styles["raw"]}>
      <Raw name="Request" text={request} />
      <Raw name={`Legacy ${answerLine(pair.legacy)}`} text={answerText(pair.legacy)} />
      <Raw name={`New ${answerLine(pair.candidate)}`} text={answerText(pair.candidate)} />
    </div>
  );
}

function Raw({ name, text }: { name: string; text: string }) {
  return (
    <>
      <h3>{name}</h3>
      <CutText text={text} className="mono" atATime={atATime} />
    </>
  );
}

function answerText(answer: AnswerView | null): string {
  return answer === null ? "" : `${headerLines(answer.headers)}\n\n${bodyText(answer.body)}`;
}

function headerLines(headers: Headers): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join("\n");
}
