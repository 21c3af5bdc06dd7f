CREATE TABLE "rollout_acts" (
	"n" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "rollout_acts_n_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid NOT NULL,
	"pilot_id" uuid NOT NULL,
	"rollout_id" uuid NOT NULL,
	"act" jsonb NOT NULL,
	"by_id" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "rollout_acts_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "rollout_plans" (
	"pilot_id" uuid PRIMARY KEY NOT NULL,
	"plan" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rollout_vitals" (
	"pilot_id" uuid NOT NULL,
	"side" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"requests" double precision,
	"error_ratio" double precision,
	"latency_ms_p99" double precision,
	"why" text,
	CONSTRAINT "rollout_vitals_pilot_id_side_at_pk" PRIMARY KEY("pilot_id","side","at")
);
--> statement-breakpoint
CREATE TABLE "rollouts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"environment" text NOT NULL,
	"plan" jsonb NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_how" text,
	"carried_by" text,
	"carried_until" timestamp with time zone,
	CONSTRAINT "rollouts_number" UNIQUE("pilot_id","number"),
	CONSTRAINT "rollouts_kind" CHECK ("rollouts"."kind" in ('cut-over', 'drill'))
);
--> statement-breakpoint
CREATE TABLE "switch_readings" (
	"pilot_id" uuid PRIMARY KEY NOT NULL,
	"switch" text NOT NULL,
	"new_percent" double precision,
	"servers" jsonb NOT NULL,
	"raw" text NOT NULL,
	"error" text,
	"says" text,
	"read_at" timestamp with time zone,
	"tried_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "written_since" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"rollout_id" uuid NOT NULL,
	"key" text NOT NULL,
	"legacy_key" text,
	"what" text NOT NULL,
	"exchange" text DEFAULT '' NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"says" text,
	"by" text,
	"at" timestamp with time zone,
	CONSTRAINT "written_since_once" UNIQUE("rollout_id","key","written_at","exchange")
);
--> statement-breakpoint
ALTER TABLE "rollout_acts" ADD CONSTRAINT "rollout_acts_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollout_acts" ADD CONSTRAINT "rollout_acts_rollout_id_rollouts_id_fk" FOREIGN KEY ("rollout_id") REFERENCES "public"."rollouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollout_plans" ADD CONSTRAINT "rollout_plans_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollout_vitals" ADD CONSTRAINT "rollout_vitals_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollouts" ADD CONSTRAINT "rollouts_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "switch_readings" ADD CONSTRAINT "switch_readings_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "written_since" ADD CONSTRAINT "written_since_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "written_since" ADD CONSTRAINT "written_since_rollout_id_rollouts_id_fk" FOREIGN KEY ("rollout_id") REFERENCES "public"."rollouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rollout_acts_rollout" ON "rollout_acts" USING btree ("rollout_id","n");--> statement-breakpoint
CREATE INDEX "rollout_acts_pilot" ON "rollout_acts" USING btree ("pilot_id","n");--> statement-breakpoint
CREATE UNIQUE INDEX "rollouts_one_open" ON "rollouts" USING btree ("pilot_id") WHERE "rollouts"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "written_since_pilot" ON "written_since" USING btree ("pilot_id");