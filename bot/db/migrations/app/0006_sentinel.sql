CREATE TABLE "app"."sentinel" (
	"genesis" "bytea" PRIMARY KEY NOT NULL,
	"block" bigint NOT NULL
);
