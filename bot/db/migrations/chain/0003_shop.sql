CREATE TABLE "chain"."items" (
	"token" "bytea" NOT NULL,
	"item" integer NOT NULL,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"uri" text NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"role_hash" "bytea" NOT NULL,
	"terms" jsonb NOT NULL,
	"left" bigint,
	"sold" bigint DEFAULT 0 NOT NULL,
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	CONSTRAINT "items_token_item_pk" PRIMARY KEY("token","item")
);
--> statement-breakpoint
CREATE TABLE "chain"."purchases" (
	"token" "bytea" NOT NULL,
	"purchase" bigint NOT NULL,
	"item" integer NOT NULL,
	"buyer" "bytea" NOT NULL,
	"quantity" integer NOT NULL,
	"returned" integer DEFAULT 0 NOT NULL,
	"used" bigint DEFAULT 0 NOT NULL,
	"uses" integer NOT NULL,
	"refund" smallint NOT NULL,
	"kind" smallint NOT NULL,
	"unit_price" numeric(78, 0) NOT NULL,
	"bought_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"fulfil_by" timestamp with time zone,
	"state" text NOT NULL,
	"granted" boolean DEFAULT false NOT NULL,
	"tx_hash" "bytea" NOT NULL,
	"bought_block" bigint NOT NULL,
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	CONSTRAINT "purchases_token_purchase_pk" PRIMARY KEY("token","purchase")
);
--> statement-breakpoint
CREATE INDEX "items_by_position" ON "chain"."items" USING btree ("block","log_index");--> statement-breakpoint
CREATE INDEX "purchases_by_buyer" ON "chain"."purchases" USING btree ("token","buyer","purchase" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "purchases_requested" ON "chain"."purchases" USING btree ("bought_block") WHERE "chain"."purchases"."state" = 'requested';--> statement-breakpoint
CREATE INDEX "purchases_by_position" ON "chain"."purchases" USING btree ("block","log_index");--> statement-breakpoint
create trigger remember after insert or update or delete on chain.items for each row
  when (coalesce(current_setting('guildmint.block', true), '') <> '') execute function chain.remember();
--> statement-breakpoint
create trigger remember after insert or update or delete on chain.purchases for each row
  when (coalesce(current_setting('guildmint.block', true), '') <> '') execute function chain.remember();
