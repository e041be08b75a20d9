CREATE TABLE "app"."pins" (
	"user_id" text PRIMARY KEY NOT NULL,
	"record" "bytea" NOT NULL,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."outbox" ADD COLUMN "proof" "bytea";--> statement-breakpoint
CREATE INDEX "outbox_by_account" ON "app"."outbox" USING btree ("account","created_at");