CREATE TABLE "run_blocks" (
	"run_id" uuid NOT NULL,
	"piece" integer NOT NULL,
	"seconds" integer NOT NULL,
	"last_second" integer NOT NULL,
	"frames" "bytea" NOT NULL,
	"points" "bytea" NOT NULL,
	"fold_version" smallint NOT NULL,
	"stored_at" timestamp with time zone NOT NULL,
	CONSTRAINT "run_blocks_run_id_piece_pk" PRIMARY KEY("run_id","piece")
);
--> statement-breakpoint
CREATE TABLE "run_checkpoints" (
	"run_id" uuid PRIMARY KEY NOT NULL,
	"through_second" integer NOT NULL,
	"fold_version" smallint NOT NULL,
	"state" "bytea" NOT NULL,
	"stored_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "run_blocks" ADD CONSTRAINT "run_blocks_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_checkpoints" ADD CONSTRAINT "run_checkpoints_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;