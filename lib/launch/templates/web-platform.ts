/** Web Intelligence Platform: a scaled web service in a cluster. */
export const webPlatform = `name: Web platform
for: A web service in a cluster that scales by itself, with alerts, certificates and a day of watching after the launch.
stations: [Load, Checklist, Training, Rollback, Operations]

wanted:
  - { duty: decider, who: Head of engineering }
  - { duty: decider, who: Product manager }
  - { duty: verifier, who: Site reliability engineer }
  - { duty: product-owner, who: Product manager }
  - { duty: station-owner, station: Load, who: Performance engineer }
  - { duty: station-owner, station: Checklist, who: Site reliability engineer }
  - { duty: station-owner, station: Training, who: Team lead }
  - { duty: station-owner, station: Rollback, who: Site reliability engineer }
  - { duty: station-owner, station: Operations, who: Site reliability engineer }

lists:
  - name: Before load tests
    pausePoint: before-load
    items:
      - station: Checklist
        title: Code and tests are final
        asks: The pipeline of the release is green. Say which commit.
        killer: true
      - station: Checklist
        title: Images are built and scanned
        asks: Say their tags, and what the scan found.
      - station: Load
        title: Sweep of clients and requests
        asks: 5 clients with 50 requests each, 10 with 200, 20 with 200; success ratio, throughput and p95 of each.
        killer: true
        run: { name: "Sweep 5 x 50, 10 x 200, 20 x 200" }
      - station: Load
        title: Capacity by replicas
        asks: Throughput and p95 at 3, 5, 7 and 10 replicas, each loaded until it bends; a hundred users a replica is no measurement.
        run: { name: "Capacity at the planned replicas" }

  - name: Pre-launch
    pausePoint: pre-launch
    items:
      - station: Checklist
        title: The service is alive and ready
        asks: Its health answers 200.
        killer: true
        validForSeconds: 60
        probe: { http: { system: new, path: /health }, everySeconds: 10 }
      - station: Checklist
        title: The certificate holds for a month
        asks: Days left on the certificate.
        killer: true
        validForSeconds: 86400
        probe: { http: { system: new, path: /health, tlsDays: 30 }, everySeconds: 3600 }
      - station: Checklist
        title: The domain leads to the cluster
        asks: Say which address it resolves to.
        killer: true
      - station: Checklist
        title: Replicas are up
        asks: At least three. No data is not a pass.
        killer: true
        validForSeconds: 120
        probe: { prometheus: { system: other, query: 'sum(up{job="web"})', is: { atLeast: 3 } }, everySeconds: 15 }
      - station: Operations
        title: Alerts are loaded
        asks: Errors over 5 %, p95 over 1 s, memory over 80 %, crash, throttling. Say that each fired once in a test.
        killer: true
        verify: true
        validForSeconds: 604800
      - station: Operations
        title: The backup is there
        asks: Not older than 26 hours and not empty.
        killer: true
        validForSeconds: 7200
        probe: { fileAge: { resource: backups, mostHours: 26, leastBytes: 1024 }, everySeconds: 600, timeoutSeconds: 10 }
      - station: Training
        title: The team is trained
        asks: Everybody on call has rolled back once, and both signatures say so.
        killer: true
        training: { scope: everybody }
      - station: Rollback
        title: The way back was rehearsed
        asks: In under 15 minutes, on the real target.
        killer: true
        validForSeconds: 604800
        rehearsal: { mostMinutes: 15 }

  - name: Deployment
    pausePoint: launch-day
    items:
      - station: Checklist
        title: The database is migrated
        asks: Say the newest migration.
        killer: true
      - station: Checklist
        title: Smoke test in production
        asks: One pass through what users do. Say what was seen.
        killer: true
      - station: Operations
        title: The team stands by
        asks: Say who, and how they are reached.

  - name: After launch
    pausePoint: after-launch
    items:
      - station: Operations
        title: Watch list, the new system beside the earlier one
        asks: Errors over 5 %, p95 over 1 s, memory over 80 %, crashes, throttling. Say the worst of each and when, with the earlier cluster's figure from before the launch beside it.
      - station: Operations
        title: A day of watching
        asks: Error logs, p95, memory over 24 hours. Say the worst of each.
      - station: Operations
        title: Scaling was seen to work
        asks: Say when it went up and down, at which load.
      - station: Operations
        title: Issues and improvements are written down
        asks: Say how many, and who has them.

steps:
  - { part: programme, day: -7, title: "Sweeps and capacity", owner: Performance engineer }
  - { part: programme, day: -2, title: "Way back rehearsed", owner: Site reliability engineer }
  - { part: programme, day: -1, title: "Pre-launch checklist and poll", owner: Head of engineering }
  - { part: sequence, minute: -60, title: "Poll of all stations", owner: Head of engineering }
  - { part: sequence, minute: -15, title: "Database migrated", owner: Site reliability engineer, waitsFor: Pre-launch, noWayBack: "The earlier version does not run on the new tables" }
  - { part: sequence, minute: 0, title: "Traffic goes to the new cluster", owner: Site reliability engineer, waitsFor: Deployment }
  - { part: sequence, minute: 30, title: "Half an hour: errors, p95, replicas", owner: Site reliability engineer }
  - { part: hypercare, minute: 240, title: "Four hours: error logs, scaling", owner: Site reliability engineer }
  - { part: hypercare, minute: 1440, title: "24 hours: review", owner: Head of engineering }

risks:
  - risk: Capacity was extrapolated and not measured
    mitigation: Each number of replicas is loaded until it bends
    fallback: More replicas than planned from the start
    owner: Performance engineer
  - risk: A certificate or a domain is wrong on the day
    mitigation: Both are checked by probes a week before
    fallback: The old address stays up for a month
    owner: Site reliability engineer
`;
