CREATE TABLE "app"."seeds" (
	"token" "bytea" NOT NULL,
	"seed_hash" "bytea" NOT NULL,
	"seed" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "seeds_token_seed_hash_pk" PRIMARY KEY("token","seed_hash")
);
--> statement-breakpoint
CREATE INDEX "announcements_by_message" ON "app"."announcements" USING btree ("message_id");