import type { Knex } from 'knex';

/**
 * What lists are searched by: words of names, an officer's role, and the area of what the audit tells, so that whoever
 * answers for a regency reads what was done there.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE INDEX officers_by_name ON officers USING gin (to_tsvector('simple', name))`);
  await knex.raw(`CREATE INDEX areas_by_name ON areas USING gin (to_tsvector('simple', name))`);
  await knex.raw(`CREATE INDEX area_codes_by_name ON area_codes USING gin (to_tsvector('simple', name))`);
  await knex.raw('CREATE INDEX officers_by_role ON officers (role, code)');
  await makeAuditArea(knex);
}

/**
 * A trigger, since the audit is written in many places, some of them in one statement with what it tells of. An officer
 * is where the smallest area is that holds all of theirs; null: nowhere, or everywhere.
 */
async function makeAuditArea(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE audit ADD COLUMN area_code text');
  await knex.raw(`
    CREATE FUNCTION audit_area(kind text, target text) RETURNS text LANGUAGE sql STABLE AS $$
      SELECT CASE kind
        WHEN 'household' THEN left(target, 10)
        WHEN 'area' THEN target
        WHEN 'report' THEN (SELECT left(idbdt, 10) FROM reports WHERE id = target::bigint)
        WHEN 'officer' THEN (
          SELECT left(min(area_code), digits) FROM officer_areas, unnest(ARRAY[10, 7, 4, 2]) AS level (digits)
          WHERE officer_id = target::bigint
          GROUP BY digits
          HAVING left(min(area_code), digits) = left(max(area_code), digits) AND min(length(area_code)) >= digits
          ORDER BY digits DESC LIMIT 1)
      END $$`);
  await knex.raw(`
    CREATE FUNCTION set_audit_area() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.area_code := audit_area(NEW.target_kind, NEW.target);
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER audit_area BEFORE INSERT ON audit
    FOR EACH ROW WHEN (NEW.area_code IS NULL) EXECUTE FUNCTION set_audit_area()`);
  await knex.raw('UPDATE audit SET area_code = audit_area(target_kind, target)');
  await knex.raw('CREATE INDEX audit_by_area ON audit (area_code, id)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX audit_by_area');
  await knex.raw('DROP TRIGGER audit_area ON audit');
  await knex.raw('DROP FUNCTION set_audit_area');
  await knex.raw('DROP FUNCTION audit_area');
  await knex.raw('ALTER TABLE audit DROP COLUMN area_code');
  await knex.raw('DROP INDEX officers_by_role');
  await knex.raw('DROP INDEX area_codes_by_name');
  await knex.raw('DROP INDEX areas_by_name');
  await knex.raw('DROP INDEX officers_by_name');
}
