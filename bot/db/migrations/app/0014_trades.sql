CREATE TABLE "app"."trade_drafts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"token" "bytea" NOT NULL,
	"first" text NOT NULL,
	"second" text NOT NULL,
	"first_side" jsonb NOT NULL,
	"second_side" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"proposer" text,
	"operation" text,
	"trade" integer,
	"state" text DEFAULT 'open' NOT NULL,
	"channel_id" text NOT NULL,
	"message_id" text,
	"locale" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "trade_drafts_by_first" ON "app"."trade_drafts" USING btree ("first");--> statement-breakpoint
CREATE INDEX "trade_drafts_by_second" ON "app"."trade_drafts" USING btree ("second");