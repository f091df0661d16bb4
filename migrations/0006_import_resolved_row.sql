-- A row of an import is about one child at most; and whether it has one is asked of every row.

alter table homeward.import_resolved add primary key (feed, line);
