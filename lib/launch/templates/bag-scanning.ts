/** TraitorTrack: bag scanning with 1.8 million rows. */
export const bagScanning = `name: Scanning line
for: A scanning line with dispatchers, billers and admins, and a database of millions of rows.
stations: [Load, Checklist, Rollback, Operations]

wanted:
  - { duty: decider, who: Dispatch manager }
  - { duty: decider, who: Project lead }
  - { duty: verifier, who: Database engineer }
  - { duty: product-owner, who: Dispatch manager }
  - { duty: station-owner, station: Load, who: Performance engineer }
  - { duty: station-owner, station: Checklist, who: Database engineer }
  - { duty: station-owner, station: Rollback, who: Database engineer }
  - { duty: station-owner, station: Operations, who: Database engineer }

lists:
  - name: Before the test
    pausePoint: before-load
    items:
      - station: Checklist
        title: The server runs the release
        asks: Say the version that it reports.
        killer: true
      - station: Checklist
        title: The data is of real size
        asks: About 1.8 million bags. Say how many rows are counted.
        killer: true
      - station: Checklist
        title: Redis answers
        asks: The cache answers PING.
        killer: true
        validForSeconds: 120
        probe: { redis: { resource: scanning }, everySeconds: 10 }
      - station: Checklist
        title: The target is not production
        asks: Say which environment it names itself.
        killer: true
        verify: true
      - station: Checklist
        title: Logs are collected
        asks: Say where, and that the last minute is there.
      - station: Load
        title: Load
        asks: 100 users, 10 more a second, 5 minutes; 60 % dispatchers, 30 % billers, 10 % admins; errors under 1 %.
        killer: true
        run: { name: "Load, 100 users for 5 minutes" }
      - station: Load
        title: Stress
        asks: 200 users, 20 more a second, 10 minutes, little think time; errors under 5 %; it recovers afterwards.
        run: { name: "Stress, 200 users for 10 minutes" }
      - station: Load
        title: API
        asks: "p95 by kind: reads 100, writes 500, scans 200, search 500, dashboard 1,000 ms; 500 requests a second."
        killer: true
        run: { name: "API, p95 by kind" }

  - name: During the test
    pausePoint: before-shadow
    items:
      - station: Operations
        title: CPU, memory and connections were watched
        asks: Say the highest of each.
      - station: Operations
        title: The error log was read
        asks: Say what stood in it.
      - station: Operations
        title: A baseline was kept
        asks: Say which run it is.

  - name: Pre-launch
    pausePoint: pre-launch
    items:
      - station: Checklist
        title: The system is healthy
        asks: Its page answers 200.
        killer: true
        validForSeconds: 120
        probe: { http: { system: new, path: /login }, everySeconds: 10 }
      - station: Checklist
        title: The database accepts connections
        asks: It answers.
        killer: true
        validForSeconds: 120
        probe: { postgres: { resource: scanning, accepts: true }, everySeconds: 10 }
      - station: Checklist
        title: Replication keeps up
        asks: The standby is at most ten seconds behind.
        killer: true
        validForSeconds: 120
        probe: { postgres: { resource: scanning, replicationLag: { mostSeconds: 10 } }, everySeconds: 15 }
      - station: Checklist
        title: Slow queries were dealt with
        asks: Indexed look-ups under 100 ms. Say what is left, and why that may be.
        killer: true
        verify: true
      - station: Rollback
        title: The way back was rehearsed
        asks: In under 15 minutes, on the real target.
        killer: true
        validForSeconds: 604800
        rehearsal: { mostMinutes: 15 }
      - station: Operations
        title: Last night's backup is there
        asks: It is not older than 26 hours and not empty.
        killer: true
        validForSeconds: 7200
        probe: { fileAge: { resource: backups, mostHours: 26, leastBytes: 1024 }, everySeconds: 600, timeoutSeconds: 10 }

  - name: After launch
    pausePoint: after-launch
    items:
      - station: Operations
        title: Watch list, the new system beside the legacy one
        asks: Errors over 5 %, p95 over 1 s, memory over 80 %, crashes, throttling. Say the worst of each and when, with the legacy system's figure from before the launch beside it.
      - station: Operations
        title: Figures were compared with the baseline
        asks: Say what is slower, and by how much.
      - station: Operations
        title: Issues were written down
        asks: Say how many, and who has them.

steps:
  - { part: programme, day: -5, title: "Checks before the test, load and stress", owner: Performance engineer }
  - { part: programme, day: -3, title: "Database at full size", owner: Database engineer }
  - { part: programme, day: -1, title: "Pre-launch checklist and poll", owner: Project lead }
  - { part: sequence, minute: -30, title: "Poll of all stations", owner: Project lead }
  - { part: sequence, minute: 0, title: "Scanners are pointed to the new system", owner: Dispatch manager, waitsFor: Pre-launch, noWayBack: "Bags scanned from here on exist in the new system only" }
  - { part: sequence, minute: 20, title: "First hundred bags are found again", owner: Dispatch manager }
  - { part: hypercare, minute: 120, title: "Two hours: p95 by kind, connections", owner: Database engineer }
  - { part: hypercare, minute: 1440, title: "24 hours: comparison with the baseline", owner: Performance engineer }

risks:
  - risk: Searches become slow at full size
    mitigation: Timed statements on a database of real size
    fallback: Search is limited to the last 30 days
    owner: Database engineer
  - risk: Scanners stand still
    mitigation: Load and stress runs with the real mix
    fallback: Back to the system before it, scans of the gap are entered again
    owner: Dispatch manager
`;
