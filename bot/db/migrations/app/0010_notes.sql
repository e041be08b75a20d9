CREATE TABLE "app"."notes" (
	"nonce" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"reply" jsonb,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."notifications" (
	"user_id" text PRIMARY KEY NOT NULL,
	"kinds" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"locale" text NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "notes_waiting" ON "app"."notes" USING btree ("user_id") WHERE "app"."notes"."reply" is not null;--> statement-breakpoint
CREATE INDEX "notes_by_time" ON "app"."notes" USING btree ("at");