CREATE TABLE "app"."gas" (
	"tx_hash" "bytea" NOT NULL,
	"operation" text NOT NULL,
	"token" "bytea",
	"verb" text NOT NULL,
	"sponsored" boolean NOT NULL,
	"wallet" "bytea" NOT NULL,
	"block" bigint NOT NULL,
	"gas" bigint NOT NULL,
	"wei" numeric(78, 0) NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "gas_tx_hash_operation_pk" PRIMARY KEY("tx_hash","operation")
);
--> statement-breakpoint
CREATE INDEX "gas_by_time" ON "app"."gas" USING btree ("at");