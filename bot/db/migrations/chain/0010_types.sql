delete from "chain"."deferred" where "name" in ('entries_by_type', 'archived_entries_by_type');--> statement-breakpoint
DROP INDEX IF EXISTS "chain"."archived_entries_by_type";--> statement-breakpoint
DROP INDEX IF EXISTS "chain"."entries_by_type";--> statement-breakpoint
CREATE INDEX "archived_entries_by_type" ON "chain"."archived_entries" USING btree ("token","type","block");--> statement-breakpoint
CREATE INDEX "entries_by_type" ON "chain"."entries" USING btree ("token","type","block");
