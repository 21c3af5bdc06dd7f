"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { WallDevice } from "#lib/displays/browser/wall-device.ts";
import { PairScreen } from "./pair-screen.tsx";
import { RevokedScreen } from "./revoked-screen.tsx";
import styles from "./wall.module.css";
import { WallScreen } from "./wall-screen.tsx";

/** Everything that a screen on a wall shows. `version`: of the build that made this page. */
export function Wall({ version }: { version: string }) {
  const [device, setDevice] = useState<WallDevice | null>(null);
  useEffect(() => {
    const own = new WallDevice(version);
    setDevice(own);
    return own.start();
  }, [version]);
  return device === null ? <div className={styles["wall"]} /> : <Screens device={device} version={version} />;
}

function Screens({ device, version }: { device: WallDevice; version: string }) {
  const { screen, at } = useSyncExternalStore(device.subscribe, device.snapshot, device.snapshot);
  if (screen.is === "wall") return <WallScreen device={device} known={screen.known} moment={at} version={version} />;
  if (screen.is === "revoked") return <RevokedScreen onPair={device.pairAgain} />;
  const code = screen.is === "pairing" ? screen.code : null;
  return <PairScreen code={code} trouble={screen.trouble} at={at} version={version} />;
}
