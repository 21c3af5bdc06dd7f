"use client";

import { useState } from "react";
import { canSign } from "#lib/training/browser/kiosk-state.ts";
import type { KioskOperator, KioskView } from "#lib/training/core/kiosk-view.ts";
import type { Language } from "#lib/training/core/language.ts";
import { CodeScreen } from "./code-screen.tsx";
import { DeclineScreen } from "./decline-screen.tsx";
import { EndedScreen } from "./ended-screen.tsx";
import { ExitScreen } from "./exit-screen.tsx";
import styles from "./kiosk.module.css";
import { KioskHead } from "./kiosk-head.tsx";
import { ListScreen, lastPage } from "./list-screen.tsx";
import { LockScreen } from "./lock-screen.tsx";
import type { Said } from "./say-became.ts";
import { SetPinScreen } from "./set-pin-screen.tsx";
import { SignScreen } from "./sign-screen.tsx";
import { TrainerScreen } from "./trainer-screen.tsx";
import { useDevice, useKiosk } from "./use-device.ts";
import { useIdle } from "./use-idle.ts";
import { LanguageContext } from "./use-messages.ts";

const idleMs = 60_000;

type Screen =
  | { at: "list" | "trainer" | "exit" }
  | { at: "sign" | "set-pin" | "decline"; operatorId: string; language: Language };

const list: Screen = { at: "list" };

/** Which screen is there, and in whose language. */
export function KioskScreens({ isOfflineOff }: { isOfflineOff: boolean }) {
  const device = useDevice();
  const { language } = useKiosk();
  const [screen, show] = useState<Screen>(list);
  const [page, setPage] = useState(0);
  const [said, say] = useState<Said | null>(null);
  const done = (who: Said | null) => {
    say(who);
    show(list);
  };
  useIdle(screen.at, { idleMs, onTouch: device.touch, onIdle: () => screen.at !== "list" && done(null) });
  const spoken = "language" in screen ? screen.language : language;
  return (
    <LanguageContext value={spoken}>
      <div className={styles["kiosk"]} lang={spoken}>
        <KioskHead />
        <Shown {...{ screen, show, done, page, setPage, said, isOfflineOff }} />
      </div>
    </LanguageContext>
  );
}

type ShownProps = {
  screen: Screen;
  show(screen: Screen): void;
  done(said: Said | null): void;
  page: number;
  setPage(page: number): void;
  said: Said | null;
  isOfflineOff: boolean;
};

/** What the tablet must say first comes before what somebody opened. */
function Shown(props: ShownProps) {
  const { phase, view, lock, isLocked } = useKiosk();
  const { screen, show, done } = props;
  const exit = () => show({ at: "exit" });
  if (phase === "closed" || phase === "never") return <EndedScreen why={phase} onExit={null} />;
  if (screen.at === "exit") return <ExitScreen onBack={() => done(null)} />;
  if (!window.isSecureContext) return <EndedScreen why="insecure" onExit={exit} />;
  if (view === null) return <EndedScreen why="starting" onExit={null} />;
  if (isLocked) return <LockScreen onExit={exit} />;
  if (lock === null) return <CodeScreen />;
  if (view.session.state !== "open") return <EndedScreen why="over" onExit={exit} />;
  return <OpenScreen {...props} view={view} />;
}

function OpenScreen({ view, ...props }: ShownProps & { view: KioskView }) {
  const { screen, show, done, page, setPage, said, isOfflineOff } = props;
  const { language } = useKiosk();
  if (screen.at === "trainer") return <TrainerScreen view={view} language={language} onDone={() => done(null)} />;
  const operator = "operatorId" in screen ? view.operators.find(({ id }) => id === screen.operatorId) : undefined;
  // What was to be signed may be gone meanwhile: the list says why.
  if (operator !== undefined && canSign(operator.shown)) return <OperatorScreen {...props} operator={operator} />;
  return (
    <ListScreen
      {...{ view, said, isOfflineOff, onPage: setPage }}
      page={Math.min(page, lastPage(view))}
      onOpen={({ id, language }, opens) => show({ at: opens, operatorId: id, language })}
      onTrainer={() => show({ at: "trainer" })}
      onExit={() => show({ at: "exit" })}
    />
  );
}

function OperatorScreen({ screen, show, done, operator }: ShownProps & { operator: KioskOperator }) {
  if (!("language" in screen)) return null;
  const { at, language } = screen;
  const shared = { operator, language, onLanguage: (chosen: Language) => show({ ...screen, language: chosen }) };
  const sign = () => show({ ...screen, at: "sign" });
  if (at === "set-pin") return <SetPinScreen {...shared} onBack={() => done(null)} onSet={sign} />;
  if (at === "decline") return <DeclineScreen {...shared} onBack={sign} onDone={done} />;
  return <SignScreen {...shared} onDecline={() => show({ ...screen, at: "decline" })} onDone={done} />;
}
