ALTER TABLE "chain"."entries" DROP COLUMN "balance_before";--> statement-breakpoint
ALTER TABLE "chain"."entries" DROP COLUMN "category";