CREATE TABLE "shadow_acts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"n" bigint GENERATED ALWAYS AS IDENTITY (sequence name "shadow_acts_n_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"pilot_id" uuid NOT NULL,
	"group_id" integer,
	"exchange_key" uuid,
	"act" jsonb NOT NULL,
	"by_id" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shadow_differences" (
	"group_id" integer NOT NULL,
	"exchange" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"arrived_at" timestamp with time zone NOT NULL,
	"place" text NOT NULL,
	"legacy" text,
	"candidate" text
);
--> statement-breakpoint
CREATE TABLE "shadow_group_pairs" (
	"group_id" integer NOT NULL,
	"pair_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"bytes" integer NOT NULL,
	"first" boolean NOT NULL,
	CONSTRAINT "shadow_group_pairs_group_id_pair_id_pk" PRIMARY KEY("group_id","pair_id")
);
--> statement-breakpoint
CREATE TABLE "shadow_pairs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" uuid NOT NULL,
	"pilot_id" uuid NOT NULL,
	"endpoint_id" integer NOT NULL,
	"source_id" integer NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"groups" integer[] NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"arrived_at" timestamp with time zone NOT NULL,
	"bytes" integer NOT NULL,
	"exchange" text NOT NULL,
	"differences" text NOT NULL,
	"rule_version" integer NOT NULL,
	"groups_now" integer[] NOT NULL,
	CONSTRAINT "shadow_pairs_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "shadow_arrival_hours" (
	"source_id" integer NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"n" bigint NOT NULL,
	"earliest_at" timestamp with time zone NOT NULL,
	"latest_at" timestamp with time zone NOT NULL,
	CONSTRAINT "shadow_arrival_hours_source_id_hour_pk" PRIMARY KEY("source_id","hour")
);
--> statement-breakpoint
CREATE TABLE "shadow_endpoints" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shadow_endpoints_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"pilot_id" uuid NOT NULL,
	"name" text NOT NULL,
	"merged_into" integer,
	"first_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "shadow_endpoints_name" UNIQUE("pilot_id","name")
);
--> statement-breakpoint
CREATE TABLE "shadow_exchanges" (
	"key" uuid PRIMARY KEY NOT NULL,
	"n" bigint GENERATED ALWAYS AS IDENTITY (sequence name "shadow_exchanges_n_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"arrived_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shadow_group_hours" (
	"group_id" integer NOT NULL,
	"source_id" integer NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"n" bigint NOT NULL,
	CONSTRAINT "shadow_group_hours_group_id_hour_source_id_pk" PRIMARY KEY("group_id","hour","source_id")
);
--> statement-breakpoint
CREATE TABLE "shadow_groups" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shadow_groups_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" uuid NOT NULL,
	"pilot_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"endpoint_id" integer NOT NULL,
	"path" text NOT NULL,
	"kind" text NOT NULL,
	"shape" text NOT NULL,
	"n" bigint NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"first_arrived_at" timestamp with time zone NOT NULL,
	"last_arrived_at" timestamp with time zone NOT NULL,
	CONSTRAINT "shadow_groups_key_unique" UNIQUE("key"),
	CONSTRAINT "shadow_groups_number" UNIQUE("pilot_id","number")
);
--> statement-breakpoint
CREATE TABLE "shadow_ignored_hours" (
	"endpoint_id" integer NOT NULL,
	"source_id" integer NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"rule" text NOT NULL,
	"n" bigint NOT NULL,
	CONSTRAINT "shadow_ignored_hours_endpoint_id_hour_source_id_rule_pk" PRIMARY KEY("endpoint_id","hour","source_id","rule")
);
--> statement-breakpoint
CREATE TABLE "shadow_latency_hours" (
	"endpoint_id" integer NOT NULL,
	"source_id" integer NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"legacy" "bytea" NOT NULL,
	"candidate" "bytea" NOT NULL,
	"n" bigint NOT NULL,
	"legacy_errors" bigint NOT NULL,
	"candidate_errors" bigint NOT NULL,
	"legacy_sum_ms" double precision NOT NULL,
	"candidate_sum_ms" double precision NOT NULL,
	CONSTRAINT "shadow_latency_hours_endpoint_id_hour_source_id_pk" PRIMARY KEY("endpoint_id","hour","source_id")
);
--> statement-breakpoint
CREATE TABLE "shadow_not_compared_hours" (
	"endpoint_id" integer NOT NULL,
	"source_id" integer NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"n" bigint NOT NULL,
	CONSTRAINT "shadow_not_compared_hours_endpoint_id_hour_source_id_reason_pk" PRIMARY KEY("endpoint_id","hour","source_id","reason")
);
--> statement-breakpoint
CREATE TABLE "shadow_outcome_hours" (
	"endpoint_id" integer NOT NULL,
	"source_id" integer NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"groups" integer[] NOT NULL,
	"n" bigint NOT NULL,
	CONSTRAINT "shadow_outcome_hours_endpoint_id_hour_source_id_groups_pk" PRIMARY KEY("endpoint_id","hour","source_id","groups")
);
--> statement-breakpoint
CREATE TABLE "shadow_pilots" (
	"pilot_id" uuid PRIMARY KEY NOT NULL,
	"rule_version" integer DEFAULT 0 NOT NULL,
	"sources" integer DEFAULT 0 NOT NULL,
	"groups" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shadow_recompares" (
	"pilot_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"cursor" uuid,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "shadow_recompares_pilot_id_version_pk" PRIMARY KEY("pilot_id","version")
);
--> statement-breakpoint
CREATE TABLE "shadow_rule_sets" (
	"pilot_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"set" jsonb NOT NULL,
	"secrets" jsonb NOT NULL,
	"change" text NOT NULL,
	"why" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "shadow_rule_sets_pilot_id_version_pk" PRIMARY KEY("pilot_id","version")
);
--> statement-breakpoint
CREATE TABLE "shadow_sources" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shadow_sources_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"pilot_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "shadow_sources_number" UNIQUE("pilot_id","number"),
	CONSTRAINT "shadow_sources_once" UNIQUE("pilot_id","kind","name"),
	CONSTRAINT "shadow_sources_kind" CHECK ("shadow_sources"."kind" in ('mirrored', 'ingested', 'replayed', 'simulated'))
);
--> statement-breakpoint
CREATE TABLE "shadow_windows" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"from" timestamp with time zone NOT NULL,
	"to" timestamp with time zone,
	"version" text,
	"why" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "shadow_acts" ADD CONSTRAINT "shadow_acts_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_acts" ADD CONSTRAINT "shadow_acts_group_id_shadow_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."shadow_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_group_pairs" ADD CONSTRAINT "shadow_group_pairs_group_id_shadow_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."shadow_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_group_pairs" ADD CONSTRAINT "shadow_group_pairs_pair_id_shadow_pairs_id_fk" FOREIGN KEY ("pair_id") REFERENCES "public"."shadow_pairs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_pairs" ADD CONSTRAINT "shadow_pairs_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_pairs" ADD CONSTRAINT "shadow_pairs_endpoint_id_shadow_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."shadow_endpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_pairs" ADD CONSTRAINT "shadow_pairs_source_id_shadow_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."shadow_sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_arrival_hours" ADD CONSTRAINT "shadow_arrival_hours_source_id_shadow_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."shadow_sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_endpoints" ADD CONSTRAINT "shadow_endpoints_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_group_hours" ADD CONSTRAINT "shadow_group_hours_group_id_shadow_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."shadow_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_group_hours" ADD CONSTRAINT "shadow_group_hours_source_id_shadow_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."shadow_sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_groups" ADD CONSTRAINT "shadow_groups_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_groups" ADD CONSTRAINT "shadow_groups_endpoint_id_shadow_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."shadow_endpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_ignored_hours" ADD CONSTRAINT "shadow_ignored_hours_endpoint_id_shadow_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."shadow_endpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_ignored_hours" ADD CONSTRAINT "shadow_ignored_hours_source_id_shadow_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."shadow_sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_latency_hours" ADD CONSTRAINT "shadow_latency_hours_endpoint_id_shadow_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."shadow_endpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_latency_hours" ADD CONSTRAINT "shadow_latency_hours_source_id_shadow_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."shadow_sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_not_compared_hours" ADD CONSTRAINT "shadow_not_compared_hours_endpoint_id_shadow_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."shadow_endpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_not_compared_hours" ADD CONSTRAINT "shadow_not_compared_hours_source_id_shadow_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."shadow_sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_outcome_hours" ADD CONSTRAINT "shadow_outcome_hours_endpoint_id_shadow_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."shadow_endpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_outcome_hours" ADD CONSTRAINT "shadow_outcome_hours_source_id_shadow_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."shadow_sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_pilots" ADD CONSTRAINT "shadow_pilots_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_recompares" ADD CONSTRAINT "shadow_recompares_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_rule_sets" ADD CONSTRAINT "shadow_rule_sets_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_sources" ADD CONSTRAINT "shadow_sources_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_windows" ADD CONSTRAINT "shadow_windows_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "shadow_acts_pilot" ON "shadow_acts" USING btree ("pilot_id","n");--> statement-breakpoint
CREATE INDEX "shadow_acts_group" ON "shadow_acts" USING btree ("group_id","n");--> statement-breakpoint
CREATE INDEX "shadow_differences_group" ON "shadow_differences" USING btree ("group_id","at");--> statement-breakpoint
CREATE INDEX "shadow_differences_arrived" ON "shadow_differences" USING brin ("arrived_at");--> statement-breakpoint
CREATE INDEX "shadow_group_pairs_newest" ON "shadow_group_pairs" USING btree ("group_id","at");--> statement-breakpoint
CREATE INDEX "shadow_group_pairs_pair" ON "shadow_group_pairs" USING btree ("pair_id");--> statement-breakpoint
CREATE INDEX "shadow_pairs_pilot" ON "shadow_pairs" USING btree ("pilot_id","id");--> statement-breakpoint
CREATE INDEX "shadow_exchanges_arrived" ON "shadow_exchanges" USING brin ("arrived_at");--> statement-breakpoint
CREATE INDEX "shadow_recompares_open" ON "shadow_recompares" USING btree ("pilot_id") WHERE "shadow_recompares"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "shadow_windows_pilot" ON "shadow_windows" USING btree ("pilot_id","at");