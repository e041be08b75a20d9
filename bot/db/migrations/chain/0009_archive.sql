CREATE TABLE "chain"."archived_entries" (
	"token" "bytea" NOT NULL,
	"address" "bytea" NOT NULL,
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"balance_after" numeric(78, 0) NOT NULL,
	"counterparty" "bytea",
	"type" text NOT NULL,
	"metadata" json DEFAULT '{}'::json NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"tx_hash" "bytea" NOT NULL,
	CONSTRAINT "archived_entries_block_log_index_address_pk" PRIMARY KEY("block","log_index","address")
);
--> statement-breakpoint
CREATE INDEX "archived_entries_by_member" ON "chain"."archived_entries" USING btree ("token","address","block","log_index");--> statement-breakpoint
CREATE INDEX "archived_entries_by_type" ON "chain"."archived_entries" USING btree ("token","type","block","log_index");--> statement-breakpoint
CREATE INDEX "entries_by_type" ON "chain"."entries" USING btree ("token","type","block","log_index");--> statement-breakpoint
ALTER TABLE "chain"."archived_entries" INHERIT "chain"."entries";
