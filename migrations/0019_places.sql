-- Where a child is, and what it could be guessed from, apart from everything else: so that it can be withheld by itself, from
-- everybody, in every table. What is hidden, and from whom, is in docs/decisions/0010-hidden-addresses.md.

create function homeward.is_address_hidden(of_child bigint) returns boolean
  language sql stable security definer
  set search_path = pg_catalog
  as $$ select exists (select from homeward.child_access a where a.child_id = of_child and a.address_hidden) $$;
comment on function homeward.is_address_hidden(bigint) is 'Whether the address of a child is hidden: asked by the policies of what is withheld then.';
create function homeward.hidden_among(wanted bigint[]) returns setof bigint
  language sql stable security definer
  set search_path = pg_catalog
  as $$ select a.child_id from homeward.child_access a where a.address_hidden and a.child_id = any (wanted) $$;
comment on function homeward.hidden_among(bigint[]) is 'Which of some children have a hidden address.';
revoke all on function homeward.is_address_hidden(bigint), homeward.hidden_among(bigint[]) from public;
grant execute on function homeward.is_address_hidden(bigint), homeward.hidden_among(bigint[]) to homeward_request, homeward_job;

-- What an entry of the chronology says of places, and in people's own words.
create table homeward.chronology_place (
  child_id bigint not null,
  version integer not null,
  places jsonb,
  said jsonb,
  primary key (child_id, version)
);
comment on table homeward.chronology_place is 'What entries of the chronology say of places and in free text. Only grows; nobody who serves reads it while the child''s address is hidden.';
comment on column homeward.chronology_place.child_id is 'The child.';
comment on column homeward.chronology_place.version is 'The entry, by its version.';
comment on column homeward.chronology_place.places is 'Postcodes, distances and columns that the feed does not define, by field; in a correction by was. or now. and field.';
comment on column homeward.chronology_place.said is 'Free text by field, as it was written.';

