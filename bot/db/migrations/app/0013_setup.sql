CREATE TABLE "app"."planned_communities" (
	"guild_id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"symbol" text NOT NULL,
	"preset" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."staff_members" (
	"token" "bytea" NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "staff_members_token_user_id_pk" PRIMARY KEY("token","user_id")
);
