CREATE SCHEMA IF NOT EXISTS "app";
--> statement-breakpoint
CREATE TABLE "app"."activity" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"token" bytea NOT NULL,
	"user_id" text NOT NULL,
	"activity" smallint NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	"source" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"settlement" text
);
--> statement-breakpoint
CREATE TABLE "app"."batches" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"lane" numeric(78, 0),
	"sequence" bigint,
	"to" bytea NOT NULL,
	"data" bytea NOT NULL,
	"deadline" timestamp with time zone,
	"state" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."guilds" (
	"id" text PRIMARY KEY NOT NULL,
	"token" bytea NOT NULL,
	"name" text NOT NULL,
	"prefix" text DEFAULT '!' NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"verb" text NOT NULL,
	"token" bytea,
	"user_id" text NOT NULL,
	"account" bytea NOT NULL,
	"kind" text NOT NULL,
	"target" bytea NOT NULL,
	"data" bytea NOT NULL,
	"gas" integer NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"batch" bigint,
	"index" integer,
	"error" jsonb,
	"tx_hash" bytea,
	"block" bigint,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."replies" (
	"operation" text PRIMARY KEY NOT NULL,
	"channel_id" text NOT NULL,
	"message_id" text,
	"interaction_token" text,
	"expires_at" timestamp with time zone,
	"model" jsonb NOT NULL,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "app"."texts" (
	"hash" bytea PRIMARY KEY NOT NULL,
	"salt" bytea NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."transactions" (
	"hash" bytea PRIMARY KEY NOT NULL,
	"batch" bigint NOT NULL,
	"wallet" bytea NOT NULL,
	"nonce" integer NOT NULL,
	"raw" bytea NOT NULL,
	"fee_per_gas" numeric(78, 0) NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"block" bigint,
	"block_hash" bytea
);
--> statement-breakpoint
CREATE TABLE "app"."users" (
	"id" text PRIMARY KEY NOT NULL,
	"address" bytea NOT NULL,
	"name" text NOT NULL,
	"avatar" text,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "activity_once" ON "app"."activity" USING btree ("token","source","activity","user_id");--> statement-breakpoint
CREATE INDEX "activity_by_settlement" ON "app"."activity" USING btree ("settlement");--> statement-breakpoint
CREATE INDEX "activity_waiting" ON "app"."activity" USING btree ("token","id");--> statement-breakpoint
CREATE UNIQUE INDEX "batches_lane_sequence_index" ON "app"."batches" USING btree ("lane","sequence");--> statement-breakpoint
CREATE INDEX "batches_by_state" ON "app"."batches" USING btree ("state","id");--> statement-breakpoint
CREATE UNIQUE INDEX "guilds_token_index" ON "app"."guilds" USING btree ("token");--> statement-breakpoint
CREATE INDEX "outbox_by_state" ON "app"."outbox" USING btree ("state","position");--> statement-breakpoint
CREATE INDEX "outbox_by_batch" ON "app"."outbox" USING btree ("batch");--> statement-breakpoint
CREATE INDEX "replies_waiting" ON "app"."replies" USING btree ("done_at");--> statement-breakpoint
CREATE INDEX "transactions_batch_index" ON "app"."transactions" USING btree ("batch");--> statement-breakpoint
CREATE INDEX "transactions_wallet_nonce_index" ON "app"."transactions" USING btree ("wallet","nonce");--> statement-breakpoint
CREATE UNIQUE INDEX "users_address_index" ON "app"."users" USING btree ("address");