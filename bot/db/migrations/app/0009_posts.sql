CREATE TABLE "app"."posts" (
	"token" "bytea" NOT NULL,
	"kind" text NOT NULL,
	"subject" integer NOT NULL,
	"channel_id" text NOT NULL,
	"message_id" text,
	"state" text NOT NULL,
	"lost" integer DEFAULT 0 NOT NULL,
	"block" bigint,
	"log_index" integer,
	"next_at" timestamp with time zone,
	"error" text,
	CONSTRAINT "posts_token_kind_subject_pk" PRIMARY KEY("token","kind","subject")
);
--> statement-breakpoint
CREATE INDEX "posts_due" ON "app"."posts" USING btree ("next_at") WHERE "app"."posts"."state" <> 'closed';--> statement-breakpoint
CREATE INDEX "posts_by_message" ON "app"."posts" USING btree ("message_id");