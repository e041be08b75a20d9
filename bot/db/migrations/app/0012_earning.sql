CREATE TABLE "app"."audiences" (
	"message_id" text PRIMARY KEY NOT NULL,
	"token" "bytea" NOT NULL,
	"channel_id" text NOT NULL,
	"author_id" text,
	"reactors" text[] DEFAULT '{}' NOT NULL,
	"repliers" text[] DEFAULT '{}' NOT NULL,
	"voters" text[] DEFAULT '{}' NOT NULL,
	"popular" boolean,
	"media" boolean,
	"helpful" boolean,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."holds" (
	"token" "bytea" NOT NULL,
	"user_id" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "holds_token_user_id_pk" PRIMARY KEY("token","user_id")
);
--> statement-breakpoint
CREATE TABLE "app"."joins" (
	"token" "bytea" NOT NULL,
	"user_id" text NOT NULL,
	"inviter_id" text,
	"at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	CONSTRAINT "joins_token_user_id_pk" PRIMARY KEY("token","user_id")
);
--> statement-breakpoint
CREATE TABLE "app"."signals" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"token" "bytea" NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"strength" integer NOT NULL,
	"others" text[] DEFAULT '{}' NOT NULL,
	"evidence" jsonb NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"decision" text,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"noticed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "app"."tier_roles" (
	"token" "bytea" NOT NULL,
	"user_id" text NOT NULL,
	"role_id" text,
	"next_at" timestamp with time zone,
	CONSTRAINT "tier_roles_token_user_id_pk" PRIMARY KEY("token","user_id")
);
--> statement-breakpoint
CREATE INDEX "audiences_by_time" ON "app"."audiences" USING btree ("at");--> statement-breakpoint
CREATE INDEX "joins_due" ON "app"."joins" USING btree ("next_at") WHERE "app"."joins"."state" = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "signals_once" ON "app"."signals" USING btree ("token","user_id","kind");--> statement-breakpoint
CREATE INDEX "signals_open" ON "app"."signals" USING btree ("token","last_at") WHERE "app"."signals"."decision" is null;