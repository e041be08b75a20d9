CREATE TABLE "app"."simulations" (
	"token" "bytea" PRIMARY KEY NOT NULL,
	"run" text NOT NULL,
	"state" text NOT NULL,
	"part" text NOT NULL,
	"done" integer NOT NULL,
	"of" integer NOT NULL,
	"seconds_left" integer,
	"members" integer NOT NULL,
	"days" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"heard_at" timestamp with time zone NOT NULL,
	"fault" jsonb,
	"report" jsonb,
	"own" jsonb
);
