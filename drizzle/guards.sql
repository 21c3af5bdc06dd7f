-- Run by the owner after every migration; says the same each time.
-- The event log takes rows and gives them back. Nobody changes one, the owner included, unless they first take this trigger away.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The event log is append-only: % on % is refused.', tg_op, tg_table_name using errcode = 'restrict_violation';
end
$$;

create or replace trigger events_rows_stay before update or delete on events for each row execute function refuse_change();
create or replace trigger events_table_stays before truncate on events for each statement execute function refuse_change();
create or replace trigger scenario_versions_stay before update or delete on scenario_versions for each row execute function refuse_change();
create or replace trigger run_seconds_stay before update on run_seconds for each row execute function refuse_change();
create or replace trigger run_step_seconds_stay before update on run_step_seconds for each row execute function refuse_change();
create or replace trigger shadow_rule_sets_stay before update or delete on shadow_rule_sets for each row execute function refuse_change();
create or replace trigger shadow_acts_stay before update or delete on shadow_acts for each row execute function refuse_change();
create or replace trigger item_acts_stay before update or delete on item_acts for each row execute function refuse_change();
create or replace trigger evidence_files_stay before update or delete on evidence_files for each row execute function refuse_change();
create or replace trigger station_acts_stay before update or delete on station_acts for each row execute function refuse_change();
create or replace trigger decision_acts_stay before update or delete on decision_acts for each row execute function refuse_change();
create or replace trigger launch_snapshots_stay before update or delete on launch_snapshots for each row execute function refuse_change();
