DROP INDEX "app"."batches_lane_sequence_index";--> statement-breakpoint
ALTER TABLE "app"."batches" ADD COLUMN "genesis" "bytea" NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "batches_genesis_to_lane_sequence_index" ON "app"."batches" USING btree ("genesis","to","lane","sequence");