-- A crowd of ambassadors: each with :causes awards in both ledgers, :recent of them with their work.
-- `m.id` is a membership, `m.person_id` its person; what an award is worth differs from person to person.

insert into people (email, name, created_at, town, about, links)
with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < :count)
select 'p' || n || '@bench.example', 'Person ' || n, :then, 'Town ' || n % 97, '', '' from numbers;

insert into memberships
  (person_id, state, joined_on, cohort, code, slug, calendar_at, complete_at, shown, feed_serial)
select id, 'active', :joined, 'crowd', 'C' || id, 'c' || id, :then, :then, false, 0
from people where email like '%@bench.example';

insert into submissions
  (person_id, membership_id, activity_type_id, state, title, link, link_key, note, minutes, disclosed,
   licensed, base_points, weight, drawn, created_at, sent_at, decided_at, dispute)
with recursive causes(k) as (select 1 union all select k + 1 from causes where k < :recent)
select m.person_id, m.id, :kind, 'approved', 'Piece ' || k, 'https://x.example/' || m.id || '/' || k,
  'x.example/' || m.id || '/' || k, '', 30, true, false, 10 + m.person_id % 97, 1, false, :then, :then, :then, ''
from memberships m cross join causes where m.cohort = 'crowd';

insert into verdicts
  (submission_id, outcome, note, base_points, weight, disclosure, disclosure_note, at, told_at)
select id, 'approved', '', base_points, 1, 'first', '', :then, :then
from submissions where title like 'Piece %';

insert into submissions
  (person_id, membership_id, activity_type_id, state, title, link, link_key, note, minutes, disclosed,
   licensed, base_points, weight, drawn, created_at, sent_at, dispute)
select person_id, id, :kind, 'pending', 'Waiting', 'https://w.example/' || id, 'w.example/' || id, '', 30,
  true, false, 10, 1, false, :now, :now, ''
from memberships where cohort = 'crowd' order by id limit :waiting;

insert into entries
  (person_id, ledger, kind, source, amount, reason, submission_id, day, quarter, at)
select s.person_id, ledger, 'award', 'verdict:' || v.id, s.base_points,
  s.base_points || ' × 1 = ' || s.base_points, s.id, :today, :quarter, :then
from verdicts v join submissions s on s.id = v.submission_id
cross join (select 'standing' as ledger union all select 'credits') ledgers
where s.title like 'Piece %';

insert into entries (person_id, ledger, kind, source, amount, reason, day, quarter, at)
with recursive causes(k) as (select :recent + 1 union all select k + 1 from causes where k < :causes)
select m.person_id, ledger, 'award', 'old:' || k, 10 + m.person_id % 97, 'before', :before, :quarter_before, :then
from memberships m cross join causes
cross join (select 'standing' as ledger union all select 'credits') ledgers
where m.cohort = 'crowd';

insert into balances (person_id, standing, credits, lifetime, quarter, quarter_points, ranked)
select m.person_id, :causes * (10 + m.person_id % 97), :causes * (10 + m.person_id % 97),
  :causes * (10 + m.person_id % 97), :quarter, :recent * (10 + m.person_id % 97), true
from memberships m where m.cohort = 'crowd';
