/**
 * One row a job, its work in a table of its own, which a change of state need not write again and which is dropped once
 * the job has ended. `due_at` keeps a taken job's place in the line. Counts are maintained, since a long queue is looked at
 * often. SQLite would rather use `job_by_state` and sort, so that statements name the index that spares them that. Times
 * are milliseconds since the Unix epoch.
 */
export const queueSchema = `
  CREATE TABLE job (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'working', 'done', 'failed', 'cancelled')),
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    entry TEXT,
    problem TEXT,
    key TEXT UNIQUE,
    work_hash TEXT NOT NULL,
    lease TEXT,
    lease_until INTEGER,
    owner_host TEXT,
    owner_pid INTEGER,
    owner_instance TEXT
  ) STRICT;
  CREATE INDEX job_due ON job (due_at, seq) WHERE state = 'waiting';
  CREATE INDEX job_in_work ON job (seq) WHERE state = 'working';
  CREATE INDEX job_by_state ON job (state, seq);
  CREATE INDEX job_ended ON job (updated_at) WHERE state IN ('done', 'cancelled');

  CREATE TABLE job_work (
    seq INTEGER PRIMARY KEY REFERENCES job (seq) ON DELETE CASCADE,
    work TEXT NOT NULL
  ) STRICT;

  CREATE TABLE job_count (state TEXT PRIMARY KEY, jobs INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO job_count (state, jobs)
    VALUES ('waiting', 0), ('working', 0), ('done', 0), ('failed', 0), ('cancelled', 0);
  CREATE TRIGGER job_added AFTER INSERT ON job BEGIN
    UPDATE job_count SET jobs = jobs + 1 WHERE state = NEW.state;
  END;
  CREATE TRIGGER job_changed AFTER UPDATE OF state ON job WHEN OLD.state <> NEW.state BEGIN
    UPDATE job_count SET jobs = jobs - 1 WHERE state = OLD.state;
    UPDATE job_count SET jobs = jobs + 1 WHERE state = NEW.state;
  END;
  CREATE TRIGGER job_removed AFTER DELETE ON job BEGIN
    UPDATE job_count SET jobs = jobs - 1 WHERE state = OLD.state;
  END;
`;
