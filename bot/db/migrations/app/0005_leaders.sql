CREATE TABLE "app"."leaders" (
	"role" text PRIMARY KEY NOT NULL,
	"fence" bigint NOT NULL,
	"pid" integer NOT NULL,
	"session_start" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "leaders_fence" ON "app"."leaders" USING btree ("role","fence");