# The scenario lib/load/templates/flowviz-operators.ts as a person would write it for Locust, with its faster client: the same log-in, weights,
# values, remembered lots and expectations. Its own figures are printed as JSON at the end.
import itertools
import json
import random
import time
from collections import deque

from locust import FastHttpUser, constant, task

run = format(int(time.time() * 1000), "x")
numbers = itertools.count(1)


class Operator(FastHttpUser):
    wait_time = constant(0)

    def on_start(self):
        self.number = next(numbers)
        self.made = 0
        self.lots = deque(maxlen=10)
        body = {"email": f"operator{self.number % 10 + 1}@factory.local", "password": "bench"}
        with self.client.post("/api/login", json=body, catch_response=True) as answer:
            token = answer.json().get("access_token") if answer.status_code == 200 else None
            if not token:
                answer.failure(f"no token: {answer.status_code}")
        self.headers = {"authorization": f"Bearer {token}"}

    @task(10)
    def register_lot(self):
        self.made += 1
        body = {
            "lot_code": f"LOT-{run}-{self.number}-{self.made}",
            "lot_type": random.choice(("RAW", "WIP", "FINISHED")),
            "weight_kg": round(random.uniform(50, 500), 1),
            "temperature_c": round(random.uniform(2, 8), 1),
        }
        with self.client.post("/api/v1/lots", json=body, headers=self.headers, catch_response=True) as answer:
            lot = json.loads(answer.content) if answer.status_code == 201 else {}
            if "id" not in lot:
                answer.failure(f"no lot: {answer.status_code}")
                return
            self.lots.append((lot["id"], lot["lot_code"]))

    @task(5)
    def decide(self):
        if not self.lots:
            self.register_lot()
            return
        body = {
            "lot_id": random.choice(self.lots)[0],
            "gate_id": random.randint(1, 7),
            "decision": random.choices(("PASS", "HOLD", "FAIL"), (85, 10, 5))[0],
        }
        with self.client.post("/api/v1/qc-decisions", json=body, headers=self.headers, catch_response=True) as answer:
            if answer.status_code != 201:
                answer.failure(f"status {answer.status_code}")

    @task(1)
    def trace(self):
        if not self.lots:
            self.register_lot()
            return
        path = f"/api/v1/traceability/{random.choice(self.lots)[1]}"
        with self.client.get(path, name="traceability", headers=self.headers, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")
