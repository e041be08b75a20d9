CREATE TABLE "app"."challenges" (
	"nonce" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"user_id" text NOT NULL,
	"address" "bytea",
	"message" text,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "app"."codes" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"token" "bytea" NOT NULL,
	"item" integer NOT NULL,
	"code" text NOT NULL,
	"purchase" bigint,
	"assigned_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "app"."fulfilments" (
	"token" "bytea" NOT NULL,
	"purchase" bigint NOT NULL,
	"state" text NOT NULL,
	"user_id" text,
	"role_id" text,
	"reason" text,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "fulfilments_token_purchase_pk" PRIMARY KEY("token","purchase")
);
--> statement-breakpoint
CREATE TABLE "app"."item_settings" (
	"token" "bytea" NOT NULL,
	"item" integer NOT NULL,
	"role_id" text,
	CONSTRAINT "item_settings_token_item_pk" PRIMARY KEY("token","item")
);
--> statement-breakpoint
CREATE TABLE "app"."links" (
	"address" "bytea" PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"linked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "codes_once" ON "app"."codes" USING btree ("token","item","code");--> statement-breakpoint
CREATE INDEX "codes_free" ON "app"."codes" USING btree ("token","item","id") WHERE "app"."codes"."purchase" is null;--> statement-breakpoint
CREATE INDEX "codes_by_purchase" ON "app"."codes" USING btree ("token","purchase");--> statement-breakpoint
CREATE INDEX "fulfilments_by_state" ON "app"."fulfilments" USING btree ("state");--> statement-breakpoint
CREATE UNIQUE INDEX "links_by_user" ON "app"."links" USING btree ("user_id");