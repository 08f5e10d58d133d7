-- The role as which Alongside runs, beside the one that owns its tables and migrates them.
--
-- Run on Alongside's database after every migration, by the owner of the tables or a superuser;
-- the first time by one who may create roles. It can be run again at any time:
--
--     psql --dbname alongside --set ON_ERROR_STOP=1 --file deploy/roles.sql
--
-- The role has no password at first: \password alongside_runtime. What it may not do is done by
-- commands that run as the owner: docs/operator.md, "Two roles".

BEGIN;

DO $$
BEGIN
    CREATE ROLE alongside_runtime LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
END
$$;

-- It makes nothing of its own, neither beside our tables nor before them.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
DO $$
BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END
$$;

GRANT USAGE ON SCHEMA public TO alongside_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO alongside_runtime;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO alongside_runtime;

-- Ledger, names and comments beside it, seals, and exceptions from the rules: they only grow.
REVOKE UPDATE, DELETE ON
    assessments_ledgerentry,
    assessments_signaturecontent,
    assessments_ledgerseal,
    programs_ruleoverride
FROM alongside_runtime;

-- What was said of a concern, decided of a plan, answered and read by its learner: likewise.
REVOKE UPDATE, DELETE ON
    assessments_concernanswer,
    assessments_planoutcome,
    assessments_plananswer,
    assessments_planreading
FROM alongside_runtime;
REVOKE DELETE ON assessments_concern, assessments_notachieved FROM alongside_runtime;

-- Signatures are revoked, never deleted; a trigger keeps the rest of them. What a signature
-- rests on stays as it was called. A file on which none rests can be deleted, which looks into
-- the table between the two: that a signature lost its evidence, verify_ledger names.
REVOKE DELETE ON assessments_signoff FROM alongside_runtime;
REVOKE UPDATE ON assessments_evidence, assessments_signoff_evidence FROM alongside_runtime;

-- A certificate is withdrawn, never deleted; a trigger keeps what was printed, and nothing takes
-- away a signature that stands on it.
REVOKE DELETE ON assessments_certificate FROM alongside_runtime;
REVOKE UPDATE, DELETE ON assessments_certificate_signatures FROM alongside_runtime;

-- What is asked stays as it was when the record was opened: only what is counted changes.
REVOKE UPDATE, DELETE ON assessments_competencystate FROM alongside_runtime;
GRANT UPDATE (
    due_on, attempts, passes, assessors, workplace_passes,
    latest_level_id, best_level_id, achieved_at
) ON assessments_competencystate TO alongside_runtime;
REVOKE UPDATE, DELETE ON programs_ratingscale, programs_ratinglevel FROM alongside_runtime;

REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM alongside_runtime;

COMMIT;
