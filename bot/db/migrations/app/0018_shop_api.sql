CREATE TABLE "app"."installation" (
	"id" smallint PRIMARY KEY NOT NULL,
	"settings" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."log_lines" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"level" text NOT NULL,
	"part" text,
	"message" text NOT NULL,
	"details" jsonb NOT NULL,
	"user_id" text
);
--> statement-breakpoint
ALTER TABLE "app"."announcements" ADD COLUMN "template" text;--> statement-breakpoint
CREATE INDEX "log_lines_by_level" ON "app"."log_lines" USING btree ("level","id");