-- Entries are built again from raw events. Of their indexes some may be missing, where filling them was interrupted.
truncate "chain"."entries";--> statement-breakpoint
delete from "chain"."deferred" where "name" like 'entries%';--> statement-breakpoint
DROP INDEX IF EXISTS "chain"."entries_by_tx";--> statement-breakpoint
DROP INDEX IF EXISTS "chain"."entries_by_position";--> statement-breakpoint
ALTER TABLE "chain"."entries" DROP CONSTRAINT IF EXISTS "entries_token_address_block_log_index_pk";--> statement-breakpoint
ALTER TABLE "chain"."entries" ALTER COLUMN "metadata" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "chain"."entries" ALTER COLUMN "metadata" SET DEFAULT '{}'::json;--> statement-breakpoint
ALTER TABLE "chain"."entries" ADD CONSTRAINT "entries_block_log_index_address_pk" PRIMARY KEY("block","log_index","address");--> statement-breakpoint
CREATE INDEX "entries_by_member" ON "chain"."entries" USING btree ("token","address","block","log_index");
