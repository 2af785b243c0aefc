/* What analysts decide about claims, and which documents are one report. */
#include "store/parts.h"

#include <string.h>

enum { DAY = 10 };

/* A date, alone or with a time behind it. */
static bool good_time(const char *text) {
    char day[DAY + 1] = "";
    ent_date date;
    if (text == NULL || strlen(text) < DAY || strlen(text) > 40) return false;
    memcpy(day, text, DAY);
    return ent_read_date(day, &date) && date.day > 0 && (text[DAY] == '\0' || text[DAY] == 'T') &&
           ent_utf8_valid(text, strlen(text));
}

static bool good_text(const char *text, bool required) {
    if (text == NULL) return !required;
    const size_t size = strlen(text);
    return size <= ENT_EVIDENCE_MOST_WORDS && (size > 0 || !required) && ent_utf8_valid(text, size);
}

static ent_status check_decision(ent_evidence *store, const ent_evidence_decision *decision) {
    const char *wrong = NULL;
    if (!good_text(decision->by, true)) wrong = "a decision says who decided";
    if (!good_time(decision->on)) wrong = "a decision has a day, such as 2024-03-21";
    if (!good_text(decision->because, false) || !good_text(decision->superseded_by, false))
        wrong = "texts are UTF-8 of at most 64 KB";
    if (decision->credibility > 6) wrong = "credibility is graded from 1 to 6";
    if (decision->superseded_by != NULL && decision->state != ENT_CLAIM_SUPERSEDED)
        wrong = "only a superseded claim has one that took its place";
    return wrong == NULL ? ENT_OK
                         : store_error(store, ENT_INPUT, "E-STORE-0010", wrong, "the decision cannot be stored");
}

static ent_status find_claim(ent_evidence *store, const char *id, int64_t *number, size_t *decisions) {
    static const char sql[] =
        "SELECT number, (SELECT coalesce(max(step), 0) FROM decisions WHERE claim = claims.number) FROM claims "
        "WHERE id = ?";
    sqlite3_stmt *statement = NULL;
    bool row = false;
    ent_status status = store_prepare(store, sql, &statement);
    if (status == ENT_OK) {
        store_binder to = {statement, 1, SQLITE_OK};
        store_bind_text(&to, id);
        status = store_bound(store, &to);
    }
    if (status == ENT_OK) status = store_step(store, statement, "looking for a claim", &row);
    if (row) {
        *number = sqlite3_column_int64(statement, 0);
        *decisions = store_column_size(statement, 1);
    } else if (status == ENT_OK) {
        status = store_error(store, ENT_INPUT, "E-STORE-0011", NULL, "there is no claim %.40s", id);
    }
    sqlite3_finalize(statement);
    return status;
}

/* The state of a claim is that of its last decision; its credibility that of the last that graded it. */
static ent_status settle(ent_evidence *store, int64_t claim) {
    static const char sql[] =
        "UPDATE claims SET (state, superseded_by) = (SELECT state, superseded_by FROM decisions WHERE claim = ?1 "
        "ORDER BY decided_on DESC, step DESC, number DESC LIMIT 1), "
        "credibility = (SELECT credibility FROM decisions WHERE claim = ?1 AND credibility IS NOT NULL "
        "ORDER BY decided_on DESC, step DESC, number DESC LIMIT 1) WHERE number = ?1";
    sqlite3_stmt *statement = NULL;
    ent_status status = store_prepare(store, sql, &statement);
    if (status == ENT_OK) {
        store_binder to = {statement, 1, SQLITE_OK};
        store_bind_whole(&to, claim);
        status = store_bound(store, &to);
    }
    if (status == ENT_OK) status = store_finish(store, statement, "deciding");
    sqlite3_finalize(statement);
    return status;
}

