CREATE TABLE "display_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code_hash" text NOT NULL,
	"token_hash" text NOT NULL,
	"address" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "display_codes_code_hash_unique" UNIQUE("code_hash"),
	CONSTRAINT "display_codes_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "displays" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pilot_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	"place" text NOT NULL,
	"boards" jsonb NOT NULL,
	"language" text NOT NULL,
	"sound" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"token_hash" text NOT NULL,
	"paired_at" timestamp with time zone NOT NULL,
	"paired_by" text NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_by" text,
	"last_seen_at" timestamp with time zone,
	"last_address" text,
	"report" jsonb,
	"reload_asked_at" timestamp with time zone,
	"show_name_until" timestamp with time zone,
	CONSTRAINT "displays_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "displays_number" UNIQUE("pilot_id","number"),
	CONSTRAINT "displays_boards" CHECK (jsonb_array_length("displays"."boards") between 1 and 4)
);
--> statement-breakpoint
ALTER TABLE "displays" ADD CONSTRAINT "displays_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "display_codes_expiry" ON "display_codes" USING btree ("expires_at");