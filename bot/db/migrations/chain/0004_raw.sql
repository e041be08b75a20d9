-- Rows of an earlier version have no raw events behind them: they are read from the chain once more.
truncate "chain"."cursor", "chain"."blocks", "chain"."undo", "chain"."communities", "chain"."roles", "chain"."modules", "chain"."members", "chain"."periods", "chain"."entries", "chain"."accounts", "chain"."executions", "chain"."items", "chain"."purchases" restart identity;
--> statement-breakpoint
CREATE TABLE "chain"."deferred" (
	"name" text PRIMARY KEY NOT NULL,
	"statement" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain"."log_blocks" (
	"number" bigint PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain"."logs" (
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	"address" "bytea" NOT NULL,
	"topics" "bytea" NOT NULL,
	"data" "bytea" NOT NULL,
	"tx_hash" "bytea" NOT NULL,
	CONSTRAINT "logs_block_log_index_pk" PRIMARY KEY("block","log_index")
);
--> statement-breakpoint
ALTER TABLE "chain"."cursor" ADD COLUMN "projection" "bytea" NOT NULL;