insert into homeward.chronology_place (child_id, version, places, said)
select child_id, version, places, said
from (
  select e.child_id, e.version,
    nullif(case e.kind
      when 'notification-corrected' then coalesce((
        select jsonb_object_agg(s.side || '.' || f.key, f.value)
        from (values ('was'), ('now')) s (side), jsonb_each(e.payload -> s.side) f
        where f.key in ('missingFromPostcode', 'foundPostcode', 'distanceMiles')), '{}')
      else jsonb_strip_nulls(jsonb_build_object(
        'homePostcode', e.payload #> '{details,homePostcode}',
        'missingFromPostcode', e.payload #> '{notification,missingFromPostcode}',
        'foundPostcode', e.payload #> '{notification,foundPostcode}',
        'distanceMiles', e.payload #> '{notification,distanceMiles}',
        'otherColumns', e.payload -> 'otherColumns'))
      end, '{}') as places,
    nullif(case e.kind
      when 'notification-corrected' then coalesce((
        select jsonb_object_agg(s.side || '.' || f.key, f.value)
        from (values ('was'), ('now')) s (side), jsonb_each(e.payload -> s.side) f
        where f.key in ('circumstances', 'returnedBy')), '{}')
      else jsonb_strip_nulls(jsonb_build_object(
        'circumstances', e.payload #> '{notification,circumstances}',
        'returnedBy', e.payload #> '{notification,returnedBy}',
        'outcome', e.payload #> '{screening,outcome}',
        'rationale', e.payload -> 'rationale'))
      end || jsonb_strip_nulls(jsonb_build_object('why', e.payload -> 'why')), '{}') as said
  from homeward.chronology_entry e
) apart
where places is not null or said is not null;
update homeward.chronology_entry e
set payload = (e.payload
    #- '{details,homePostcode}'
    #- '{notification,missingFromPostcode}' #- '{notification,foundPostcode}' #- '{notification,distanceMiles}'
    #- '{notification,circumstances}' #- '{notification,returnedBy}'
    #- '{screening,outcome}'
    #- '{was,missingFromPostcode}' #- '{was,foundPostcode}' #- '{was,distanceMiles}' #- '{was,circumstances}' #- '{was,returnedBy}'
    #- '{now,missingFromPostcode}' #- '{now,foundPostcode}' #- '{now,distanceMiles}' #- '{now,circumstances}' #- '{now,returnedBy}')
  - 'otherColumns' - 'why' - 'rationale';
comment on column homeward.chronology_entry.payload is 'What it says, in the shape of its kind, without places and free text: these are in chronology_place.';

alter table homeward.chronology_place enable row level security;
alter table homeward.chronology_place force row level security;
create policy owner_keeps on homeward.chronology_place to homeward_owner using (true) with check (true);
create policy job_records on homeward.chronology_place to homeward_job using (true) with check (true);
-- Who sees the entry sees its places, unless they are withheld; who signs the entry writes them, even then.
create policy as_the_entry on homeward.chronology_place for select to homeward_request using (exists (
  select from homeward.chronology_entry e where e.child_id = chronology_place.child_id and e.version = chronology_place.version));
create policy sign_as_oneself on homeward.chronology_place for insert to homeward_request with check (exists (
  select from homeward.chronology_entry e where e.child_id = chronology_place.child_id and e.version = chronology_place.version
    and e.recorded_by = (select homeward.current_agency())));
-- Restrictive: no later policy can open what this closes, and no job reads it either.
create policy withheld on homeward.chronology_place as restrictive for select to homeward_request, homeward_job
  using (not homeward.is_address_hidden(child_id));
grant select, insert on homeward.chronology_place to homeward_request, homeward_job;

-- The same free text with addresses taken out, of children whose address is hidden.
create table homeward.chronology_redacted (
  child_id bigint not null,
  version integer not null,
  said jsonb not null,
  primary key (child_id, version)
);
comment on table homeward.chronology_redacted is 'Free text of entries with addresses taken out, while the child''s address is hidden.';
comment on column homeward.chronology_redacted.child_id is 'The child.';
comment on column homeward.chronology_redacted.version is 'The entry, by its version.';
comment on column homeward.chronology_redacted.said is 'Free text by field, as everybody reads it.';
alter table homeward.chronology_redacted enable row level security;
alter table homeward.chronology_redacted force row level security;
create policy owner_keeps on homeward.chronology_redacted to homeward_owner using (true) with check (true);
create policy job_reads on homeward.chronology_redacted for select to homeward_job using (true);
create policy as_the_entry on homeward.chronology_redacted for select to homeward_request using (exists (
  select from homeward.chronology_entry e where e.child_id = chronology_redacted.child_id and e.version = chronology_redacted.version));
grant select on homeward.chronology_redacted to homeward_request, homeward_job;

-- What finds the address in free text. It says the address itself, so no role that serves may read it.
create table homeward.address_pattern (
  child_id bigint primary key references homeward.child (child_id),
  patterns text[] not null
);
comment on table homeward.address_pattern is 'Patterns that find a hidden address in free text. Nobody who serves may read them.';
comment on column homeward.address_pattern.child_id is 'The child.';
comment on column homeward.address_pattern.patterns is 'Regular expressions, in the order in which they are applied.';
alter table homeward.address_pattern enable row level security;
alter table homeward.address_pattern force row level security;
create policy owner_keeps on homeward.address_pattern to homeward_owner using (true) with check (true);

create function homeward.without_addresses(written text, patterns text[]) returns text
  language plpgsql immutable
  set search_path = pg_catalog
  as $$
    declare
      shown text := written;
      pattern text;
    begin
      foreach pattern in array patterns loop
        shown := regexp_replace(shown, pattern, '[address withheld]', 'g');
      end loop;
      return shown;
    end
  $$;
comment on function homeward.without_addresses(text, text[]) is 'A text with every match of the patterns taken out, as src/domain/access/redact.ts does.';

create function homeward.withhold_places(of_child bigint, further_patterns text[]) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
    declare
      known text[];
    begin
      if not homeward.is_address_hidden(of_child) then return; end if;
      insert into homeward.address_pattern as p (child_id, patterns) values (of_child, further_patterns)
      on conflict (child_id) do update
        set patterns = p.patterns || array(select f from unnest(further_patterns) with ordinality as n (f, place) where f <> all (p.patterns) order by place)
      returning patterns into known;
      insert into homeward.chronology_redacted (child_id, version, said)
      select p.child_id, p.version, (select jsonb_object_agg(t.key, homeward.without_addresses(t.value, known)) from jsonb_each_text(p.said) t)
      from homeward.chronology_place p where p.child_id = of_child and p.said is not null
      on conflict (child_id, version) do update set said = excluded.said where chronology_redacted.said <> excluded.said;
    end
  $$;
comment on function homeward.withhold_places(bigint, text[]) is 'Takes addresses out of the free text of a child whose address is hidden, after something was added; nothing where it is not hidden.';

create function homeward.words_shown(of_child bigint, words text[]) returns text[]
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select coalesce(
      (select array_agg(homeward.without_addresses(w, p.patterns) order by place)
        from homeward.address_pattern p, unnest(words) with ordinality as n (w, place) where p.child_id = of_child),
      words)
  $$;
comment on function homeward.words_shown(bigint, text[]) is 'Texts as they are shown of a child: without addresses, where the address is hidden.';

create function homeward.repeat_places(of_child bigint, from_version integer, to_version integer) returns void
  language sql volatile security definer
  set search_path = pg_catalog
  as $$
    insert into homeward.chronology_place (child_id, version, places, said)
    select p.child_id, to_version, p.places, p.said from homeward.chronology_place p
    join homeward.chronology_entry was on was.child_id = p.child_id and was.version = from_version
    join homeward.chronology_entry now on now.child_id = p.child_id and now.version = to_version and now.source_key = was.source_key
    where p.child_id = of_child and p.version = from_version
    on conflict (child_id, version) do nothing
  $$;
comment on function homeward.repeat_places(bigint, integer, integer) is 'Gives a later entry of the same message the places of an earlier one, unread: where a version that came late is outrun by one that is known.';
revoke all on function homeward.without_addresses(text, text[]), homeward.words_shown(bigint, text[]), homeward.withhold_places(bigint, text[]), homeward.repeat_places(bigint, integer, integer) from public;
grant execute on function homeward.words_shown(bigint, text[]), homeward.withhold_places(bigint, text[]), homeward.repeat_places(bigint, integer, integer) to homeward_request, homeward_job;

-- Addresses of a child, each with who may read it.
create table homeward.child_address (
  address_id bigint generated by default as identity primary key,
  child_id bigint not null references homeward.child (child_id),
  kind text not null check (kind in ('home','placement','other')),
  class text not null check (class in ('open','restricted','hidden')),
  lines text[] not null,
  postcode text,
  from_on date,
  to_on date,
  recorded_at timestamptz not null,
  recorded_by text not null references homeward.agency (code),
  user_id bigint references homeward.user_account (user_id),
  retired_at timestamptz,
  patterns text[] not null,
  check (to_on >= from_on),
  check (cardinality(lines) > 0 or postcode is not null)
);
create index child_address_child on homeward.child_address (child_id);
comment on table homeward.child_address is 'Where a child lives or stays, or has.';
comment on column homeward.child_address.address_id is 'Identifier.';
comment on column homeward.child_address.child_id is 'The child.';
comment on column homeward.child_address.kind is 'home, placement or other.';
comment on column homeward.child_address.class is 'open: every agency involved; restricted: the responsible authority and the police; hidden: nobody, but for one look at a time.';
comment on column homeward.child_address.lines is 'Lines of the address.';
comment on column homeward.child_address.postcode is 'Postcode.';
comment on column homeward.child_address.from_on is 'First day there, where known.';
comment on column homeward.child_address.to_on is 'Last day there, included.';
comment on column homeward.child_address.recorded_at is 'When recorded.';
comment on column homeward.child_address.recorded_by is 'Agency that recorded it.';
comment on column homeward.child_address.user_id is 'Person who recorded it.';
comment on column homeward.child_address.retired_at is 'When another of its kind took its place; null while it counts.';
comment on column homeward.child_address.patterns is 'Regular expressions that find it in free text.';
alter table homeward.child_address enable row level security;
alter table homeward.child_address force row level security;
create policy owner_keeps on homeward.child_address to homeward_owner using (true) with check (true);
create policy open_to_involved on homeward.child_address for select to homeward_request using (class = 'open' and homeward.may_see(child_id));
create policy restricted_to_two on homeward.child_address for select to homeward_request using (
  class = 'restricted' and homeward.may_see(child_id) and exists (select from homeward.child_agency ca
    where ca.child_id = child_address.child_id and ca.agency_code = (select homeward.current_agency()) and ca.relationship in ('responsible-authority', 'police') and (ca.until_at is null or ca.until_at > (select homeward.present_instant()))));
create policy withheld on homeward.child_address as restrictive for select to homeward_request
  using (class <> 'hidden' and not homeward.is_address_hidden(child_id));
grant select on homeward.child_address to homeward_request;

-- Asking to see a hidden address, or to end the hiding: one person asks, another of the responsible authority decides.
create table homeward.address_request (
  request_id bigint generated by default as identity primary key,
  child_id bigint not null references homeward.child (child_id),
  kind text not null check (kind in ('reveal','unhide')),
  why text not null,
  asked_at timestamptz not null,
  asked_by bigint not null references homeward.user_account (user_id),
  asked_by_agency text not null references homeward.agency (code),
  decided_at timestamptz,
  decided_by bigint references homeward.user_account (user_id),
  approved boolean,
  until_at timestamptz,
  check (decided_by <> asked_by),
  check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (approved is null))
);
create index address_request_child on homeward.address_request (child_id, asked_at);
comment on table homeward.address_request is 'Requests to see a hidden address or to end its hiding, and what a second person decided.';
comment on column homeward.address_request.request_id is 'Identifier.';
comment on column homeward.address_request.child_id is 'The child.';
comment on column homeward.address_request.kind is 'reveal or unhide.';
comment on column homeward.address_request.why is 'What it is needed for.';
comment on column homeward.address_request.asked_at is 'When.';
comment on column homeward.address_request.asked_by is 'By whom.';
comment on column homeward.address_request.asked_by_agency is 'Their agency.';
comment on column homeward.address_request.decided_at is 'When decided; null while it waits.';
comment on column homeward.address_request.decided_by is 'By whom: never by who asked.';
comment on column homeward.address_request.approved is 'What was decided.';
comment on column homeward.address_request.until_at is 'Until when the address may be seen on it.';
alter table homeward.address_request enable row level security;
alter table homeward.address_request force row level security;
create policy owner_keeps on homeward.address_request to homeward_owner using (true) with check (true);
create policy asker_sees on homeward.address_request for select to homeward_request
  using (asked_by = (select homeward.current_user_id()) and homeward.may_see(child_id));
