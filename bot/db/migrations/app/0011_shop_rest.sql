CREATE TABLE "app"."alerts" (
	"token" "bytea" PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"seen" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."announcements" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"token" "bytea" NOT NULL,
	"channel_id" text NOT NULL,
	"content" jsonb NOT NULL,
	"user_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"pinned" boolean DEFAULT false NOT NULL,
	"message_id" text,
	"error" text,
	"next_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "app"."drops" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"token" "bytea" NOT NULL,
	"user_id" text NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"places" integer NOT NULL,
	"message" text,
	"created_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."grabs" (
	"drop" bigint NOT NULL,
	"user_id" text NOT NULL,
	"operation" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "grabs_drop_user_id_pk" PRIMARY KEY("drop","user_id")
);
--> statement-breakpoint
CREATE TABLE "app"."proof_files" (
	"proof_hash" "bytea" NOT NULL,
	"place" smallint NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "proof_files_proof_hash_place_pk" PRIMARY KEY("proof_hash","place")
);
--> statement-breakpoint
CREATE TABLE "app"."staff_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"token" "bytea" NOT NULL,
	"what" text NOT NULL,
	"values" jsonb NOT NULL,
	"source" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"posted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "app"."templates" (
	"token" "bytea" NOT NULL,
	"name" text NOT NULL,
	"content" jsonb NOT NULL,
	CONSTRAINT "templates_token_name_pk" PRIMARY KEY("token","name")
);
--> statement-breakpoint
ALTER TABLE "app"."fulfilments" ADD COLUMN "channel_id" text;--> statement-breakpoint
ALTER TABLE "app"."fulfilments" ADD COLUMN "message_id" text;--> statement-breakpoint
ALTER TABLE "app"."fulfilments" ADD COLUMN "input" text;--> statement-breakpoint
ALTER TABLE "app"."item_settings" ADD COLUMN "channel_id" text;--> statement-breakpoint
ALTER TABLE "app"."item_settings" ADD COLUMN "webhook_url" text;--> statement-breakpoint
CREATE INDEX "announcements_by_token" ON "app"."announcements" USING btree ("token","id");--> statement-breakpoint
CREATE INDEX "announcements_due" ON "app"."announcements" USING btree ("at") WHERE "app"."announcements"."state" in ('scheduled', 'failed');--> statement-breakpoint
CREATE INDEX "proof_files_by_user" ON "app"."proof_files" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_log_once" ON "app"."staff_log" USING btree ("token","source");--> statement-breakpoint
CREATE INDEX "staff_log_waiting" ON "app"."staff_log" USING btree ("token","id") WHERE "app"."staff_log"."posted_at" is null;