ent_status store_insert_decision(ent_evidence *store, const char *claim, size_t step,
                                 const ent_evidence_decision *decision, bool *added) {
    static const char sql[] = "INSERT INTO decisions (claim, step, state, decided_by, decided_on, because, "
                              "superseded_by, credibility) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    int64_t number = 0;
    size_t decisions = 0;
    sqlite3_stmt *statement = NULL;
    ent_status status = check_decision(store, decision);
    if (status == ENT_OK) status = find_claim(store, claim, &number, &decisions);
    if (status == ENT_OK) status = store_prepare(store, sql, &statement);
    if (status == ENT_OK) {
        store_binder to = {statement, 1, SQLITE_OK};
        store_bind_whole(&to, number);
        store_bind_size(&to, step > 0 ? step : decisions + 1);
        store_bind_text(&to, ent_claim_state_name(decision->state));
        store_bind_text(&to, decision->by);
        store_bind_text(&to, decision->on);
        store_bind_text(&to, decision->because != NULL ? decision->because : "");
        store_bind_text(&to, decision->superseded_by);
        if (decision->credibility > 0)
            store_bind_size(&to, decision->credibility);
        else
            store_bind_null(&to);
        status = store_bound(store, &to);
    }
    if (status == ENT_OK) status = store_finish(store, statement, "deciding");
    *added = status == ENT_OK && sqlite3_changes(store->db) > 0;
    sqlite3_finalize(statement);
    return status == ENT_OK && *added ? settle(store, number) : status;
}

ent_status ent_evidence_decide(ent_evidence *store, const ent_run *run, const char *claim,
                               const ent_evidence_decision *decision) {
    const ent_run *before = store_enter(store, run);
    bool added = false;
    ent_status status = store_unit_begin(store);
    if (status == ENT_OK) status = store_unit_end(store, store_insert_decision(store, claim, 0, decision, &added));
    store_leave(store, before);
    return status;
}

/* ---- reports -------------------------------------------------------------------------------------------------- */

static ent_status update_report(ent_evidence *store, const char *sql, const char *document, const char *report,
                                const double *share, bool must) {
    sqlite3_stmt *statement = NULL;
    ent_status status = store_prepare(store, sql, &statement);
    if (status == ENT_OK) {
        store_binder to = {statement, 1, SQLITE_OK};
        store_bind_text(&to, document);
        store_bind_text(&to, report);
        if (share != NULL) store_bind_real(&to, *share);
        status = store_bound(store, &to);
    }
    if (status == ENT_OK) status = store_finish(store, statement, "joining copies");
    if (status == ENT_OK && must && sqlite3_changes(store->db) == 0)
        status =
            store_error(store, ENT_INPUT, "E-STORE-0011", NULL, "one of the documents %.12s and %.12s is not there",
                        document, report != NULL ? report : document);
    sqlite3_finalize(statement);
    return status;
}

ent_status ent_evidence_set_report(ent_evidence *store, const ent_run *run, const char *document, const char *report,
                                   double share) {
    /* Its copies go with it, and a copy of a copy is a copy of the first; what would be a copy of itself is the first.
     */
    static const char first[] =
        "UPDATE documents SET report = nullif((SELECT coalesce(h.report, h.id) FROM documents h WHERE h.id = ?2), id), "
        "share = iif(?2 IS NULL OR id = (SELECT coalesce(h.report, h.id) FROM documents h WHERE h.id = ?2), NULL, ?3) "
        "WHERE id = ?1 AND (?2 IS NULL OR EXISTS (SELECT 1 FROM documents h WHERE h.id = ?2))";
    static const char copies[] =
        "UPDATE documents SET report = nullif((SELECT coalesce(h.report, h.id) FROM documents h WHERE h.id = ?1), id), "
        "share = iif(id = (SELECT coalesce(h.report, h.id) FROM documents h WHERE h.id = ?1), NULL, share) "
        "WHERE report = ?1 AND ?2 IS NOT NULL";
    const ent_run *before = store_enter(store, run);
    ent_status status = share >= 0 && share <= 1
                            ? store_unit_begin(store)
                            : store_error(store, ENT_INPUT, "E-STORE-0010", "a share is a number from 0 to 1",
                                          "the documents have no such share in common");
    if (status == ENT_OK) {
        status = update_report(store, first, document, report, &share, true);
        if (status == ENT_OK) status = update_report(store, copies, document, report, NULL, false);
        status = store_unit_end(store, status);
    }
    store_leave(store, before);
    return status;
}
