CREATE TABLE "shadow_ids" (
	"pilot_id" uuid NOT NULL,
	"legacy" text NOT NULL,
	"type" text NOT NULL,
	"candidate" text NOT NULL,
	"n" bigint GENERATED ALWAYS AS IDENTITY (sequence name "shadow_ids_n_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	CONSTRAINT "shadow_ids_pilot_id_legacy_type_pk" PRIMARY KEY("pilot_id","legacy","type")
);
--> statement-breakpoint
ALTER TABLE "shadow_ids" ADD CONSTRAINT "shadow_ids_pilot_id_pilots_id_fk" FOREIGN KEY ("pilot_id") REFERENCES "public"."pilots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "shadow_ids_newest" ON "shadow_ids" USING btree ("pilot_id","n");