create policy authority_sees on homeward.address_request for select to homeward_request using (homeward.may_see(child_id) and exists (
  select from homeward.child_agency ca where ca.child_id = address_request.child_id
    and ca.agency_code = (select homeward.current_agency()) and ca.relationship = 'responsible-authority' and (ca.until_at is null or ca.until_at > (select homeward.present_instant()))));
create policy ask_as_oneself on homeward.address_request for insert to homeward_request with check (
  asked_by = (select homeward.current_user_id()) and asked_by_agency = (select homeward.current_agency())
  and decided_by is null and homeward.may_see(child_id));
grant select, insert on homeward.address_request to homeward_request;

-- Every sight of a hidden address, for the authority that answers for the child.
create table homeward.address_sight (
  sight_id bigint generated always as identity primary key,
  child_id bigint not null references homeward.child (child_id),
  user_id bigint not null references homeward.user_account (user_id),
  agency_code text not null references homeward.agency (code),
  why text not null,
  seen_at timestamptz not null,
  request_id bigint references homeward.address_request (request_id)
);
create index address_sight_child on homeward.address_sight (child_id, seen_at);
comment on table homeward.address_sight is 'Every time a hidden address was shown: to whom, when and for what. Only grows.';
comment on column homeward.address_sight.sight_id is 'Identifier.';
comment on column homeward.address_sight.child_id is 'The child.';
comment on column homeward.address_sight.user_id is 'To whom.';
comment on column homeward.address_sight.agency_code is 'Their agency.';
comment on column homeward.address_sight.why is 'What for.';
comment on column homeward.address_sight.seen_at is 'When.';
comment on column homeward.address_sight.request_id is 'The request that was approved; null for a person named on the record.';
alter table homeward.address_sight enable row level security;
alter table homeward.address_sight force row level security;
create policy owner_keeps on homeward.address_sight to homeward_owner using (true) with check (true);
create policy authority_sees on homeward.address_sight for select to homeward_request using (homeward.may_see(child_id) and exists (
  select from homeward.child_agency ca where ca.child_id = address_sight.child_id
    and ca.agency_code = (select homeward.current_agency()) and ca.relationship = 'responsible-authority' and (ca.until_at is null or ca.until_at > (select homeward.present_instant()))));
