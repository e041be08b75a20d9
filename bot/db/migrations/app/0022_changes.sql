CREATE TABLE "app"."changes" (
	"name" text PRIMARY KEY NOT NULL,
	"times" bigint NOT NULL
);
--> statement-breakpoint
CREATE FUNCTION app.count_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- Once in a transaction is enough, however many rows it changes.
	INSERT INTO app.changes (name, times) VALUES ('names', 1)
	ON CONFLICT (name) DO UPDATE SET times = changes.times + 1 WHERE changes.xmin <> pg_current_xact_id()::xid;
	RETURN NULL;
END $$;
--> statement-breakpoint
-- At the end, so that nobody who has counted waits for anything but their own commit.
CREATE CONSTRAINT TRIGGER count_names AFTER INSERT OR DELETE ON app.users DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION app.count_names();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER count_new_names AFTER UPDATE ON app.users DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW WHEN ((old.id, old.address, old.name) IS DISTINCT FROM (new.id, new.address, new.name)) EXECUTE FUNCTION app.count_names();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER count_names AFTER INSERT OR UPDATE OR DELETE ON app.links DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION app.count_names();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER count_names AFTER INSERT OR UPDATE OR DELETE ON app.departures DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION app.count_names();
