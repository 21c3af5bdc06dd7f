# Locust's share of the comparison: one GET again and again, with its faster client. Its own figures are printed as JSON at the end.
from locust import FastHttpUser, constant, task


class Visitor(FastHttpUser):
    wait_time = constant(0)

    @task
    def front_page(self):
        self.client.get("/")