grant select on homeward.address_sight to homeward_request;

-- Notifications whose child is not certain may be about any child: their places and words are read by nobody until they have one.
create table homeward.review_place (
  place_id bigint generated always as identity primary key,
  source_key text not null references homeward.review_item (source_key) on delete cascade,
  places jsonb not null,
  said jsonb not null,
  unique (source_key, places, said)
);
comment on table homeward.review_place is 'What notifications on the review queue say of places and in free text, until their child is certain.';
comment on column homeward.review_place.place_id is 'Identifier; of several of one message the last counts.';
comment on column homeward.review_place.source_key is 'Sender''s identity of the message.';
comment on column homeward.review_place.places is 'Postcodes and distances, by field.';
comment on column homeward.review_place.said is 'Free text by field.';
alter table homeward.review_place enable row level security;
alter table homeward.review_place force row level security;
create policy owner_keeps on homeward.review_place to homeward_owner using (true) with check (true);

insert into homeward.review_place (source_key, places, said)
select r.source_key,
  jsonb_strip_nulls(jsonb_build_object('missingFromPostcode', r.notification -> 'missingFromPostcode',
    'foundPostcode', r.notification -> 'foundPostcode', 'distanceMiles', r.notification -> 'distanceMiles')),
  jsonb_strip_nulls(jsonb_build_object('circumstances', r.notification -> 'circumstances', 'returnedBy', r.notification -> 'returnedBy'))
