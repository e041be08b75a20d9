CREATE TABLE "app"."departures" (
	"token" "bytea" NOT NULL,
	"address" "bytea" NOT NULL,
	"user_id" text,
	"left_at" timestamp with time zone NOT NULL,
	"cleared_at" timestamp with time zone,
	CONSTRAINT "departures_token_address_pk" PRIMARY KEY("token","address")
);
--> statement-breakpoint
CREATE INDEX "departures_by_time" ON "app"."departures" USING btree ("token","left_at","address");