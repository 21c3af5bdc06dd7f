CREATE TABLE "pilot_duties" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"duty" text NOT NULL,
	"station" text DEFAULT '' NOT NULL,
	"given_by" text NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pilot_duties_once" UNIQUE("pilot_id","person_id","duty","station"),
	CONSTRAINT "pilot_duties_duty" CHECK ("pilot_duties"."duty" in ('station-owner', 'decider', 'product-owner', 'verifier')),
	CONSTRAINT "pilot_duties_station" CHECK (("pilot_duties"."duty" = 'station-owner') = ("pilot_duties"."station" <> ''))
);
--> statement-breakpoint
CREATE TABLE "system_checks" (
	"system_id" uuid PRIMARY KEY NOT NULL,
	"base_url" text NOT NULL,
	"addresses" jsonb NOT NULL,
	"answers" boolean NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"checked_at" timestamp with time zone NOT NULL,
	"latency_ms" double precision,
	"why" text
);
--> statement-breakpoint
ALTER TABLE "systems" DROP CONSTRAINT "systems_name_once_a_pilot";--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "window_from" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "window_to" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "programme_from" date;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "programme_to" date;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "shifts" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "parity_scope" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "pilots" ADD COLUMN "archived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "production_unlocks" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "systems" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "systems" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pilot_duties" ADD CONSTRAINT "pilot_duties_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pilot_duties" ADD CONSTRAINT "pilot_duties_person_id_users_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "system_checks" ADD CONSTRAINT "system_checks_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "systems_name_once_a_pilot" ON "systems" USING btree ("pilot_id","name") WHERE "systems"."removed_at" is null;--> statement-breakpoint
ALTER TABLE "pilots" ADD CONSTRAINT "pilots_window" CHECK (("pilots"."window_from" is null) = ("pilots"."window_to" is null) and "pilots"."window_from" < "pilots"."window_to");--> statement-breakpoint
ALTER TABLE "pilots" ADD CONSTRAINT "pilots_programme" CHECK (("pilots"."programme_from" is null) = ("pilots"."programme_to" is null) and "pilots"."programme_from" <= "pilots"."programme_to");