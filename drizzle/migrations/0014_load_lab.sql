CREATE TABLE "database_test_statements" (
	"test_id" uuid NOT NULL,
	"place" smallint NOT NULL,
	"name" text NOT NULL,
	"sql" text NOT NULL,
	"values" jsonb NOT NULL,
	"runs" integer NOT NULL,
	"limit_ms" double precision,
	"warn_ms" double precision,
	"times_ms" double precision[] NOT NULL,
	"rows" bigint,
	"bytes" bigint,
	"plan_ms" double precision,
	"plan" jsonb,
	"scans" jsonb NOT NULL,
	"is_running" boolean DEFAULT false NOT NULL,
	"ending" text,
	"wrong" text,
	CONSTRAINT "database_test_statements_test_id_place_pk" PRIMARY KEY("test_id","place")
);
--> statement-breakpoint
CREATE TABLE "database_test_texts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "database_test_texts_number" UNIQUE("pilot_id","name","version")
);
--> statement-breakpoint
CREATE TABLE "database_tests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"text_id" uuid NOT NULL,
	"database" text NOT NULL,
	"environment" text NOT NULL,
	"time_limit_ms" integer NOT NULL,
	"server" text,
	"state" text NOT NULL,
	"outcome" text,
	"ended_sentence" text,
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
	CONSTRAINT "database_tests_number_once_a_pilot" UNIQUE("pilot_id","number"),
	CONSTRAINT "database_tests_outcome_when_ended" CHECK (("database_tests"."state" = 'ended') = ("database_tests"."outcome" is not null))
);
--> statement-breakpoint
CREATE TABLE "practice_databases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"state" text NOT NULL,
	"part" text NOT NULL,
	"done" integer NOT NULL,
	"parts" integer NOT NULL,
	"wrong" text,
	"size_bytes" bigint,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"runner_id" text,
	"lease_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "capacity_rows" (
	"id" uuid PRIMARY KEY NOT NULL,
	"table_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"replicas" integer NOT NULL,
	"label" text NOT NULL,
	"typed_cpu_ratio" double precision,
	"typed_memory_ratio" double precision,
	"added_by" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "capacity_rows_run_once" UNIQUE("table_id","run_id")
);
--> statement-breakpoint
CREATE TABLE "capacity_tables" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"name" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "capacity_tables_name_once_a_pilot" UNIQUE("pilot_id","name")
);
--> statement-breakpoint
CREATE TABLE "data_files" (
	"pilot_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "data_files_pilot_id_sha256_pk" PRIMARY KEY("pilot_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "objective_set_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"set_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "objective_set_versions_number" UNIQUE("set_id","version")
);
--> statement-breakpoint
CREATE TABLE "objective_sets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "objective_sets_name_once_a_pilot" UNIQUE("pilot_id","name")
);
--> statement-breakpoint
CREATE TABLE "run_baselines" (
	"pilot_id" uuid NOT NULL,
	"scenario_id" uuid NOT NULL,
	"profile_key" text NOT NULL,
	"environment" text NOT NULL,
	"run_id" uuid NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "run_baselines_pilot_id_scenario_id_profile_key_environment_pk" PRIMARY KEY("pilot_id","scenario_id","profile_key","environment")
);
--> statement-breakpoint
CREATE TABLE "run_checks" (
	"run_id" uuid NOT NULL,
	"pass" integer NOT NULL,
	"place" smallint NOT NULL,
	"step" text NOT NULL,
	"status" smallint,
	"latency_ms" double precision,
	"holds" boolean NOT NULL,
	"checks" jsonb NOT NULL,
	"request" text NOT NULL,
	"answer" text NOT NULL,
	CONSTRAINT "run_checks_run_id_pass_place_pk" PRIMARY KEY("run_id","pass","place")
);
--> statement-breakpoint
CREATE TABLE "run_levels" (
	"run_id" uuid NOT NULL,
	"level" smallint NOT NULL,
	"figures" jsonb NOT NULL,
	"stored_at" timestamp with time zone NOT NULL,
	CONSTRAINT "run_levels_run_id_level_pk" PRIMARY KEY("run_id","level")
);
--> statement-breakpoint
CREATE TABLE "run_target_figures" (
	"run_id" uuid NOT NULL,
	"series" smallint NOT NULL,
	"at_ms" bigint NOT NULL,
	"value" double precision,
	CONSTRAINT "run_target_figures_run_id_series_at_ms_pk" PRIMARY KEY("run_id","series","at_ms")
);
--> statement-breakpoint
CREATE TABLE "run_target_series" (
	"run_id" uuid NOT NULL,
	"series" smallint NOT NULL,
	"source" smallint NOT NULL,
	"chosen" jsonb NOT NULL,
	CONSTRAINT "run_target_series_run_id_series_pk" PRIMARY KEY("run_id","series")
);
--> statement-breakpoint
CREATE TABLE "run_target_sources" (
	"run_id" uuid NOT NULL,
	"source" smallint NOT NULL,
	"address" text NOT NULL,
	"asked" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"why" text,
	"read_at" timestamp with time zone,
	CONSTRAINT "run_target_sources_run_id_source_pk" PRIMARY KEY("run_id","source")
);
--> statement-breakpoint
CREATE TABLE "scenario_files" (
	"scenario_version_id" uuid NOT NULL,
	"name" text NOT NULL,
	"pilot_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	CONSTRAINT "scenario_files_scenario_version_id_name_pk" PRIMARY KEY("scenario_version_id","name")
);
--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "kind" text DEFAULT 'load' NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "only" jsonb;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "passes" smallint;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "objective_set" text;--> statement-breakpoint
ALTER TABLE "systems" ADD COLUMN "metrics" jsonb;--> statement-breakpoint
ALTER TABLE "database_test_statements" ADD CONSTRAINT "database_test_statements_test_id_database_tests_id_fk" FOREIGN KEY ("test_id") REFERENCES "public"."database_tests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "database_test_texts" ADD CONSTRAINT "database_test_texts_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "database_tests" ADD CONSTRAINT "database_tests_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "database_tests" ADD CONSTRAINT "database_tests_text_id_database_test_texts_id_fk" FOREIGN KEY ("text_id") REFERENCES "public"."database_test_texts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_databases" ADD CONSTRAINT "practice_databases_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capacity_rows" ADD CONSTRAINT "capacity_rows_table_id_capacity_tables_id_fk" FOREIGN KEY ("table_id") REFERENCES "public"."capacity_tables"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capacity_rows" ADD CONSTRAINT "capacity_rows_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capacity_tables" ADD CONSTRAINT "capacity_tables_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_files" ADD CONSTRAINT "data_files_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objective_set_versions" ADD CONSTRAINT "objective_set_versions_set_id_objective_sets_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."objective_sets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objective_sets" ADD CONSTRAINT "objective_sets_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_baselines" ADD CONSTRAINT "run_baselines_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_baselines" ADD CONSTRAINT "run_baselines_scenario_id_scenarios_id_fk" FOREIGN KEY ("scenario_id") REFERENCES "public"."scenarios"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_baselines" ADD CONSTRAINT "run_baselines_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_checks" ADD CONSTRAINT "run_checks_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_levels" ADD CONSTRAINT "run_levels_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_target_figures" ADD CONSTRAINT "run_target_figures_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_target_series" ADD CONSTRAINT "run_target_series_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_target_sources" ADD CONSTRAINT "run_target_sources_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scenario_files" ADD CONSTRAINT "scenario_files_scenario_version_id_scenario_versions_id_fk" FOREIGN KEY ("scenario_version_id") REFERENCES "public"."scenario_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scenario_files" ADD CONSTRAINT "scenario_files_pilot_id_sha256_data_files_pilot_id_sha256_fk" FOREIGN KEY ("pilot_id","sha256") REFERENCES "public"."data_files"("pilot_id","sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "database_tests_open" ON "database_tests" USING btree ("state") WHERE "database_tests"."state" <> 'ended';--> statement-breakpoint
CREATE INDEX "practice_databases_newest" ON "practice_databases" USING btree ("requested_at");