from homeward.review_item r;
update homeward.review_item r
set notification = r.notification || '{"missingFromPostcode":null,"foundPostcode":null,"distanceMiles":null,"circumstances":null,"returnedBy":null}';
comment on column homeward.review_item.notification is 'What was told, without places and with addresses taken out of its words: as it was told it is in review_place.';

create function homeward.hidden_named(child_ref text, police_ref text, born_on text, name text) returns setof bigint
  language sql stable
  set search_path = pg_catalog
  as $$
    select a.child_id from homeward.child_access a
    join homeward.child h on h.child_id = a.child_id
    where a.address_hidden
      and (exists (select from homeward.child_identifier i where i.child_id = a.child_id
          and (i.kind, i.value) in (('child_ref', hidden_named.child_ref), ('police_ref', hidden_named.police_ref)))
        or (born_on like '%' || to_char(h.date_of_birth, 'YYYY-MM-DD') || '%' and public.similarity(h.name_key, lower(name)) > 0.3))
  $$;
comment on function homeward.hidden_named(text, text, text, text) is 'Children whose address is hidden and who may be the one named so.';

create function homeward.withhold_reviewed(source_keys text[], of_child bigint) returns void
  language sql volatile
  set search_path = pg_catalog
  as $$
    update homeward.review_item r
    set notification = r.notification || jsonb_build_object(
      'circumstances', homeward.without_addresses(r.notification ->> 'circumstances', hidden.patterns),
      'returnedBy', homeward.without_addresses(r.notification ->> 'returnedBy', hidden.patterns))
    from (
      select i.review_id, (select array_agg(f) from homeward.address_pattern p, unnest(p.patterns) as f
        where (of_child is null or p.child_id = of_child)
          and (p.child_id = i.decided_child_id or p.child_id in (select homeward.hidden_named(i.named ->> 'childRef', i.named ->> 'policeRef',
            i.named ->> 'dateOfBirth', concat(i.named ->> 'forename', i.named ->> 'surname'))))) as patterns
      from homeward.review_item i where source_keys is null or i.source_key = any (source_keys)) hidden
    where hidden.review_id = r.review_id and hidden.patterns is not null
  $$;
