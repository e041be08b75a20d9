CREATE TABLE "app"."requests" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"body" "bytea" NOT NULL,
	"made" text,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "requests_by_time" ON "app"."requests" USING btree ("at");