from django.db import migrations

CREATE = """
CREATE FUNCTION assessments_ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is insert-only: % refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END;
$$;

CREATE TRIGGER ledger_is_insert_only
    BEFORE UPDATE OR DELETE ON assessments_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION assessments_ledger_refuse();

CREATE TRIGGER ledger_is_never_truncated
    BEFORE TRUNCATE ON assessments_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION assessments_ledger_refuse();
"""

DROP = """
DROP TRIGGER ledger_is_never_truncated ON assessments_ledgerentry;
DROP TRIGGER ledger_is_insert_only ON assessments_ledgerentry;
DROP FUNCTION assessments_ledger_refuse();
"""


class Migration(migrations.Migration):
    """P7: the database itself refuses to change or remove what was signed."""

    dependencies = [("assessments", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, DROP)]
