/* The tables of the store, version by version, and the views that others may read.
 *
 * A step is never changed once it is released: a store of version N has had the first N steps. Views are made anew
 * after every migration, so that they may change freely. */
#include "store/parts.h"

#include <stdio.h>

const int store_application = 0x456e7465; /* "Ente" */

static const char *const steps[ENT_EVIDENCE_VERSION] = {
    /* 1: what was read and what was made of it. The text stands last, so that a row can be read without it. */
    "CREATE TABLE documents ("
    "  number INTEGER PRIMARY KEY,"
    "  id TEXT NOT NULL UNIQUE," /* SHA-256 of publisher, date, address, hash */
    "  hash TEXT NOT NULL,"      /* SHA-256 of the text */
    "  title TEXT, publisher TEXT,"
    "  date TEXT," /* 2024, 2024-03 or 2024-03-21 */
    "  address TEXT, language TEXT, handling TEXT,"
    "  report TEXT," /* id of the document that it is a copy of */
    "  note TEXT,"
    "  bytes INTEGER NOT NULL,"
    "  text TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX documents_hash ON documents (hash);"
    "CREATE INDEX documents_report ON documents (report) WHERE report IS NOT NULL;"
    "CREATE TABLE sentences ("
    "  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,"
    "  number INTEGER NOT NULL CHECK (number > 0),"
    "  start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL," /* of the document's text, from 0, end exclusive */
    "  PRIMARY KEY (document, number)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE claims ("
    "  number INTEGER PRIMARY KEY,"
    "  id TEXT NOT NULL UNIQUE,"
    "  document INTEGER NOT NULL, sentence INTEGER NOT NULL,"
    "  start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL,"
    "  kind TEXT NOT NULL, actor TEXT, target TEXT, issue TEXT,"
    "  value REAL, high REAL, bound TEXT, unit TEXT, text TEXT, date TEXT, until TEXT,"
    "  certainty TEXT NOT NULL, modality TEXT, negated INTEGER NOT NULL,"
    "  rule TEXT NOT NULL, confidence INTEGER NOT NULL,"
    "  credibility INTEGER CHECK (credibility BETWEEN 1 AND 6),"
    "  state TEXT NOT NULL DEFAULT 'candidate'"
    "    CHECK (state IN ('candidate', 'accepted', 'rejected', 'irrelevant', 'superseded')),"
    "  superseded_by TEXT,"
    "  FOREIGN KEY (document, sentence) REFERENCES sentences ON DELETE CASCADE"
    ") STRICT;"
    "CREATE INDEX claims_place ON claims (document, sentence, start_byte);"
    "CREATE INDEX claims_figure ON claims (issue, kind, unit) WHERE value IS NOT NULL AND issue IS NOT NULL;"
    "CREATE TABLE decisions ("
    "  number INTEGER PRIMARY KEY,"
    "  claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,"
    "  step INTEGER NOT NULL," /* the first decision about the claim, the second, ... */
    "  state TEXT NOT NULL,"
    "  decided_by TEXT NOT NULL, decided_on TEXT NOT NULL, because TEXT NOT NULL DEFAULT '',"
    "  superseded_by TEXT, credibility INTEGER,"
    "  UNIQUE (claim, step, state, decided_by, decided_on, because)"
    ") STRICT;",
    /* 2: search, finding copies, who is said to say so. */
    "ALTER TABLE claims ADD COLUMN source TEXT;"
    "ALTER TABLE claims ADD COLUMN chain TEXT;"
    "ALTER TABLE documents ADD COLUMN share REAL CHECK (share BETWEEN 0 AND 1);" /* with what it is a copy of */
    "CREATE VIRTUAL TABLE search USING fts5 (title, text, content='documents', content_rowid='number',"
    "  tokenize='porter unicode61 remove_diacritics 2');"
    "CREATE TRIGGER documents_search_insert AFTER INSERT ON documents BEGIN"
    "  INSERT INTO search (rowid, title, text) VALUES (new.number, new.title, new.text);"
    "END;"
    "CREATE TRIGGER documents_search_delete AFTER DELETE ON documents BEGIN"
    "  INSERT INTO search (search, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);"
    "END;"
    "CREATE TRIGGER documents_search_update AFTER UPDATE OF title, text ON documents BEGIN"
    "  INSERT INTO search (search, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);"
    "  INSERT INTO search (rowid, title, text) VALUES (new.number, new.title, new.text);"
    "END;"
    "INSERT INTO search (search) VALUES ('rebuild');"
    "CREATE TABLE bands ("
    "  band INTEGER NOT NULL, key INTEGER NOT NULL,"
    "  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,"
    "  PRIMARY KEY (band, key, document)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX bands_document ON bands (document);",
};

