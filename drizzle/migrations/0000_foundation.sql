CREATE TABLE "set_up_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"roles" text[] NOT NULL,
	"session_version" integer DEFAULT 1 NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "heartbeats" (
	"id" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"host" text NOT NULL,
	"pid" integer NOT NULL,
	"beat_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_examples" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"second" integer NOT NULL,
	"step" smallint NOT NULL,
	"kind" text NOT NULL,
	"detail" text NOT NULL,
	"request" text NOT NULL,
	"answer" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"second" integer NOT NULL,
	"text" text NOT NULL,
	"written_by" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_seconds" (
	"run_id" uuid NOT NULL,
	"second" integer NOT NULL,
	"planned" integer NOT NULL,
	"sent" integer NOT NULL,
	"dropped" integer NOT NULL,
	"ended" integer NOT NULL,
	"in_flight" integer NOT NULL,
	"waiting" integer NOT NULL,
	"users" integer NOT NULL,
	"user_ms_planned" double precision NOT NULL,
	"user_ms_active" double precision NOT NULL,
	"redrawn" integer NOT NULL,
	"retried" integer NOT NULL,
	"lateness" "bytea" NOT NULL,
	"late" integer NOT NULL,
	"loop_utilisation" double precision NOT NULL,
	"loop_delay_ms_p99" double precision NOT NULL,
	"cpu_cores" double precision NOT NULL,
	"steal_ratio" double precision NOT NULL,
	"saturated" boolean NOT NULL,
	"stored_at" timestamp with time zone NOT NULL,
	CONSTRAINT "run_seconds_run_id_second_pk" PRIMARY KEY("run_id","second")
);
--> statement-breakpoint
CREATE TABLE "run_step_seconds" (
	"run_id" uuid NOT NULL,
	"second" integer NOT NULL,
	"step" smallint NOT NULL,
	"ok" integer NOT NULL,
	"failed" jsonb NOT NULL,
	"bytes_in" bigint NOT NULL,
	"bytes_out" bigint NOT NULL,
	"latency" "bytea" NOT NULL,
	"service" "bytea" NOT NULL,
	"latency_sum_ms" double precision NOT NULL,
	"latency_max_ms" double precision NOT NULL,
	"over" integer[] NOT NULL,
	CONSTRAINT "run_step_seconds_run_id_second_step_pk" PRIMARY KEY("run_id","second","step")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	"scenario_version_id" uuid NOT NULL,
	"profile" jsonb NOT NULL,
	"objectives" jsonb NOT NULL,
	"system_id" uuid NOT NULL,
	"system_name" text NOT NULL,
	"base_url" text NOT NULL,
	"environment" text NOT NULL,
	"seed" integer NOT NULL,
	"addresses" text[],
	"state" text NOT NULL,
	"outcome" text,
	"ended_sentence" text,
	"verdict" jsonb,
	"summary" jsonb,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"stop_requested_at" timestamp with time zone,
	"stop_requested_by" text,
	"stop_reason" text,
	"runner_id" text,
	"lease_until" timestamp with time zone,
	CONSTRAINT "runs_number_once_a_pilot" UNIQUE("pilot_id","number"),
	CONSTRAINT "runs_outcome_when_ended" CHECK (("runs"."state" = 'ended') = ("runs"."outcome" is not null))
);
--> statement-breakpoint
CREATE TABLE "scenario_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scenario_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "scenario_versions_number" UNIQUE("scenario_id","version")
);
--> statement-breakpoint
CREATE TABLE "scenarios" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "scenarios_name_once_a_pilot" UNIQUE("pilot_id","name")
);
--> statement-breakpoint
CREATE TABLE "pilots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"site" text NOT NULL,
	"time_zone" text NOT NULL,
	"practice" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pilots_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "production_unlocks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"system_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"granted_by" text NOT NULL,
	"granted_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_by_run_id" uuid
);
--> statement-breakpoint
CREATE TABLE "systems" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"name" text NOT NULL,
	"base_url" text NOT NULL,
	"environment" text NOT NULL,
	"role" text NOT NULL,
	"reason" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "systems_name_once_a_pilot" UNIQUE("pilot_id","name"),
	CONSTRAINT "systems_environment" CHECK ("systems"."environment" in ('practice', 'test', 'staging', 'production')),
	CONSTRAINT "systems_role" CHECK ("systems"."role" in ('legacy', 'new', 'other'))
);
--> statement-breakpoint
CREATE TABLE "chain_heads" (
	"chain" text PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"chain" text NOT NULL,
	"pilot_id" uuid,
	"sequence" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"verb" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"reason" text,
	"acts_digest" text,
	"key_number" integer NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "events_sequence" UNIQUE("chain","sequence")
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"id" integer PRIMARY KEY NOT NULL,
	"secret_fingerprint" text NOT NULL,
	"separate_roles" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"number" integer NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "keys_number" UNIQUE("purpose","number")
);
--> statement-breakpoint
ALTER TABLE "run_examples" ADD CONSTRAINT "run_examples_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_notes" ADD CONSTRAINT "run_notes_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_seconds" ADD CONSTRAINT "run_seconds_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_step_seconds" ADD CONSTRAINT "run_step_seconds_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_scenario_version_id_scenario_versions_id_fk" FOREIGN KEY ("scenario_version_id") REFERENCES "public"."scenario_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scenario_versions" ADD CONSTRAINT "scenario_versions_scenario_id_scenarios_id_fk" FOREIGN KEY ("scenario_id") REFERENCES "public"."scenarios"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scenarios" ADD CONSTRAINT "scenarios_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_unlocks" ADD CONSTRAINT "production_unlocks_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "systems" ADD CONSTRAINT "systems_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_once" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "run_examples_run" ON "run_examples" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "run_notes_run" ON "run_notes" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "runs_open" ON "runs" USING btree ("state") WHERE "runs"."state" <> 'ended';--> statement-breakpoint
CREATE INDEX "production_unlocks_system" ON "production_unlocks" USING btree ("system_id","expires_at");