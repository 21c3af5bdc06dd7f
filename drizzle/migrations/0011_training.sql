CREATE TABLE "kiosk_arrivals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kiosk_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"operator_id" uuid,
	"kind" text NOT NULL,
	"result" text,
	"sha256" text,
	"sealed_at" timestamp with time zone,
	"arrived_at" timestamp with time zone NOT NULL,
	"judged_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "kiosks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"pilot_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"opened_by" text NOT NULL,
	"opened_by_id" uuid NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"last_seen_at" timestamp with time zone NOT NULL,
	"wrong" integer DEFAULT 0 NOT NULL,
	"wrong_since" timestamp with time zone,
	CONSTRAINT "kiosks_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "module_versions" (
	"n" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "module_versions_n_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid NOT NULL,
	"pilot_id" uuid NOT NULL,
	"module_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"minutes" integer NOT NULL,
	"name" jsonb NOT NULL,
	"steps" jsonb NOT NULL,
	"statement" jsonb NOT NULL,
	"valid_for_days" integer,
	"due_for_roles" text[] NOT NULL,
	"by_id" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "module_versions_id_unique" UNIQUE("id"),
	CONSTRAINT "module_versions_number" UNIQUE("module_id","number")
);
--> statement-breakpoint
CREATE TABLE "operator_pins" (
	"operator_id" uuid PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"pepper_number" integer NOT NULL,
	"wrong" integer DEFAULT 0 NOT NULL,
	"locked_at" timestamp with time zone,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"badge" text NOT NULL,
	"name" text NOT NULL,
	"shift" text DEFAULT '' NOT NULL,
	"roles" text[] NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"is_champion" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "operators_language" CHECK ("operators"."language" in ('en', 'de'))
);
--> statement-breakpoint
CREATE TABLE "role_requirements" (
	"pilot_id" uuid NOT NULL,
	"role" text NOT NULL,
	"module_id" uuid NOT NULL,
	CONSTRAINT "role_requirements_pilot_id_role_module_id_pk" PRIMARY KEY("pilot_id","role","module_id")
);
--> statement-breakpoint
CREATE TABLE "session_operators" (
	"session_id" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"booked_at" timestamp with time zone NOT NULL,
	"booked_by" text NOT NULL,
	CONSTRAINT "session_operators_session_id_operator_id_pk" PRIMARY KEY("session_id","operator_id")
);
--> statement-breakpoint
CREATE TABLE "training_acts" (
	"n" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "training_acts_n_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid NOT NULL,
	"pilot_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"operator_id" uuid,
	"act" jsonb NOT NULL,
	"by_id" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "training_acts_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "training_modules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"newest" integer DEFAULT 1 NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "training_modules_code" UNIQUE("pilot_id","code")
);
--> statement-breakpoint
CREATE TABLE "training_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"module_version_id" uuid NOT NULL,
	"trainer_id" uuid NOT NULL,
	"trainer" text NOT NULL,
	"place" text NOT NULL,
	"planned_from" timestamp with time zone NOT NULL,
	"planned_to" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"called_off_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "training_sessions_number" UNIQUE("pilot_id","number"),
	CONSTRAINT "training_sessions_time" CHECK ("training_sessions"."planned_from" < "training_sessions"."planned_to")
);
--> statement-breakpoint
ALTER TABLE "kiosk_arrivals" ADD CONSTRAINT "kiosk_arrivals_kiosk_id_kiosks_id_fk" FOREIGN KEY ("kiosk_id") REFERENCES "public"."kiosks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kiosks" ADD CONSTRAINT "kiosks_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kiosks" ADD CONSTRAINT "kiosks_session_id_training_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."training_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_versions" ADD CONSTRAINT "module_versions_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_versions" ADD CONSTRAINT "module_versions_module_id_training_modules_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_modules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_pins" ADD CONSTRAINT "operator_pins_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operators" ADD CONSTRAINT "operators_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_requirements" ADD CONSTRAINT "role_requirements_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_requirements" ADD CONSTRAINT "role_requirements_module_id_training_modules_id_fk" FOREIGN KEY ("module_id") REFERENCES "public"."training_modules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_operators" ADD CONSTRAINT "session_operators_session_id_training_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."training_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_operators" ADD CONSTRAINT "session_operators_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_acts" ADD CONSTRAINT "training_acts_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_acts" ADD CONSTRAINT "training_acts_session_id_training_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."training_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_acts" ADD CONSTRAINT "training_acts_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_modules" ADD CONSTRAINT "training_modules_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_sessions" ADD CONSTRAINT "training_sessions_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_sessions" ADD CONSTRAINT "training_sessions_module_version_id_module_versions_id_fk" FOREIGN KEY ("module_version_id") REFERENCES "public"."module_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kiosk_arrivals_session" ON "kiosk_arrivals" USING btree ("session_id","arrived_at");--> statement-breakpoint
CREATE INDEX "kiosks_session" ON "kiosks" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "module_versions_pilot" ON "module_versions" USING btree ("pilot_id","n");--> statement-breakpoint
CREATE UNIQUE INDEX "operators_badge_once" ON "operators" USING btree ("pilot_id","badge") WHERE "operators"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "session_operators_operator" ON "session_operators" USING btree ("operator_id");--> statement-breakpoint
CREATE INDEX "training_acts_session" ON "training_acts" USING btree ("session_id","n");--> statement-breakpoint
CREATE INDEX "training_acts_operator" ON "training_acts" USING btree ("operator_id","n");--> statement-breakpoint
CREATE INDEX "training_acts_pilot" ON "training_acts" USING btree ("pilot_id","n");