"use client";

import { useEffect } from "react";

export type Alarm = "off" | "none" | "no-go" | "stale";

/** Hz and seconds: NO-GO falls, STALE stays. */
const tones: Readonly<Record<"no-go" | "stale", readonly (readonly [hertz: number, seconds: number])[]>> = {
  "no-go": [
    [880, 0.35],
    [587, 0.6],
  ],
  stale: [
    [587, 0.25],
    [587, 0.25],
  ],
};
const pauseSeconds = 0.12;
const loudness = 0.25;

/** A tone when an alarm begins. A browser lets a page that nobody has touched be heard only where its settings say so. */
export function useTone(alarm: Alarm): void {
  useEffect(() => {
    if (alarm !== "no-go" && alarm !== "stale") return;
    const context = new AudioContext();
    void context.resume().then(
      () => play(context, alarm),
      () => {},
    );
    return () => void context.close();
  }, [alarm]);
}

function play(context: AudioContext, alarm: "no-go" | "stale"): void {
  let at = context.currentTime;
  for (const [hertz, seconds] of tones[alarm]) {
    const [tone, volume] = [context.createOscillator(), context.createGain()];
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(loudness, at);
    // An end without a click.
    volume.gain.exponentialRampToValueAtTime(0.001, at + seconds);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + seconds);
    at += seconds + pauseSeconds;
  }
}
