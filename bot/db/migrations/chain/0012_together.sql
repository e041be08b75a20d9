-- Definitions that wait to be made again are those of the version before.
delete from "chain"."deferred" where "name" in ('entries_by_type', 'archived_entries_by_type', 'logs_block_log_index_pk');--> statement-breakpoint
ALTER TABLE "chain"."log_blocks" ADD COLUMN "events" integer;--> statement-breakpoint
ALTER TABLE "chain"."log_blocks" ADD COLUMN "kinds" "bytea";--> statement-breakpoint
ALTER TABLE "chain"."log_blocks" ADD COLUMN "logs" "bytea";--> statement-breakpoint
-- Hashes cannot be pressed: to try it only takes time.
ALTER TABLE "chain"."log_blocks" ALTER COLUMN "logs" SET STORAGE EXTERNAL;--> statement-breakpoint
-- Rows as `encodeRaw` writes them: the number of fields, and each with its size before it.
update "chain"."log_blocks" b set "events" = l."events", "kinds" = l."kinds", "logs" = l."logs" from (
  select "block", count(*)::int as "events",
    string_agg(distinct "address" || substring("topics" from 1 for 32), ''::bytea) as "kinds",
    string_agg('\x0005'::bytea || int4send(4) || int4send("log_index") || int4send(length("address")) || "address"
      || int4send(length("topics")) || "topics" || int4send(length("data")) || "data"
      || int4send(length("tx_hash")) || "tx_hash", ''::bytea order by "log_index") as "logs"
  from "chain"."logs" group by "block") l
where l."block" = b."number";--> statement-breakpoint
DROP TABLE "chain"."logs" CASCADE;--> statement-breakpoint
ALTER TABLE "chain"."log_blocks" ALTER COLUMN "events" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "chain"."log_blocks" ALTER COLUMN "kinds" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "chain"."log_blocks" ALTER COLUMN "logs" SET NOT NULL;--> statement-breakpoint
DROP INDEX IF EXISTS "chain"."archived_entries_by_type";--> statement-breakpoint
DROP INDEX IF EXISTS "chain"."entries_by_type";--> statement-breakpoint
CREATE INDEX "archived_entries_most_common" ON "chain"."archived_entries" USING btree ("token","block") WHERE "chain"."archived_entries"."type" = 'earn';--> statement-breakpoint
CREATE INDEX "entries_most_common" ON "chain"."entries" USING btree ("token","block") WHERE "chain"."entries"."type" = 'earn';--> statement-breakpoint
CREATE INDEX "archived_entries_by_type" ON "chain"."archived_entries" USING btree ("token","type","block") WHERE "chain"."archived_entries"."type" <> 'earn';--> statement-breakpoint
CREATE INDEX "entries_by_type" ON "chain"."entries" USING btree ("token","type","block") WHERE "chain"."entries"."type" <> 'earn';
