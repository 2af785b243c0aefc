-- A store as version 1 wrote it, with one document; frozen, so that opening old stores stays tested.
CREATE TABLE documents (  number INTEGER PRIMARY KEY,  id TEXT NOT NULL UNIQUE,  hash TEXT NOT NULL,  title TEXT, publisher TEXT,  date TEXT,  address TEXT, language TEXT, handling TEXT,  report TEXT,  note TEXT,  bytes INTEGER NOT NULL,  text TEXT NOT NULL) STRICT;
CREATE INDEX documents_hash ON documents (hash);
CREATE INDEX documents_report ON documents (report) WHERE report IS NOT NULL;
CREATE TABLE sentences (  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,  number INTEGER NOT NULL CHECK (number > 0),  start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL,  PRIMARY KEY (document, number)) STRICT, WITHOUT ROWID;
CREATE TABLE claims (  number INTEGER PRIMARY KEY,  id TEXT NOT NULL UNIQUE,  document INTEGER NOT NULL, sentence INTEGER NOT NULL,  start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL,  kind TEXT NOT NULL, actor TEXT, target TEXT, issue TEXT,  value REAL, high REAL, bound TEXT, unit TEXT, text TEXT, date TEXT, until TEXT,  certainty TEXT NOT NULL, modality TEXT, negated INTEGER NOT NULL,  rule TEXT NOT NULL, confidence INTEGER NOT NULL,  credibility INTEGER CHECK (credibility BETWEEN 1 AND 6),  state TEXT NOT NULL DEFAULT 'candidate'    CHECK (state IN ('candidate', 'accepted', 'rejected', 'irrelevant', 'superseded')),  superseded_by TEXT,  FOREIGN KEY (document, sentence) REFERENCES sentences ON DELETE CASCADE) STRICT;
CREATE INDEX claims_place ON claims (document, sentence, start_byte);
CREATE INDEX claims_figure ON claims (issue, kind, unit) WHERE value IS NOT NULL AND issue IS NOT NULL;
CREATE TABLE decisions (  number INTEGER PRIMARY KEY,  claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,  step INTEGER NOT NULL,  state TEXT NOT NULL,  decided_by TEXT NOT NULL, decided_on TEXT NOT NULL, because TEXT NOT NULL DEFAULT '',  superseded_by TEXT, credibility INTEGER,  UNIQUE (claim, step, state, decided_by, decided_on, because)) STRICT;
INSERT INTO documents (id, hash, title, publisher, date, bytes, text) VALUES ('87ff70851496ce944e07dbb1f891f01ab43e11cc98f1e2a9541860db90c6ddf1', '748a13aa89c1dba67557569e09acc4a3b18e304818ec323edad7af1bb915fcdd', 'An old one', 'paper', '2019-02-10', 28, 'Seoul pays 1.04 trillion won');
INSERT INTO sentences VALUES (1, 1, 0, 28);
INSERT INTO claims (id, document, sentence, start_byte, end_byte, kind, issue, value, bound, unit, certainty, negated, rule, confidence) VALUES ('0123456789abcdef0123456789abcdef', 1, 1, 11, 28, 'money', 'contribution', 1.04e12, 'exactly', 'KRW', 'asserted', 0, 'money.word', 97);
PRAGMA application_id = 1164866661;
PRAGMA user_version = 1;
