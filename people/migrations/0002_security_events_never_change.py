"""The security log is appended to: no entry changes, and none goes within ninety days."""

from django.db import migrations

CREATE = """
CREATE FUNCTION people_security_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.recorded_at < statement_timestamp() - interval '90 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the security log is appended to: % refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END;
$$;

CREATE TRIGGER security_event_never_changes
    BEFORE UPDATE OR DELETE ON people_securityevent
    FOR EACH ROW EXECUTE FUNCTION people_security_event_refuse();
"""
DROP = """
DROP TRIGGER security_event_never_changes ON people_securityevent;
DROP FUNCTION people_security_event_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, DROP)]