comment on function homeward.withhold_reviewed(text[], bigint) is 'Takes the addresses of children whose address is hidden out of what waits or waited on the review queue and may be about them.';

create function homeward.keep_review_places(items jsonb) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
    begin
      insert into homeward.review_place (source_key, places, said)
      select i.source_key, coalesce(i.places, '{}'), coalesce(i.said, '{}')
      from jsonb_to_recordset(items) as i (source_key text, places jsonb, said jsonb)
      on conflict do nothing;
      perform homeward.withhold_reviewed(array(select i ->> 'source_key' from jsonb_array_elements(items) as i), null);
    end
  $$;
comment on function homeward.keep_review_places(jsonb) is 'Keeps what notifications on the review queue say of places and in free text.';

create function homeward.review_places(of_review bigint, for_child bigint)
  returns table (places jsonb, said jsonb)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select p.places, p.said from homeward.review_item r join homeward.review_place p on p.source_key = r.source_key
    where r.review_id = of_review and homeward.current_agency() = any (r.concerns)
      and r.decided_at is null and not homeward.is_address_hidden(for_child)
      -- Put on the record of another child, what may be the hidden address of one would be shown there.
      and not exists (select from homeward.hidden_named(r.named ->> 'childRef', r.named ->> 'policeRef',
        r.named ->> 'dateOfBirth', concat(r.named ->> 'forename', r.named ->> 'surname')))
    order by p.place_id desc limit 1
  $$;
comment on function homeward.review_places(bigint, bigint) is 'What a notification on the review queue says of places and in free text, for putting it on the record of a child whose address is not hidden.';

create function homeward.place_reviewed(of_review bigint, of_child bigint, at_version integer) returns void
  language sql volatile security definer
  set search_path = pg_catalog
  as $$
    insert into homeward.chronology_place (child_id, version, places, said)
    select e.child_id, e.version, nullif(p.places, '{}'), nullif(p.said, '{}')
    from homeward.review_item r
    join homeward.review_place p on p.source_key = r.source_key
    join homeward.chronology_entry e on e.child_id = of_child and e.version = at_version and e.source_key = r.source_key
    where r.review_id = of_review and homeward.current_agency() = any (r.concerns) and homeward.is_address_hidden(of_child)
    order by p.place_id desc limit 1
    on conflict (child_id, version) do nothing
  $$;
comment on function homeward.place_reviewed(bigint, bigint, integer) is 'Puts what a notification on the review queue says of places with its entry, unread, on the record of a child whose address is hidden.';
revoke all on function homeward.hidden_named(text, text, text, text), homeward.withhold_reviewed(text[], bigint), homeward.keep_review_places(jsonb), homeward.review_places(bigint, bigint), homeward.place_reviewed(bigint, bigint, integer) from public;
grant execute on function homeward.keep_review_places(jsonb) to homeward_request, homeward_job;
grant execute on function homeward.review_places(bigint, bigint), homeward.place_reviewed(bigint, bigint, integer) to homeward_request;

-- Rows that an import rejected are given back to their sender; of a child whose address is hidden without what could say it.
create function homeward.cells_without_places(header jsonb, cells jsonb) returns jsonb
  language sql immutable
  set search_path = pg_catalog
  as $$
    select jsonb_agg(case when header ->> (c.place::integer - 1) = any (array['notification_ref','kind','incident_ref','child_ref','police_ref','forename','surname',
        'date_of_birth','occurred_at','reported_at','reported_by','missing_from','missing_from_authority','policing_area','risk','sex','ethnicity',
        'responsible_authority','status','from','to','interview_ref','incident_refs','offered_at','offer_outcome','allocated_to','completed_at',
        'independent','shared_with_police_at','reasons','tool','completed_on'])
      then c.cell else '""'::jsonb end order by c.place)
    from jsonb_array_elements(cells) with ordinality as c (cell, place)
  $$;
