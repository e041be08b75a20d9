DROP INDEX "chain"."members_by_balance";--> statement-breakpoint
DROP INDEX "chain"."members_by_earned";--> statement-breakpoint
DROP INDEX "chain"."members_by_spent";--> statement-breakpoint
DROP INDEX "chain"."members_by_gifted";--> statement-breakpoint
DROP INDEX "chain"."periods_by_earned";--> statement-breakpoint
DROP INDEX "chain"."periods_by_spent";--> statement-breakpoint
DROP INDEX "chain"."periods_by_gifted";--> statement-breakpoint
CREATE INDEX "members_by_balance" ON "chain"."members" USING btree ("token","balance" DESC NULLS FIRST,"address") WHERE "chain"."members"."balance" > 0;--> statement-breakpoint
CREATE INDEX "members_by_earned" ON "chain"."members" USING btree ("token","earned" DESC NULLS FIRST,"address") WHERE "chain"."members"."earned" > 0;--> statement-breakpoint
CREATE INDEX "members_by_spent" ON "chain"."members" USING btree ("token","spent" DESC NULLS FIRST,"address") WHERE "chain"."members"."spent" > 0;--> statement-breakpoint
CREATE INDEX "members_by_gifted" ON "chain"."members" USING btree ("token","gifted" DESC NULLS FIRST,"address") WHERE "chain"."members"."gifted" > 0;--> statement-breakpoint
CREATE INDEX "periods_by_earned" ON "chain"."periods" USING btree ("token","period","starts","earned" DESC NULLS FIRST,"address") WHERE "chain"."periods"."earned" > 0;--> statement-breakpoint
CREATE INDEX "periods_by_spent" ON "chain"."periods" USING btree ("token","period","starts","spent" DESC NULLS FIRST,"address") WHERE "chain"."periods"."spent" > 0;--> statement-breakpoint
CREATE INDEX "periods_by_gifted" ON "chain"."periods" USING btree ("token","period","starts","gifted" DESC NULLS FIRST,"address") WHERE "chain"."periods"."gifted" > 0;