from django.db import migrations

CREATE = """
CREATE FUNCTION programs_published_version_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published framework version does not change: % refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END;
$$;

CREATE TRIGGER published_version_is_immutable
    BEFORE UPDATE OR DELETE ON programs_frameworkversion
    FOR EACH ROW EXECUTE FUNCTION programs_published_version_refuse();

CREATE FUNCTION programs_published_competency_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    version uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.version_id ELSE NEW.version_id END;
BEGIN
    IF EXISTS (
        SELECT FROM programs_frameworkversion
        WHERE published_at IS NOT NULL
        AND (id = version OR (TG_OP = 'UPDATE' AND id = OLD.version_id))
    ) THEN
        RAISE EXCEPTION 'a published framework version does not change: % refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END;
$$;

CREATE TRIGGER published_competency_is_immutable
    BEFORE INSERT OR UPDATE OR DELETE ON programs_competency
    FOR EACH ROW EXECUTE FUNCTION programs_published_competency_refuse();
"""

DROP = """
DROP TRIGGER published_competency_is_immutable ON programs_competency;
DROP FUNCTION programs_published_competency_refuse();
DROP TRIGGER published_version_is_immutable ON programs_frameworkversion;
DROP FUNCTION programs_published_version_refuse();
"""


class Migration(migrations.Migration):
    """P2: learners are pinned to a version, so the database keeps its wording as published."""

    dependencies = [
        ("programs", "0001_initial"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
