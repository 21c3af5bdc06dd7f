"use client";

import { Mark } from "#components/ui/mark.tsx";
import { onDevice, trainerKey } from "#lib/training/browser/kiosk-state.ts";
import type { KioskOperator, KioskView } from "#lib/training/core/kiosk-view.ts";
import { type Card, cardOf } from "./card-state.ts";
import styles from "./kiosk.module.css";
import { LanguageButtons } from "./language-buttons.tsx";
import { OperatorCard } from "./operator-card.tsx";
import { type Said, sayBecame } from "./say-became.ts";
import { useDevice, useKiosk, useServerClock } from "./use-device.ts";
import { useMessages } from "./use-messages.ts";
import { useToSign } from "./use-to-sign.ts";

const cardsOnPage = 8;

export function lastPage({ operators }: KioskView): number {
  return Math.max(0, Math.ceil(operators.length / cardsOnPage) - 1);
}

type Props = {
  view: KioskView;
  page: number;
  /** The last who was here. */
  said: Said | null;
  isOfflineOff: boolean;
  onPage(page: number): void;
  onOpen(operator: KioskOperator, opens: "sign" | "set-pin"): void;
  onTrainer(): void;
  onExit(): void;
};

export function ListScreen(props: Props) {
  const { view, page, onOpen, onTrainer, onExit } = props;
  const t = useMessages();
  const device = useDevice();
  const { language } = useKiosk();
  const cards = useCards(view);
  const shown = cards.slice(page * cardsOnPage, (page + 1) * cardsOnPage);
  const waiting = useToSign(view, language).length;
  return (
    <main className={styles["list"]}>
      <ListHead {...props} cards={cards} />
      <ul className={styles["cards"]}>
        {shown.map(({ operator, card }) => (
          <li key={operator.id}>
            <OperatorCard
              operator={operator}
              card={card}
              onOpen={() => card.opens !== null && onOpen(operator, card.opens)}
            />
          </li>
        ))}
        {cards.length === 0 ? <li className={styles["nobody"]}>{t.list.nobody}</li> : null}
      </ul>
      <footer className={styles["foot"]}>
        <LanguageButtons chosen={language} onChoose={device.setLanguage} />
        <button type="button" className={styles["button"]} onClick={device.lockNow}>
          <Mark name="locked" /> {t.list.lock}
        </button>
        <button type="button" className={`${styles["button"]} ${styles["grows"]}`} onClick={onTrainer}>
          {t.list.trainerSigns(waiting)}
        </button>
        <button type="button" className={`${styles["button"]} ${styles["grows"]}`} onClick={onExit}>
          {t.list.back}
        </button>
      </footer>
    </main>
  );
}

type Shown = { operator: KioskOperator; card: Card };

function useCards(view: KioskView): readonly Shown[] {
  const t = useMessages();
  const state = useKiosk();
  const { at } = useServerClock();
  return view.operators.map((operator) => {
    const input = { operator, device: onDevice(state, operator), viewAt: view.now, time: at };
    return { operator, card: cardOf(t, input) };
  });
}

function ListHead({ said, isOfflineOff, page, onPage, cards }: Props & { cards: readonly Shown[] }) {
  const t = useMessages();
  const { queue, answers } = useKiosk();
  const isTrainerWrong = answers[trainerKey]?.answer.result === "password-wrong";
  const can = cards.filter(({ card }) => card.look === "can").length;
  return (
    <div className={styles["list-head"]}>
      <div>
        <h1>{t.list.title}</h1>
        <p role="status">
          {said === null ? null : <strong>{sayBecame(t, said)} </strong>}
          {can === 0 ? t.list.noneNow : t.list.canNow(can, cards.length)}
        </p>
        {isTrainerWrong ? <div className={styles["wrong"]}>{t.trainer.wrong}</div> : null}
        {isOfflineOff ? <p className={styles["note"]}>{t.offlineIsOff}</p> : null}
      </div>
      {queue.length === 0 ? null : (
        <div className={styles["waits"]}>
          <strong className={styles["waiting"]}>
            <Mark name="stale" /> {t.list.waiting(queue.length)}
          </strong>
          <div>{t.list.waitingNote}</div>
        </div>
      )}
      <Pages page={page} pages={Math.ceil(cards.length / cardsOnPage)} onPage={onPage} />
    </div>
  );
}

function Pages({ page, pages, onPage }: { page: number; pages: number; onPage(page: number): void }) {
  const t = useMessages();
  if (pages <= 1) return null;
  return (
    <>
      <button type="button" className={styles["button"]} disabled={page === 0} onClick={() => onPage(page - 1)}>
        {t.list.previous}
      </button>
      <span className={styles["page-of"]}>{t.list.page(page + 1, pages)}</span>
      <button type="button" className={styles["button"]} disabled={page >= pages - 1} onClick={() => onPage(page + 1)}>
        {t.list.next}
      </button>
    </>
  );
}
