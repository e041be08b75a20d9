CREATE SCHEMA IF NOT EXISTS "chain";
--> statement-breakpoint
CREATE TABLE "chain"."accounts" (
	"address" bytea PRIMARY KEY NOT NULL,
	"owner" bytea,
	"pending_owner" bytea,
	"pending_ready_at" timestamp with time zone,
	"recovery" bytea,
	"recovery_effective_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "chain"."blocks" (
	"number" bigint PRIMARY KEY NOT NULL,
	"hash" bytea NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain"."communities" (
	"token" bytea PRIMARY KEY NOT NULL,
	"owner" bytea NOT NULL,
	"name" text NOT NULL,
	"symbol" text NOT NULL,
	"decimals" smallint NOT NULL,
	"supply_cap" numeric(78, 0) NOT NULL,
	"max_balance" numeric(78, 0) NOT NULL,
	"closed" boolean NOT NULL,
	"clawback" boolean NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"supply" numeric(78, 0) DEFAULT 0 NOT NULL,
	"issued" numeric(78, 0) DEFAULT 0 NOT NULL,
	"burned" numeric(78, 0) DEFAULT 0 NOT NULL,
	"caps" jsonb,
	"rates" jsonb,
	"gift_policy" jsonb,
	"created_block" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain"."cursor" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"chain_id" bigint NOT NULL,
	"genesis" bytea NOT NULL,
	"deployment" bytea NOT NULL,
	"number" bigint NOT NULL,
	"hash" bytea NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain"."entries" (
	"token" bytea NOT NULL,
	"address" bytea NOT NULL,
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"balance_before" numeric(78, 0) NOT NULL,
	"balance_after" numeric(78, 0) NOT NULL,
	"counterparty" bytea,
	"type" text NOT NULL,
	"category" text NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"tx_hash" bytea NOT NULL,
	CONSTRAINT "entries_token_address_block_log_index_pk" PRIMARY KEY("token","address","block","log_index")
);
--> statement-breakpoint
CREATE TABLE "chain"."executions" (
	"lane" numeric(78, 0) NOT NULL,
	"sequence" bigint NOT NULL,
	"calls" integer NOT NULL,
	"failed" integer NOT NULL,
	"block" bigint NOT NULL,
	"tx_hash" bytea NOT NULL,
	CONSTRAINT "executions_lane_sequence_pk" PRIMARY KEY("lane","sequence")
);
--> statement-breakpoint
CREATE TABLE "chain"."members" (
	"token" bytea NOT NULL,
	"address" bytea NOT NULL,
	"balance" numeric(78, 0) DEFAULT 0 NOT NULL,
	"earned" numeric(78, 0) DEFAULT 0 NOT NULL,
	"spent" numeric(78, 0) DEFAULT 0 NOT NULL,
	"gifted" numeric(78, 0) DEFAULT 0 NOT NULL,
	"received" numeric(78, 0) DEFAULT 0 NOT NULL,
	"tier" smallint DEFAULT 0 NOT NULL,
	"claimed_on" date,
	"streak" integer DEFAULT 0 NOT NULL,
	"ceiling" numeric(78, 0),
	"ceiling_from" timestamp with time zone,
	CONSTRAINT "members_token_address_pk" PRIMARY KEY("token","address")
);
--> statement-breakpoint
CREATE TABLE "chain"."modules" (
	"token" bytea NOT NULL,
	"module" bytea NOT NULL,
	"enabled" boolean NOT NULL,
	CONSTRAINT "modules_token_module_pk" PRIMARY KEY("token","module")
);
--> statement-breakpoint
CREATE TABLE "chain"."periods" (
	"token" bytea NOT NULL,
	"address" bytea NOT NULL,
	"period" text NOT NULL,
	"starts" date NOT NULL,
	"earned" numeric(78, 0) DEFAULT 0 NOT NULL,
	"spent" numeric(78, 0) DEFAULT 0 NOT NULL,
	"gifted" numeric(78, 0) DEFAULT 0 NOT NULL,
	"received" numeric(78, 0) DEFAULT 0 NOT NULL,
	CONSTRAINT "periods_token_period_starts_address_pk" PRIMARY KEY("token","period","starts","address")
);
--> statement-breakpoint
CREATE TABLE "chain"."roles" (
	"token" bytea NOT NULL,
	"account" bytea NOT NULL,
	"roles" integer NOT NULL,
	CONSTRAINT "roles_token_account_pk" PRIMARY KEY("token","account")
);
--> statement-breakpoint
CREATE TABLE "chain"."undo" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"block" bigint NOT NULL,
	"relation" text NOT NULL,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
CREATE INDEX "entries_by_tx" ON "chain"."entries" USING btree ("tx_hash");--> statement-breakpoint
CREATE INDEX "entries_by_position" ON "chain"."entries" USING btree ("block","log_index");--> statement-breakpoint
CREATE INDEX "members_by_balance" ON "chain"."members" USING btree ("token","balance" DESC NULLS LAST,"address");--> statement-breakpoint
CREATE INDEX "members_by_earned" ON "chain"."members" USING btree ("token","earned" DESC NULLS LAST,"address");--> statement-breakpoint
CREATE INDEX "members_by_spent" ON "chain"."members" USING btree ("token","spent" DESC NULLS LAST,"address");--> statement-breakpoint
CREATE INDEX "members_by_gifted" ON "chain"."members" USING btree ("token","gifted" DESC NULLS LAST,"address");--> statement-breakpoint
CREATE INDEX "periods_by_earned" ON "chain"."periods" USING btree ("token","period","starts","earned" DESC NULLS LAST,"address");--> statement-breakpoint
CREATE INDEX "periods_by_spent" ON "chain"."periods" USING btree ("token","period","starts","spent" DESC NULLS LAST,"address");--> statement-breakpoint
CREATE INDEX "periods_by_gifted" ON "chain"."periods" USING btree ("token","period","starts","gifted" DESC NULLS LAST,"address");--> statement-breakpoint
CREATE INDEX "undo_block_index" ON "chain"."undo" USING btree ("block");