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

CREATE TRIGGER seals_are_insert_only
    BEFORE UPDATE OR DELETE ON assessments_ledgerseal
    FOR EACH ROW EXECUTE FUNCTION assessments_ledger_refuse();

-- Our tables come before temporary ones of the same name, which anybody may make.
CREATE FUNCTION assessments_sign_off_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    -- Set for one transaction by rebuild_sign_offs, which puts back what the ledger says: a
    -- command for the owner of the table, as whom the site itself does not run.
    IF current_setting('alongside.rebuilding', true) = 'yes' AND pg_has_role(
        (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER'
    ) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a sign-off is never deleted'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (
            SELECT FROM programs_preceptorship AS preceptorship
            JOIN people_learner AS learner ON learner.id = preceptorship.learner_id
            WHERE preceptorship.id = NEW.preceptorship_id
            AND learner.person_id = NEW.assessor_id
        ) THEN
            RAISE EXCEPTION 'nobody signs for themselves'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.preceptorship_id, NEW.competency_id, NEW.assessor_id, NEW.external_id,
        NEW.channel, NEW.level_id, NEW.is_pass, NEW.method, NEW.observed_on, NEW.signed_at,
        NEW.is_late, NEW.override_id, NEW.entry_id, NEW.idempotency_key)
    IS DISTINCT FROM
       (OLD.id, OLD.preceptorship_id, OLD.competency_id, OLD.assessor_id, OLD.external_id,
        OLD.channel, OLD.level_id, OLD.is_pass, OLD.method, OLD.observed_on, OLD.signed_at,
        OLD.is_late, OLD.override_id, OLD.entry_id, OLD.idempotency_key)
    OR (OLD.revocation_id IS NOT NULL
        AND (NEW.revocation_id, NEW.revoked_at, NEW.revoked_by_id)
        IS DISTINCT FROM (OLD.revocation_id, OLD.revoked_at, OLD.revoked_by_id))
    OR (OLD.confirming_id IS NOT NULL
        AND (NEW.confirming_id, NEW.confirmed_at)
        IS DISTINCT FROM (OLD.confirming_id, OLD.confirmed_at))
    THEN
        RAISE EXCEPTION 'what was signed never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER sign_off_keeps_what_was_signed
    BEFORE INSERT OR UPDATE OR DELETE ON assessments_signoff
    FOR EACH ROW EXECUTE FUNCTION assessments_sign_off_guard();
"""

DROP = """
DROP TRIGGER sign_off_keeps_what_was_signed ON assessments_signoff;
DROP FUNCTION assessments_sign_off_guard();
DROP TRIGGER seals_are_insert_only ON assessments_ledgerseal;
DROP TRIGGER ledger_is_never_truncated ON assessments_ledgerentry;
DROP TRIGGER ledger_is_insert_only ON assessments_ledgerentry;
DROP FUNCTION assessments_ledger_refuse();
"""


class Migration(migrations.Migration):
    """P4, P7: the database itself refuses to change or remove what was signed."""

    dependencies = [
        ("assessments", "0001_initial"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
