-- What the close of :quarter writes, without asking anything: nobody is on leave, nobody was warned.

insert into quarter_closes (quarter, rate, threshold, at) values (:quarter, :rate, :threshold, :now);

insert into renewals (close_id, membership_id, outcome, before, after, reason)
select c.id, m.id,
  case when s.standing - s.standing * :rate / 100 >= :threshold then 'renewed' else 'at risk' end,
  s.standing, s.standing - s.standing * :rate / 100, ''
from quarter_closes c cross join memberships m
join (
  select b.person_id, b.standing - coalesce(l.amount, 0) as standing
  from balances b left join (
    select person_id, sum(amount) as amount from entries
    where ledger = 'standing' and quarter > :quarter group by person_id
  ) l on l.person_id = b.person_id
) s on s.person_id = m.person_id
where c.quarter = :quarter and m.cohort = 'crowd';

insert into entries (person_id, ledger, kind, source, amount, reason, day, quarter, at)
select m.person_id, 'standing', 'fade', 'quarter:' || c.quarter, r.after - r.before,
  '−25 % of ' || r.before || ' = −' || (r.before - r.after), :last, c.quarter, :now
from renewals r join quarter_closes c on c.id = r.close_id join memberships m on m.id = r.membership_id
where c.quarter = :quarter and r.before > r.after;

update balances set standing = standing - (r.before - r.after)
from renewals r join quarter_closes c on c.id = r.close_id join memberships m on m.id = r.membership_id
where c.quarter = :quarter and m.person_id = balances.person_id;

update memberships set state = 'at risk'
from renewals r join quarter_closes c on c.id = r.close_id
where c.quarter = :quarter and r.membership_id = memberships.id and r.outcome = 'at risk';