static const char *const views =
    "DROP VIEW IF EXISTS v_conflicts;"
    "DROP VIEW IF EXISTS v_timeline;"
    "DROP VIEW IF EXISTS v_claims;"
    "DROP VIEW IF EXISTS v_sentences;"
    "DROP VIEW IF EXISTS v_documents;"
    /* A row a document. report: the id that copies of a report share; share: of a copy, how much of the shorter text
     * it has in common with the document that it was joined to, from 0 to 1. */
    "CREATE VIEW v_documents AS"
    "  SELECT d.id, d.hash, d.title, d.publisher, d.date, d.address, d.language, d.handling,"
    "    coalesce(d.report, d.id) AS report, d.share, d.note, d.bytes,"
    "    (SELECT count(*) FROM sentences s WHERE s.document = d.number) AS sentences,"
    "    (SELECT count(*) FROM claims c WHERE c.document = d.number) AS claims"
    "  FROM documents d;"
    /* A row a sentence; bytes count from 0 in the UTF-8 text of the document, the end is exclusive. */
    "CREATE VIEW v_sentences AS"
    "  SELECT d.id AS document, d.publisher, d.date, s.number, s.start_byte, s.end_byte,"
    "    CAST(substr(CAST(d.text AS BLOB), s.start_byte + 1, s.end_byte - s.start_byte) AS TEXT) AS text"
    "  FROM sentences s JOIN documents d ON d.number = s.document;"
    /* A row a claim with the last decision about it. quote: the sentence that it stands on. */
    "CREATE VIEW v_claims AS"
    "  SELECT c.id, d.id AS document, d.publisher, d.date AS published, c.sentence, c.start_byte, c.end_byte,"
    "    c.kind, c.actor, c.target, c.issue, c.value, c.high, c.bound, c.unit, c.text, c.date, c.until,"
    "    c.certainty, c.modality, c.source, c.chain, c.negated, c.rule, c.confidence, c.credibility, c.state,"
    "    e.decided_by, e.decided_on, nullif(e.because, '') AS because, c.superseded_by,"
    "    CAST(substr(CAST(d.text AS BLOB), s.start_byte + 1, s.end_byte - s.start_byte) AS TEXT) AS quote,"
    "    coalesce(d.report, d.id) AS report"
    "  FROM claims c JOIN documents d ON d.number = c.document"
    "    JOIN sentences s ON s.document = c.document AND s.number = c.sentence"
    "    LEFT JOIN decisions e ON e.number = (SELECT x.number FROM decisions x WHERE x.claim = c.number"
    "      ORDER BY x.decided_on DESC, x.step DESC, x.number DESC LIMIT 1);"
    /* Events, statements and positions that nobody rejected, with the day of the document where they have none of their
     * own. Of the copies of a report only the document that stands for it. */
    "CREATE VIEW v_timeline AS"
    "  SELECT coalesce(c.date, d.date) AS date, c.kind, c.actor, c.target, c.issue, c.text AS what, c.modality,"
    "    c.negated, c.certainty, c.source, c.chain, c.state, d.publisher, d.id AS document, c.sentence, c.start_byte, "
    "c.id AS claim"
    "  FROM claims c JOIN documents d ON d.number = c.document"
    "  WHERE c.kind IN ('event', 'statement', 'position') AND c.state IN ('candidate', 'accepted')"
    "    AND (d.report IS NULL OR NOT EXISTS (SELECT 1 FROM documents h WHERE h.id = d.report));"
    /* Pairs of figures of one kind, issue, actor, unit and period from different reports that cannot both be right. The
     * period of a figure without a date is the year of its document; "about" reaches 5% to both sides. */
    "CREATE VIEW v_conflicts AS"
    "  WITH figures AS ("
    "    SELECT c.number, c.id, c.kind, c.issue, c.actor, c.unit, c.value, c.bound, d.id AS document, d.publisher,"
    "      coalesce(d.report, d.id) AS report, coalesce(c.date, substr(d.date, 1, 4)) AS period,"
    "      CASE c.bound WHEN 'less-than' THEN -9e999 WHEN 'about' THEN c.value - 0.05 * abs(c.value)"
    "        ELSE c.value END AS low,"
    "      CASE c.bound WHEN 'more-than' THEN 9e999 WHEN 'about' THEN c.value + 0.05 * abs(c.value)"
    "        WHEN 'between' THEN c.high ELSE c.value END AS top"
    "    FROM claims c JOIN documents d ON d.number = c.document"
    "    WHERE c.value IS NOT NULL AND c.issue IS NOT NULL AND c.negated = 0"
    "      AND c.kind IN ('money', 'percent', 'count', 'change') AND c.state IN ('candidate', 'accepted'))"
    "  SELECT a.issue, a.kind, a.actor, a.unit, a.period, a.value AS first_value, b.value AS second_value,"
    "    a.publisher AS first_publisher, b.publisher AS second_publisher,"
    "    a.document AS first_document, b.document AS second_document, a.id AS first_claim, b.id AS second_claim"
    "  FROM figures a JOIN figures b ON b.issue = a.issue AND b.kind = a.kind AND b.unit IS a.unit"
    "    AND b.actor IS a.actor AND b.period IS a.period AND b.report <> a.report AND a.id < b.id"
    "  WHERE a.top < b.low OR b.top < a.low;";

ent_status store_migrate(ent_evidence *store, int version) {
    ent_status status = ENT_OK;
    for (int i = version; i < ENT_EVIDENCE_VERSION && status == ENT_OK; i++)
        status = store_execute(store, steps[i], "making the tables");
    if (status == ENT_OK) status = store_execute(store, views, "making the views");
    char about[96];
    snprintf(about, sizeof about, "PRAGMA application_id = %d; PRAGMA user_version = %d", store_application,
             (int)ENT_EVIDENCE_VERSION);
    if (status == ENT_OK) status = store_execute(store, about, "naming the version");
    return status;
}
