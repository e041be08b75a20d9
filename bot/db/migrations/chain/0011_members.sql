delete from "chain"."deferred" where "name" in ('entries_by_member', 'archived_entries_by_member');--> statement-breakpoint
DROP INDEX IF EXISTS "chain"."archived_entries_by_member";--> statement-breakpoint
DROP INDEX IF EXISTS "chain"."entries_by_member";--> statement-breakpoint
CREATE INDEX "archived_entries_by_member" ON "chain"."archived_entries" USING btree ("address","token","block","log_index");--> statement-breakpoint
CREATE INDEX "entries_by_member" ON "chain"."entries" USING btree ("address","token","block","log_index");
