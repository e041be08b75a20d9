CREATE TABLE "chain"."allowlist" (
	"target" "bytea" NOT NULL,
	"selector" "bytea" NOT NULL,
	"allowed" boolean NOT NULL,
	"ready_at" timestamp with time zone,
	CONSTRAINT "allowlist_target_selector_pk" PRIMARY KEY("target","selector")
);
--> statement-breakpoint
CREATE TABLE "chain"."catalogue" (
	"module" "bytea" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"block" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain"."custody" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"signer" "bytea",
	"epoch" integer DEFAULT 0 NOT NULL,
	"guardian" "bytea",
	"sentinel" "bytea",
	"paused_until" bigint DEFAULT 0 NOT NULL,
	"sealed" boolean DEFAULT false NOT NULL,
	"pending_signer" "bytea",
	"pending_signer_ready_at" timestamp with time zone,
	"distrust_from" timestamp with time zone,
	"pending_guardian" "bytea",
	"pending_guardian_ready_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "chain"."failures" (
	"lane" numeric(78, 0) NOT NULL,
	"sequence" bigint NOT NULL,
	"index" integer NOT NULL,
	"member" "bytea" NOT NULL,
	"reason" "bytea" NOT NULL,
	CONSTRAINT "failures_lane_sequence_index_pk" PRIMARY KEY("lane","sequence","index")
);
--> statement-breakpoint
CREATE TABLE "chain"."schedules" (
	"id" "bytea" PRIMARY KEY NOT NULL,
	"token" "bytea" NOT NULL,
	"call" "bytea" NOT NULL,
	"ready_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain"."days" (
	"token" "bytea" NOT NULL,
	"day" integer NOT NULL,
	"issued" numeric(78, 0) NOT NULL,
	"burned" numeric(78, 0) NOT NULL,
	"supply" numeric(78, 0) NOT NULL,
	"budget" numeric(78, 0) NOT NULL,
	"joined" integer NOT NULL,
	CONSTRAINT "days_token_day_pk" PRIMARY KEY("token","day")
);
--> statement-breakpoint
CREATE TABLE "chain"."flows" (
	"token" "bytea" NOT NULL,
	"day" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"count" bigint NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	CONSTRAINT "flows_token_day_kind_name_pk" PRIMARY KEY("token","day","kind","name")
);
--> statement-breakpoint
CREATE TABLE "chain"."ranks" (
	"token" "bytea" NOT NULL,
	"sum" text NOT NULL,
	"period" text NOT NULL,
	"starts" integer NOT NULL,
	"bucket" integer NOT NULL,
	"members" integer NOT NULL,
	CONSTRAINT "ranks_token_sum_period_starts_bucket_pk" PRIMARY KEY("token","sum","period","starts","bucket")
);
--> statement-breakpoint
CREATE TABLE "chain"."achievements" (
	"token" "bytea" NOT NULL,
	"achievement" integer NOT NULL,
	"metric" smallint NOT NULL,
	"threshold" numeric(78, 0) NOT NULL,
	"reward" numeric(78, 0) NOT NULL,
	"uri" text NOT NULL,
	"retired" boolean DEFAULT false NOT NULL,
	"claimed" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "achievements_token_achievement_pk" PRIMARY KEY("token","achievement")
);
--> statement-breakpoint
CREATE TABLE "chain"."badges" (
	"badge" bigint PRIMARY KEY NOT NULL,
	"token" "bytea" NOT NULL,
	"achievement" integer NOT NULL,
	"member" "bytea" NOT NULL,
	"paid" numeric(78, 0) NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"tx_hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain"."claims" (
	"token" "bytea" NOT NULL,
	"claim" integer NOT NULL,
	"task" integer NOT NULL,
	"claimant" "bytea" NOT NULL,
	"state" text NOT NULL,
	"reward" numeric(78, 0) NOT NULL,
	"reviewers" smallint NOT NULL,
	"proof_required" boolean NOT NULL,
	"role_hash" "bytea" NOT NULL,
	"escalated" boolean DEFAULT false NOT NULL,
	"approvals" integer DEFAULT 0 NOT NULL,
	"rejections" integer DEFAULT 0 NOT NULL,
	"round" integer DEFAULT 0 NOT NULL,
	"deadline" timestamp with time zone,
	"claimed_at" timestamp with time zone NOT NULL,
	"submitted_at" timestamp with time zone,
	"proof_hash" "bytea",
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	CONSTRAINT "claims_token_claim_pk" PRIMARY KEY("token","claim")
);
--> statement-breakpoint
CREATE TABLE "chain"."challenges" (
	"token" "bytea" NOT NULL,
	"challenge" integer NOT NULL,
	"creator" "bytea" NOT NULL,
	"state" text NOT NULL,
	"issued" boolean NOT NULL,
	"first_day" integer NOT NULL,
	"last_day" integer NOT NULL,
	"tally_days" smallint NOT NULL,
	"pool" numeric(78, 0) NOT NULL,
	"left" numeric(78, 0) NOT NULL,
	"total" bigint DEFAULT 0 NOT NULL,
	"paid" bigint DEFAULT 0 NOT NULL,
	"text_hash" "bytea" NOT NULL,
	CONSTRAINT "challenges_token_challenge_pk" PRIMARY KEY("token","challenge")
);
--> statement-breakpoint
CREATE TABLE "chain"."clans" (
	"token" "bytea" NOT NULL,
	"clan" integer NOT NULL,
	"leader" "bytea" NOT NULL,
	"size" integer NOT NULL,
	"text_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"dissolved_at" timestamp with time zone,
	CONSTRAINT "clans_token_clan_pk" PRIMARY KEY("token","clan")
);
--> statement-breakpoint
CREATE TABLE "chain"."commitments" (
	"token" "bytea" NOT NULL,
	"commitment" integer NOT NULL,
	"by" "bytea" NOT NULL,
	"bond" numeric(78, 0) NOT NULL,
	"seed_hash" "bytea" NOT NULL,
	"committed_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "commitments_token_commitment_pk" PRIMARY KEY("token","commitment")
);
--> statement-breakpoint
CREATE TABLE "chain"."draws" (
	"token" "bytea" NOT NULL,
	"draw" integer NOT NULL,
	"purchase" bigint NOT NULL,
	"commitment" integer NOT NULL,
	"target_block" bigint NOT NULL,
	"state" text NOT NULL,
	"seed" "bytea",
	"block_hash" "bytea",
	CONSTRAINT "draws_token_draw_pk" PRIMARY KEY("token","draw")
);
--> statement-breakpoint
CREATE TABLE "chain"."invitations" (
	"token" "bytea" NOT NULL,
	"clan" integer NOT NULL,
	"member" "bytea" NOT NULL,
	"open" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "invitations_token_member_clan_pk" PRIMARY KEY("token","member","clan")
);
--> statement-breakpoint
CREATE TABLE "chain"."listings" (
	"token" "bytea" NOT NULL,
	"listing" integer NOT NULL,
	"seller" "bytea" NOT NULL,
	"collection" "bytea",
	"asset" numeric(78, 0) NOT NULL,
	"quantity" integer NOT NULL,
	"left" integer NOT NULL,
	"price" numeric(78, 0) NOT NULL,
	"fee_bps" integer NOT NULL,
	"epoch" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"listed_at" timestamp with time zone NOT NULL,
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	CONSTRAINT "listings_token_listing_pk" PRIMARY KEY("token","listing")
);
--> statement-breakpoint
CREATE TABLE "chain"."memberships" (
	"token" "bytea" NOT NULL,
	"member" "bytea" NOT NULL,
	"clan" integer NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	CONSTRAINT "memberships_token_member_pk" PRIMARY KEY("token","member")
);
--> statement-breakpoint
CREATE TABLE "chain"."nfts" (
	"collection" "bytea" NOT NULL,
	"id" numeric(78, 0) NOT NULL,
	"token" "bytea" NOT NULL,
	"state" text NOT NULL,
	"owner" "bytea",
	"draw" integer,
	CONSTRAINT "nfts_collection_id_pk" PRIMARY KEY("collection","id")
);
--> statement-breakpoint
CREATE TABLE "chain"."penalties" (
	"token" "bytea" NOT NULL,
	"penalty" integer NOT NULL,
	"member" "bytea" NOT NULL,
	"kind" text NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	"until" bigint NOT NULL,
	"by" "bytea" NOT NULL,
	"taken" numeric(78, 0) NOT NULL,
	"reason_hash" "bytea" NOT NULL,
	"statement_hash" "bytea",
	"lifted_by" "bytea",
	"lift_reason_hash" "bytea",
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	CONSTRAINT "penalties_token_penalty_pk" PRIMARY KEY("token","penalty")
);
--> statement-breakpoint
CREATE TABLE "chain"."receipts" (
	"token" "bytea" NOT NULL,
	"item" integer NOT NULL,
	"owner" "bytea" NOT NULL,
	"quantity" bigint NOT NULL,
	CONSTRAINT "receipts_token_owner_item_pk" PRIMARY KEY("token","owner","item")
);
--> statement-breakpoint
CREATE TABLE "chain"."reviews" (
	"token" "bytea" NOT NULL,
	"claim" integer NOT NULL,
	"round" integer NOT NULL,
	"reviewer" "bytea" NOT NULL,
	"accept" boolean NOT NULL,
	"reason_hash" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "reviews_token_claim_round_reviewer_pk" PRIMARY KEY("token","claim","round","reviewer")
);
--> statement-breakpoint
CREATE TABLE "chain"."sales" (
	"token" "bytea" NOT NULL,
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	"listing" integer NOT NULL,
	"seller" "bytea" NOT NULL,
	"buyer" "bytea" NOT NULL,
	"quantity" integer NOT NULL,
	"price" numeric(78, 0) NOT NULL,
	"fee" numeric(78, 0) NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"tx_hash" "bytea" NOT NULL,
	CONSTRAINT "sales_token_block_log_index_pk" PRIMARY KEY("token","block","log_index")
);
--> statement-breakpoint
CREATE TABLE "chain"."scores" (
	"token" "bytea" NOT NULL,
	"challenge" integer NOT NULL,
	"member" "bytea" NOT NULL,
	"clan" integer NOT NULL,
	"score" smallint NOT NULL,
	"paid" numeric(78, 0),
	CONSTRAINT "scores_token_challenge_member_pk" PRIMARY KEY("token","challenge","member")
);
--> statement-breakpoint
CREATE TABLE "chain"."swaps" (
	"swap" integer PRIMARY KEY NOT NULL,
	"maker" "bytea" NOT NULL,
	"token" "bytea" NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"wanted" "bytea" NOT NULL,
	"wanted_amount" numeric(78, 0) NOT NULL,
	"taker" "bytea",
	"epoch" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain"."tasks" (
	"token" "bytea" NOT NULL,
	"task" integer NOT NULL,
	"creator" "bytea" NOT NULL,
	"issued" boolean NOT NULL,
	"cancelled" boolean DEFAULT false NOT NULL,
	"expires_at" timestamp with time zone,
	"open_claims" integer DEFAULT 0 NOT NULL,
	"completed" integer DEFAULT 0 NOT NULL,
	"expired" integer DEFAULT 0 NOT NULL,
	"slots" bigint,
	"left" bigint,
	"reward" numeric(78, 0) NOT NULL,
	"hours" integer NOT NULL,
	"reviewers" smallint NOT NULL,
	"proof_required" boolean NOT NULL,
	"repeatable" boolean NOT NULL,
	"role_hash" "bytea" NOT NULL,
	"text_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	CONSTRAINT "tasks_token_task_pk" PRIMARY KEY("token","task")
);
--> statement-breakpoint
CREATE TABLE "chain"."trades" (
	"token" "bytea" NOT NULL,
	"trade" integer NOT NULL,
	"proposer" "bytea" NOT NULL,
	"other" "bytea" NOT NULL,
	"version" integer NOT NULL,
	"give" jsonb NOT NULL,
	"want" jsonb NOT NULL,
	"terms_hash" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	CONSTRAINT "trades_token_trade_pk" PRIMARY KEY("token","trade")
);
--> statement-breakpoint
DROP INDEX "chain"."members_by_balance";--> statement-breakpoint
ALTER TABLE "chain"."periods" ALTER COLUMN "starts" SET DATA TYPE integer USING "starts" - date '1970-01-01';--> statement-breakpoint
ALTER TABLE "chain"."accounts" ADD COLUMN "exit_ready_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chain"."accounts" ADD COLUMN "voided_nonce" numeric(78, 0);--> statement-breakpoint
ALTER TABLE "chain"."communities" ADD COLUMN "budget" numeric(78, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "chain"."communities" ADD COLUMN "underlying" "bytea";--> statement-breakpoint
ALTER TABLE "chain"."communities" ADD COLUMN "pending_owner" "bytea";--> statement-breakpoint
ALTER TABLE "chain"."communities" ADD COLUMN "milestones" jsonb;--> statement-breakpoint
ALTER TABLE "chain"."communities" ADD COLUMN "decay" jsonb;--> statement-breakpoint
ALTER TABLE "chain"."communities" ADD COLUMN "weekend_bps" integer DEFAULT 10000 NOT NULL;--> statement-breakpoint
ALTER TABLE "chain"."communities" ADD COLUMN "seasons" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "chain"."communities" ADD COLUMN "task_policy" jsonb;--> statement-breakpoint
ALTER TABLE "chain"."communities" ADD COLUMN "conduct_policy" jsonb;--> statement-breakpoint
ALTER TABLE "chain"."communities" ADD COLUMN "market_fee_bps" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "chain"."communities" ADD COLUMN "tiers" jsonb DEFAULT '[0,0,0,0]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "chain"."members" ADD COLUMN "suspended_until" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "chain"."members" ADD COLUMN "contract" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "failures_by_member" ON "chain"."failures" USING btree ("member");--> statement-breakpoint
CREATE UNIQUE INDEX "badges_by_member" ON "chain"."badges" USING btree ("token","member","achievement");--> statement-breakpoint
CREATE INDEX "claims_by_task" ON "chain"."claims" USING btree ("token","task");--> statement-breakpoint
CREATE INDEX "claims_by_claimant" ON "chain"."claims" USING btree ("token","claimant","claim" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "claims_submitted" ON "chain"."claims" USING btree ("token","submitted_at") WHERE "chain"."claims"."state" = 'submitted';--> statement-breakpoint
CREATE INDEX "claims_by_position" ON "chain"."claims" USING btree ("block","log_index");--> statement-breakpoint
CREATE INDEX "commitments_free" ON "chain"."commitments" USING btree ("token","commitment") WHERE "chain"."commitments"."state" = 'free';--> statement-breakpoint
CREATE UNIQUE INDEX "draws_by_purchase" ON "chain"."draws" USING btree ("token","purchase");--> statement-breakpoint
CREATE INDEX "draws_open" ON "chain"."draws" USING btree ("token","draw") WHERE "chain"."draws"."state" in ('open', 'revealed');--> statement-breakpoint
CREATE INDEX "listings_open" ON "chain"."listings" USING btree ("token","listing" DESC NULLS LAST) WHERE "chain"."listings"."state" = 'open';--> statement-breakpoint
CREATE INDEX "listings_by_seller" ON "chain"."listings" USING btree ("token","seller");--> statement-breakpoint
CREATE INDEX "listings_by_position" ON "chain"."listings" USING btree ("block","log_index");--> statement-breakpoint
CREATE INDEX "memberships_by_clan" ON "chain"."memberships" USING btree ("token","clan");--> statement-breakpoint
CREATE INDEX "nfts_by_owner" ON "chain"."nfts" USING btree ("token","owner");--> statement-breakpoint
CREATE INDEX "nfts_in_pool" ON "chain"."nfts" USING btree ("token") WHERE "chain"."nfts"."state" = 'pool';--> statement-breakpoint
CREATE INDEX "penalties_by_member" ON "chain"."penalties" USING btree ("token","member");--> statement-breakpoint
CREATE INDEX "penalties_appealed" ON "chain"."penalties" USING btree ("token") WHERE "chain"."penalties"."statement_hash" is not null and "chain"."penalties"."lifted_by" is null;--> statement-breakpoint
CREATE INDEX "penalties_by_position" ON "chain"."penalties" USING btree ("block","log_index");--> statement-breakpoint
CREATE INDEX "sales_by_listing" ON "chain"."sales" USING btree ("token","listing");--> statement-breakpoint
CREATE INDEX "scores_by_clan" ON "chain"."scores" USING btree ("token","challenge","clan");--> statement-breakpoint
CREATE INDEX "swaps_open" ON "chain"."swaps" USING btree ("token","swap" DESC NULLS LAST) WHERE "chain"."swaps"."state" = 'open';--> statement-breakpoint
CREATE INDEX "swaps_open_wanted" ON "chain"."swaps" USING btree ("wanted","swap" DESC NULLS LAST) WHERE "chain"."swaps"."state" = 'open';--> statement-breakpoint
CREATE INDEX "swaps_by_position" ON "chain"."swaps" USING btree ("block","log_index");--> statement-breakpoint
CREATE INDEX "tasks_by_position" ON "chain"."tasks" USING btree ("block","log_index");--> statement-breakpoint
CREATE INDEX "tasks_by_text" ON "chain"."tasks" USING btree ("text_hash");--> statement-breakpoint
CREATE INDEX "trades_by_proposer" ON "chain"."trades" USING btree ("token","proposer");--> statement-breakpoint
CREATE INDEX "trades_by_other" ON "chain"."trades" USING btree ("token","other");--> statement-breakpoint
CREATE INDEX "trades_by_position" ON "chain"."trades" USING btree ("block","log_index");--> statement-breakpoint
CREATE INDEX "members_by_balance" ON "chain"."members" USING btree ("token","balance" DESC NULLS FIRST,"address") WHERE "chain"."members"."balance" > 0 and not "chain"."members"."contract";--> statement-breakpoint
-- The bucket of an amount above zero: its number of digits times a thousand plus the first three of them.
create function chain.bucket(amount numeric) returns int language sql immutable parallel safe as
  $$ select length(amount::text) * 1000 + rpad(left(amount::text, 3), 3, '0')::int $$;
--> statement-breakpoint
do $$
declare
  relation text;
begin
  foreach relation in array array[
    'allowlist',
    'catalogue',
    'custody',
    'failures',
    'schedules',
    'days',
    'flows',
    'ranks',
    'achievements',
    'badges',
    'challenges',
    'claims',
    'clans',
    'commitments',
    'draws',
    'invitations',
    'listings',
    'memberships',
    'nfts',
    'penalties',
    'receipts',
    'reviews',
    'sales',
    'scores',
    'swaps',
    'tasks',
    'trades'
  ] loop
    execute format(
      'create trigger remember after insert or update or delete on chain.%I for each row
         when (coalesce(current_setting(''guildmint.block'', true), '''') <> '''') execute function chain.remember()',
      relation
    );
  end loop;
end
$$;