comment on function homeward.cells_without_places(jsonb, jsonb) is 'The cells of a row with those blank that could say where a child is.';
revoke all on function homeward.cells_without_places(jsonb, jsonb) from public;

create function homeward.withhold_rejected(of_import bigint, of_child bigint) returns void
  language sql volatile security definer
  set search_path = pg_catalog
  as $$
    with cell as (
      select r.import_id, r.feed, r.line,
        max(c.cell #>> '{}') filter (where r.fields -> 'header' ->> (c.place::integer - 1) = 'child_ref') as child_ref,
        max(c.cell #>> '{}') filter (where r.fields -> 'header' ->> (c.place::integer - 1) = 'police_ref') as police_ref,
        max(c.cell #>> '{}') filter (where r.fields -> 'header' ->> (c.place::integer - 1) = 'date_of_birth') as born_on,
        string_agg(c.cell #>> '{}', '' order by c.place) filter (where r.fields -> 'header' ->> (c.place::integer - 1) in ('forename', 'surname')) as name
      from homeward.import_rejection r, jsonb_array_elements(r.fields -> 'cells') with ordinality as c (cell, place)
      where (of_import is null or r.import_id = of_import) and exists (select from homeward.child_access a where a.address_hidden)
      group by r.import_id, r.feed, r.line)
    update homeward.import_rejection r
    set fields = jsonb_set(r.fields, '{cells}', homeward.cells_without_places(r.fields -> 'header', r.fields -> 'cells'))
    from cell
    where cell.import_id = r.import_id and cell.feed = r.feed and cell.line = r.line
      and exists (select from homeward.hidden_named(cell.child_ref, cell.police_ref, cell.born_on, cell.name) as h (child_id)
        where of_child is null or h.child_id = of_child)
  $$;
comment on function homeward.withhold_rejected(bigint, bigint) is 'Blanks what could say where a child is in rows that an import rejected: of one run, or about one child, whose address is hidden.';
revoke all on function homeward.withhold_rejected(bigint, bigint) from public;
grant execute on function homeward.withhold_rejected(bigint, bigint) to homeward_job;

-- Recording, hiding, showing and ending the hiding: each one function, so that each can keep its own rule.
create function homeward.record_address(
    of_child bigint, of_kind text, of_class text, address_lines text[], address_postcode text, first_day date, last_day date, address_patterns text[])
  returns bigint
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
    declare
      recorded bigint;
    begin
      if not homeward.may_see(of_child) then return null; end if;
      if last_day is null then
        update homeward.child_address a set retired_at = homeward.present_instant()
        where a.child_id = of_child and a.kind = of_kind and a.retired_at is null and a.to_on is null;
      end if;
      insert into homeward.child_address (child_id, kind, class, lines, postcode, from_on, to_on, recorded_at, recorded_by, user_id, patterns)
      values (of_child, of_kind, of_class, address_lines, address_postcode, first_day, last_day, homeward.present_instant(),
        homeward.current_agency(), homeward.current_user_id(), address_patterns)
      returning address_id into recorded;
      perform homeward.withhold_places(of_child, address_patterns);
      return recorded;
    end
  $$;
comment on function homeward.record_address(bigint, text, text, text[], text, date, date, text[]) is 'Records an address of a child whom the person served may see; one that lasts takes the place of another of its kind, unread.';

create function homeward.hide_address(of_child bigint, because_of text, further_patterns text[]) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
    begin
      if not homeward.may_see(of_child) then return; end if;
      insert into homeward.access_decision (child_id, kind, why, decided_at, decided_by, decided_by_agency)
      values (of_child, 'address-hidden', because_of, homeward.present_instant(), homeward.current_user_id(), homeward.current_agency());
      insert into homeward.child_access as a (child_id, address_hidden) values (of_child, true)
      on conflict (child_id) do update set address_hidden = true;
      perform homeward.withhold_places(of_child, further_patterns
        || array(select p from homeward.child_address c, unnest(c.patterns) as p where c.child_id = of_child));
      perform homeward.withhold_rejected(null, of_child);
      perform homeward.withhold_reviewed(null, of_child);
    end
  $$;
comment on function homeward.hide_address(bigint, text, text[]) is 'Hides the address of a child from everybody, at once.';

create function homeward.decide_address_request(of_request bigint, is_approved boolean, until_when timestamptz) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
    declare
      asked homeward.address_request;
    begin
      update homeward.address_request r
      set decided_at = homeward.present_instant(), decided_by = homeward.current_user_id(), approved = is_approved,
        until_at = case when is_approved and r.kind = 'reveal' then until_when end
      where r.request_id = of_request and r.decided_at is null and r.asked_by <> homeward.current_user_id()
        and homeward.may_see(r.child_id)
        and exists (select from homeward.child_agency ca where ca.child_id = r.child_id
          and ca.agency_code = homeward.current_agency() and ca.relationship = 'responsible-authority'
          and (ca.until_at is null or ca.until_at > homeward.present_instant()))
      returning * into asked;
      if asked.request_id is null then return false; end if;
      if is_approved and asked.kind = 'unhide' then
        insert into homeward.access_decision (child_id, kind, why, decided_at, decided_by, decided_by_agency)
        values (asked.child_id, 'address-shown', asked.why, homeward.present_instant(), homeward.current_user_id(), homeward.current_agency());
        update homeward.child_access set address_hidden = false where child_id = asked.child_id;
        delete from homeward.chronology_redacted where child_id = asked.child_id;
        delete from homeward.address_pattern where child_id = asked.child_id;
      end if;
      return true;
    end
  $$;
comment on function homeward.decide_address_request(bigint, boolean, timestamptz) is 'Decides a request of somebody else, as the responsible authority; approving the end of a hiding ends it.';

create function homeward.reveal_address(of_child bigint, what_for text)
  returns table (kind text, class text, lines text[], postcode text, from_on date, to_on date)
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
    #variable_conflict use_column
    declare
      approved_request bigint;
    begin
      select r.request_id into approved_request from homeward.address_request r
      where r.child_id = of_child and r.kind = 'reveal' and r.asked_by = homeward.current_user_id()
        and r.approved and r.until_at > homeward.present_instant()
      order by r.until_at desc limit 1;
      if not homeward.may_see(of_child) or (approved_request is null and not exists (
          select from homeward.child_person p
          where p.child_id = of_child and p.user_id = homeward.current_user_id() and p.standing = 'named')) then
        return;
      end if;
      insert into homeward.address_sight (child_id, user_id, agency_code, why, seen_at, request_id)
      values (of_child, homeward.current_user_id(), homeward.current_agency(), what_for, homeward.present_instant(), approved_request);
      return query
        select a.kind, a.class, a.lines, a.postcode, a.from_on, a.to_on
        from homeward.child_address a where a.child_id = of_child and a.retired_at is null
        union all
        select told.kind, 'hidden', '{}'::text[], told.postcode, null::date, null::date from (
          (select 'home', p.places ->> 'homePostcode' from homeward.chronology_place p
            where p.child_id = of_child and p.places ? 'homePostcode' order by p.version desc limit 1)
          union
          (select 'missing-from', p.places ->> 'missingFromPostcode' from homeward.chronology_place p
            where p.child_id = of_child and p.places ? 'missingFromPostcode' order by p.version desc limit 1)
        ) as told (kind, postcode);
    end
  $$;
comment on function homeward.reveal_address(bigint, text) is 'The hidden address of a child, to a person named on the record or with a request approved by somebody else; each sight is kept.';

revoke all on function homeward.record_address(bigint, text, text, text[], text, date, date, text[]), homeward.hide_address(bigint, text, text[]),
  homeward.decide_address_request(bigint, boolean, timestamptz), homeward.reveal_address(bigint, text) from public;
grant execute on function homeward.record_address(bigint, text, text, text[], text, date, date, text[]), homeward.hide_address(bigint, text, text[]),
  homeward.decide_address_request(bigint, boolean, timestamptz), homeward.reveal_address(bigint, text) to homeward_request;
grant usage on sequence homeward.address_request_request_id_seq to homeward_request;

-- Hidden and shown again by these functions alone.
revoke update (address_hidden) on homeward.child_access from homeward_request;
