-- Which server is a community, and what it is called, are names too.
CREATE CONSTRAINT TRIGGER count_names AFTER INSERT OR DELETE ON app.guilds DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION app.count_names();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER count_new_names AFTER UPDATE ON app.guilds DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW WHEN ((old.id, old.token, old.name, old.prefix) IS DISTINCT FROM (new.id, new.token, new.name, new.prefix)) EXECUTE FUNCTION app.count_names();
