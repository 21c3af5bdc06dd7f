/** The plant's own figures as Prometheus text. */
export class Metrics {
  #answers = new Map<string, number>();

  count(route: string, status: number): void {
    const key = `route="${route}",status="${status}"`;
    this.#answers.set(key, (this.#answers.get(key) ?? 0) + 1);
  }

  text(lots: number, leakedBytes: number): string {
    const { user, system } = process.cpuUsage();
    const answers = [...this.#answers].map(([labels, times]) => `plant_answers_total{${labels}} ${times}`);
    return [
      "# HELP plant_answers_total Answers by route and status.",
      "# TYPE plant_answers_total counter",
      ...answers,
      "# HELP plant_lots Lots held in memory.",
      "# TYPE plant_lots gauge",
      `plant_lots ${lots}`,
      "# HELP plant_leaked_bytes Memory that requests left behind.",
      "# TYPE plant_leaked_bytes gauge",
      `plant_leaked_bytes ${leakedBytes}`,
      "# HELP process_cpu_seconds_total CPU time of the plant's process.",
      "# TYPE process_cpu_seconds_total counter",
      `process_cpu_seconds_total ${(user + system) / 1e6}`,
      "# HELP process_resident_memory_bytes Memory of the plant's process.",
      "# TYPE process_resident_memory_bytes gauge",
      `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
      "",
    ].join("\n");
  }
}
