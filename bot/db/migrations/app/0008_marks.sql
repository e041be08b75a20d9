CREATE TABLE "app"."marks" (
	"name" text PRIMARY KEY NOT NULL,
	"block" bigint NOT NULL
);
