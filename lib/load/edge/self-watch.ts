import { readFileSync } from "node:fs";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";

/** The generator watching itself, read once a second. */

const resolutionMs = 10;
const shortestReadingMs = 200;

export type LoopReading = { loopUtilisation: number; loopDelayMsP99: number };

/** This thread's event loop: share of time busy, and p99 of how late its timers ran. */
export function watchLoop(): { read(): LoopReading; stop(): void } {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  let before = performance.eventLoopUtilization();
  return {
    read: () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      const p99 = delay.percentile(99) / 1e6;
      delay.reset();
      return {
        loopUtilisation: utilization,
        loopDelayMsP99: Number.isFinite(p99) ? Math.max(0, p99 - resolutionMs) : 0,
      };
    },
    stop: () => delay.disable(),
  };
}

export type MachineReading = { cpuCores: number; stealRatio: number };

/** CPU of this whole process in cores, and the share of the machine's time that its host gave to others. */
export function watchMachine(): () => MachineReading {
  let cpu = process.cpuUsage();
  let at = performance.now();
  let times = machineTimes();
  let reading: MachineReading = { cpuCores: 0, stealRatio: 0 };
  return () => {
    const now = performance.now();
    // Seconds handed over in one go share a reading: over a few milliseconds the clocks are too coarse.
    if (now - at < shortestReadingMs) return reading;
    const used = process.cpuUsage(cpu);
    const cpuCores = (used.user + used.system) / 1000 / Math.max(1, now - at);
    const newTimes = machineTimes();
    const all = newTimes.all - times.all;
    const stealRatio = all > 0 ? (newTimes.steal - times.steal) / all : 0;
    cpu = process.cpuUsage();
    at = now;
    times = newTimes;
    reading = { cpuCores, stealRatio };
    return reading;
  };
}

/** The first line of /proc/stat; zeros where there is none. */
function machineTimes(): { all: number; steal: number } {
  try {
    const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n");
    const times = line.split(/\s+/).slice(1, 9).map(Number);
    return { all: times.reduce((sum, time) => sum + time, 0), steal: times[7] ?? 0 };
  } catch {
    return { all: 0, steal: 0 };
  }
}
