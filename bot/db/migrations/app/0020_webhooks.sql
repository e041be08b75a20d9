CREATE TABLE "app"."deliveries" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"webhook" text NOT NULL,
	"event" text NOT NULL,
	"type" text NOT NULL,
	"body" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"status" integer,
	"created_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "app"."webhooks" (
	"id" text PRIMARY KEY NOT NULL,
	"token" "bytea" NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"disabled_at" timestamp with time zone,
	"note" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_once" ON "app"."deliveries" USING btree ("webhook","event");--> statement-breakpoint
CREATE INDEX "deliveries_by_webhook" ON "app"."deliveries" USING btree ("webhook","id");--> statement-breakpoint
CREATE INDEX "deliveries_waiting" ON "app"."deliveries" USING btree ("webhook","id") WHERE "app"."deliveries"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "deliveries_by_time" ON "app"."deliveries" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "webhooks_by_community" ON "app"."webhooks" USING btree ("token");