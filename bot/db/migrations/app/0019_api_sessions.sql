CREATE TABLE "app"."api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"token" "bytea" NOT NULL,
	"name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"user_id" text,
	"address" "bytea",
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"used_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "app"."refresh_tokens" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"session" text NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "app"."sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"user_id" text,
	"address" "bytea",
	"credential" "bytea",
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "app"."spent_nonces" (
	"nonce" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_by_hash" ON "app"."api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_keys_by_community" ON "app"."api_keys" USING btree ("token");--> statement-breakpoint
CREATE INDEX "refresh_tokens_by_session" ON "app"."refresh_tokens" USING btree ("session");--> statement-breakpoint
CREATE INDEX "sessions_by_expiry" ON "app"."sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "spent_nonces_by_expiry" ON "app"."spent_nonces" USING btree ("expires_at");