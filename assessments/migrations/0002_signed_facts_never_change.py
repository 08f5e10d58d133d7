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

CREATE FUNCTION assessments_review_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'assessments_reviewoutcome' THEN
        IF OLD.entry_id IS NULL THEN
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END IF;
    ELSIF NOT EXISTS (
        SELECT FROM assessments_reviewoutcome
        WHERE id = OLD.outcome_id AND entry_id IS NOT NULL
    ) THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'a review that everybody signed never changes: % refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END;
$$;

CREATE TRIGGER review_keeps_what_was_signed
    BEFORE UPDATE OR DELETE ON assessments_reviewoutcome
    FOR EACH ROW EXECUTE FUNCTION assessments_review_guard();

CREATE TRIGGER review_part_keeps_what_was_signed
    BEFORE UPDATE OR DELETE ON assessments_reviewpart
    FOR EACH ROW EXECUTE FUNCTION assessments_review_guard();

CREATE FUNCTION assessments_certificate_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a certificate is never deleted'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.id, NEW.preceptorship_id, NEW.code, NEW.issued_at, NEW.issued_by_id,
        NEW.head_sequence, NEW.head_hash, NEW.replaces_id)
    IS DISTINCT FROM
       (OLD.id, OLD.preceptorship_id, OLD.code, OLD.issued_at, OLD.issued_by_id,
        OLD.head_sequence, OLD.head_hash, OLD.replaces_id)
    -- Emptied once, with the names of the record (D3).
    OR (NEW.facts IS DISTINCT FROM OLD.facts AND (OLD.facts = '{}' OR NEW.erased_at IS NULL))
    OR (OLD.erased_at IS NOT NULL AND NEW.erased_at IS DISTINCT FROM OLD.erased_at)
    OR (OLD.ended_at IS NOT NULL
        AND (NEW.ended_at, NEW.ended_by_id, NEW.end_reason)
        IS DISTINCT FROM (OLD.ended_at, OLD.ended_by_id, OLD.end_reason))
    THEN
        RAISE EXCEPTION 'what was printed never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER certificate_keeps_what_was_printed
    BEFORE UPDATE OR DELETE ON assessments_certificate
    FOR EACH ROW EXECUTE FUNCTION assessments_certificate_guard();
"""

DROP = """
DROP TRIGGER certificate_keeps_what_was_printed ON assessments_certificate;
DROP FUNCTION assessments_certificate_guard();
DROP TRIGGER review_part_keeps_what_was_signed ON assessments_reviewpart;
DROP TRIGGER review_keeps_what_was_signed ON assessments_reviewoutcome;
DROP FUNCTION assessments_review_guard();
DROP TRIGGER sign_off_keeps_what_was_signed ON assessments_signoff;
DROP FUNCTION assessments_sign_off_guard();
DROP TRIGGER seals_are_insert_only ON assessments_ledgerseal;
DROP TRIGGER ledger_is_never_truncated ON assessments_ledgerentry;
DROP TRIGGER ledger_is_insert_only ON assessments_ledgerentry;
DROP FUNCTION assessments_ledger_refuse();
"""


class Migration(migrations.Migration):
    """P4, P7, P21, P27: the database itself refuses to change or remove what was signed."""

    dependencies = [
        ("assessments", "0001_initial"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
