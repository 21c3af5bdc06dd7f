CREATE TABLE "shadow_mirror_states" (
	"pilot_id" uuid NOT NULL,
	"name" text NOT NULL,
	"heard_at" timestamp with time zone NOT NULL,
	"version_applied" integer,
	"refused" text,
	"address" text NOT NULL,
	"figures" jsonb NOT NULL,
	CONSTRAINT "shadow_mirror_states_pilot_id_name_pk" PRIMARY KEY("pilot_id","name")
);
--> statement-breakpoint
CREATE TABLE "shadow_mirror_versions" (
	"pilot_id" uuid NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"settings" jsonb NOT NULL,
	"change" text NOT NULL,
	"why" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "shadow_mirror_versions_pilot_id_name_version_pk" PRIMARY KEY("pilot_id","name","version")
);
--> statement-breakpoint
ALTER TABLE "shadow_mirror_states" ADD CONSTRAINT "shadow_mirror_states_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shadow_mirror_versions" ADD CONSTRAINT "shadow_mirror_versions_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;