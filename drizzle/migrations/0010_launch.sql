CREATE TABLE "checklist_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"checklist_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"station" text NOT NULL,
	"title" text NOT NULL,
	"asks" text NOT NULL,
	"is_killer" boolean NOT NULL,
	"needs_verification" boolean NOT NULL,
	"valid_for_seconds" integer,
	"owner" text DEFAULT '' NOT NULL,
	"rule" jsonb NOT NULL,
	"rule_version" integer DEFAULT 1 NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "checklists" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"name" text NOT NULL,
	"pause_point" text NOT NULL,
	"position" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"opened_at" timestamp with time zone,
	"opened_by" text,
	"removed_at" timestamp with time zone,
	CONSTRAINT "checklists_pause_point" CHECK ("checklists"."pause_point" in ('before-load', 'before-shadow', 'pre-launch', 'launch-day', 'after-launch'))
);
--> statement-breakpoint
CREATE TABLE "evidence_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"content" "bytea" NOT NULL,
	"by_id" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "item_acts" (
	"n" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "item_acts_n_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid NOT NULL,
	"pilot_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"rule_version" integer NOT NULL,
	"act" jsonb NOT NULL,
	"by_id" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "item_acts_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "plan_templates" (
	"pilot_id" uuid NOT NULL,
	"template" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	CONSTRAINT "plan_templates_once" UNIQUE("pilot_id","template")
);
--> statement-breakpoint
CREATE TABLE "probe_results" (
	"n" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "probe_results_n_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"item_id" uuid NOT NULL,
	"rule_version" integer NOT NULL,
	"outcome" text NOT NULL,
	"says" text NOT NULL,
	"raw" text NOT NULL,
	"latency_ms" double precision NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"asked_by" text
);
--> statement-breakpoint
CREATE TABLE "probe_states" (
	"item_id" uuid PRIMARY KEY NOT NULL,
	"rule_version" integer NOT NULL,
	"outcome" text,
	"turn" integer DEFAULT 0 NOT NULL,
	"since" timestamp with time zone,
	"says" text,
	"at" timestamp with time zone,
	"good_at" timestamp with time zone,
	"claimed_until" timestamp with time zone,
	"claimed_by" text,
	"next_at" timestamp with time zone,
	"asked_at" timestamp with time zone,
	"asked_by" text
);
--> statement-breakpoint
CREATE TABLE "clock_holds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"until_at" timestamp with time zone,
	"ended_by" text,
	"says" text
);
--> statement-breakpoint
CREATE TABLE "decision_acts" (
	"n" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "decision_acts_n_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid NOT NULL,
	"pilot_id" uuid NOT NULL,
	"poll_id" uuid NOT NULL,
	"act" jsonb NOT NULL,
	"by_id" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "decision_acts_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "launch_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"severity" text,
	"to_person" text,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	"ended_says" text,
	CONSTRAINT "launch_notes_kind" CHECK ("launch_notes"."kind" in ('incident', 'note', 'handover', 'review'))
);
--> statement-breakpoint
CREATE TABLE "launch_plans" (
	"pilot_id" uuid PRIMARY KEY NOT NULL,
	"stations" text[] NOT NULL,
	"wanted" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "launch_risks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"risk" text NOT NULL,
	"mitigation" text NOT NULL,
	"fallback" text NOT NULL,
	"owner" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "launch_snapshots" (
	"n" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "launch_snapshots_n_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid NOT NULL,
	"pilot_id" uuid NOT NULL,
	"poll_id" uuid NOT NULL,
	"content" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "launch_snapshots_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "launch_steps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"part" text NOT NULL,
	"position" integer NOT NULL,
	"offset_minutes" integer NOT NULL,
	"title" text NOT NULL,
	"owner" text NOT NULL,
	"point_of_no_return" text DEFAULT '' NOT NULL,
	"checklist_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"started_at" timestamp with time zone,
	"started_by" text,
	"done_at" timestamp with time zone,
	"done_by" text,
	"says" text,
	"left_out" text,
	"removed_at" timestamp with time zone,
	CONSTRAINT "launch_steps_part" CHECK ("launch_steps"."part" in ('programme', 'sequence', 'hypercare'))
);
--> statement-breakpoint
CREATE TABLE "polls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"closed_sentence" text,
	CONSTRAINT "polls_number" UNIQUE("pilot_id","number")
);
--> statement-breakpoint
CREATE TABLE "rehearsals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"rehearsed_at" timestamp with time zone NOT NULL,
	"duration_seconds" integer NOT NULL,
	"environment" text NOT NULL,
	"says" text NOT NULL,
	"file_id" uuid,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" text,
	"withdrawn_why" text,
	CONSTRAINT "rehearsals_number" UNIQUE("pilot_id","number")
);
--> statement-breakpoint
CREATE TABLE "station_acts" (
	"n" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "station_acts_n_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid NOT NULL,
	"pilot_id" uuid NOT NULL,
	"station" text NOT NULL,
	"poll_id" uuid,
	"act" jsonb NOT NULL,
	"by_id" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "station_acts_id_unique" UNIQUE("id")
);
--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "counts_for_launch" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "checklist_items" ADD CONSTRAINT "checklist_items_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checklist_items" ADD CONSTRAINT "checklist_items_checklist_id_checklists_id_fk" FOREIGN KEY ("checklist_id") REFERENCES "public"."checklists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checklists" ADD CONSTRAINT "checklists_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD CONSTRAINT "evidence_files_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_acts" ADD CONSTRAINT "item_acts_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_acts" ADD CONSTRAINT "item_acts_item_id_checklist_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."checklist_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_templates" ADD CONSTRAINT "plan_templates_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "probe_results" ADD CONSTRAINT "probe_results_item_id_checklist_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."checklist_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "probe_states" ADD CONSTRAINT "probe_states_item_id_checklist_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."checklist_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clock_holds" ADD CONSTRAINT "clock_holds_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_acts" ADD CONSTRAINT "decision_acts_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_acts" ADD CONSTRAINT "decision_acts_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "public"."polls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "launch_notes" ADD CONSTRAINT "launch_notes_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "launch_plans" ADD CONSTRAINT "launch_plans_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "launch_risks" ADD CONSTRAINT "launch_risks_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "launch_snapshots" ADD CONSTRAINT "launch_snapshots_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "launch_snapshots" ADD CONSTRAINT "launch_snapshots_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "public"."polls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "launch_steps" ADD CONSTRAINT "launch_steps_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "polls" ADD CONSTRAINT "polls_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rehearsals" ADD CONSTRAINT "rehearsals_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "station_acts" ADD CONSTRAINT "station_acts_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "station_acts" ADD CONSTRAINT "station_acts_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "public"."polls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "checklist_items_pilot" ON "checklist_items" USING btree ("pilot_id");--> statement-breakpoint
CREATE INDEX "checklist_items_list" ON "checklist_items" USING btree ("checklist_id");--> statement-breakpoint
CREATE INDEX "checklists_pilot" ON "checklists" USING btree ("pilot_id");--> statement-breakpoint
CREATE INDEX "evidence_files_pilot" ON "evidence_files" USING btree ("pilot_id","at");--> statement-breakpoint
CREATE INDEX "item_acts_item" ON "item_acts" USING btree ("item_id","n");--> statement-breakpoint
CREATE INDEX "item_acts_pilot" ON "item_acts" USING btree ("pilot_id","n");--> statement-breakpoint
CREATE INDEX "probe_results_item" ON "probe_results" USING btree ("item_id","n");--> statement-breakpoint
CREATE INDEX "clock_holds_pilot" ON "clock_holds" USING btree ("pilot_id");--> statement-breakpoint
CREATE INDEX "decision_acts_poll" ON "decision_acts" USING btree ("poll_id","n");--> statement-breakpoint
CREATE INDEX "launch_notes_pilot" ON "launch_notes" USING btree ("pilot_id","at");--> statement-breakpoint
CREATE INDEX "launch_risks_pilot" ON "launch_risks" USING btree ("pilot_id");--> statement-breakpoint
CREATE INDEX "launch_snapshots_poll" ON "launch_snapshots" USING btree ("poll_id","n");--> statement-breakpoint
CREATE INDEX "launch_steps_pilot" ON "launch_steps" USING btree ("pilot_id");--> statement-breakpoint
CREATE INDEX "station_acts_pilot" ON "station_acts" USING btree ("pilot_id","n");