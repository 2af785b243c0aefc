/* Search: from words as people type them to a query of FTS5, and the best documents with snippets. */
#include "store/parts.h"

#include <string.h>
#include <utf8proc.h>

/* ---- the query ------------------------------------------------------------------------------------------------ */

/* A term of a query: a word or a phrase. */
typedef struct term {
    const char *text;
    size_t size;
    bool excluded, prefix, or_before;
} term;

enum { MOST_TERMS = 64, MOST_QUERY = 4096 };

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether there is anything in it that is looked for. */
static bool has_letter(const char *text, size_t size) {
    for (size_t at = 0; at < size;) {
        utf8proc_int32_t c = 0;
        const utf8proc_ssize_t length =
            utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(size - at), &c);
        if (length <= 0) return false;
        const utf8proc_category_t category = utf8proc_category(c);
        if ((category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
            (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO))
            return true;
        at += (size_t)length;
    }
    return false;
}

/* A syllable of Hangul at the end: U+AC00 to U+D7A3, three bytes. Particles follow Korean nouns without a space. */
static bool ends_in_hangul(const char *text, size_t size) {
    if (size < 3) return false;
    const unsigned char *last = (const unsigned char *)text + size - 3;
    if ((last[0] & 0xf0) != 0xe0 || (last[1] & 0xc0) != 0x80 || (last[2] & 0xc0) != 0x80) return false;
    const unsigned c = (unsigned)(last[0] & 0x0f) << 12 | (unsigned)(last[1] & 0x3f) << 6 | (last[2] & 0x3f);
    return c >= 0xac00 && c <= 0xd7a3;
}

/* The next term; false at the end. */
static bool next_term(const char **at, term *out) {
    const char *p = *at;
    *out = (term){.text = NULL};
    while (is_blank(*p))
        p++;
    if (*p == '\0') return false;
    if (*p == '-' && p[1] != '\0' && !is_blank(p[1])) {
        out->excluded = true;
        p++;
    }
    const char closing = *p == '"' ? '"' : '\0';
    if (closing != '\0') p++;
    out->text = p;
    while (*p != '\0' && (closing != '\0' ? *p != closing : !is_blank(*p) && *p != '"'))
        p++;
    out->size = (size_t)(p - out->text);
    if (closing != '\0' && *p == closing) p++;
    if (*p == '*') { /* "cost shar"* */
        out->prefix = true;
        p++;
    }
    if (closing == '\0' && out->size > 1 && out->text[out->size - 1] == '*') {
        out->prefix = true;
        out->size--;
    }
    if (closing == '\0' && ends_in_hangul(out->text, out->size)) out->prefix = true;
    *at = p;
    return true;
}

static bool is_or(const term *word) {
    return word->size == 2 && !word->excluded && memcmp(word->text, "OR", 2) == 0;
}

static ent_status no_query(ent_evidence *store, const char *what) {
    return store_error(store, ENT_INPUT, "E-STORE-0008", "words, \"a phrase\", begin*, -without, this OR that", "%s",
                       what);
}

static ent_status read_terms(ent_evidence *store, const char *words, term terms[MOST_TERMS], size_t *size) {
    const size_t length = strlen(words);
    bool alternative = false, wanted = false;
    *size = 0;
    if (length > MOST_QUERY) return no_query(store, "the query is longer than 4 KB");
    if (!ent_utf8_valid(words, length)) return no_query(store, "the query is no UTF-8");
    for (term one; next_term(&words, &one);) {
        if (is_or(&one)) {
            if (*size == 0 || alternative) return no_query(store, "OR stands between two terms");
            alternative = true;
            continue;
        }
        if (!has_letter(one.text, one.size)) continue; /* a lone dash or comma */
        if (*size == MOST_TERMS) return no_query(store, "the query has more than 64 terms");
        one.or_before = alternative;
        if (alternative && (one.excluded || terms[*size - 1].excluded))
            return no_query(store, "OR stands between two terms that are looked for");
        alternative = false;
        wanted = wanted || !one.excluded;
        terms[(*size)++] = one;
    }
    if (alternative) return no_query(store, "OR stands between two terms");
    return wanted ? ENT_OK : no_query(store, *size > 0 ? "the query only excludes" : "the query has no words");
}

static void write_term(ent_buffer *out, const term *one) {
    ent_buffer_char(out, '"');
    for (size_t i = 0; i < one->size; i++) {
        if (one->text[i] == '"') ent_buffer_char(out, '"');
        ent_buffer_char(out, one->text[i]);
    }
    ent_buffer_text(out, one->prefix ? "\"*" : "\"");
}

/* ((a OR b) AND c) NOT (d OR e) */
static ent_status write_query(ent_evidence *store, const char *words, ent_buffer *out) {
    term terms[MOST_TERMS];
    size_t size = 0, excluded = 0;
    ent_status status = read_terms(store, words, terms, &size);
    if (status != ENT_OK) return status;
    bool open = false;
    for (size_t i = 0; i < size; i++) {
        excluded += terms[i].excluded;
        if (terms[i].excluded) continue;
        ent_buffer_text(out, !open ? "((" : terms[i].or_before ? " OR " : ") AND (");
        write_term(out, &terms[i]);
        open = true;
    }
    ent_buffer_text(out, "))");
    for (size_t i = 0, written = 0; i < size && excluded > 0; i++) {
        if (!terms[i].excluded) continue;
        ent_buffer_text(out, written++ == 0 ? " NOT (" : " OR ");
        write_term(out, &terms[i]);
        if (written == excluded) ent_buffer_char(out, ')');
    }
    return out->failed ? ENT_MEMORY : ENT_OK;
}

/* ---- searching ------------------------------------------------------------------------------------------------ */

enum { MOST_HITS = 20, SCORE = 12, SNIPPET = 13, MATCHED = 14 };

#define JOINED " CROSS JOIN documents f ON f.number = search.rowid"
#define HITS "SELECT " STORE_DOCUMENT_COLUMNS ", h.score, snippet(search, -1, ?1, ?2, ' … ', 24), h.matched "

/* The best rows are found first, by number alone; only those get a snippet. Scoring takes some microseconds a row, and
 * a word that is in everything says little: of very many rows the last are scored, and one more, which shows that there
 * are more. Documents are looked at only where there are conditions on them. */
static void write_sql(const ent_evidence_query *query, const char *conditions, ent_buffer *out) {
    const long long most = query->most == 0 ? MOST_HITS : query->most > INT32_MAX ? INT32_MAX : (long long)query->most;
    ent_buffer_printf(
        out,
        HITS "FROM (SELECT number, score, matched FROM (SELECT number, score, count(*) OVER () AS matched, "
             "row_number() OVER (ORDER BY number DESC) AS place FROM (SELECT search.rowid AS number, "
             "bm25(search, 4.0, 1.0) AS score FROM search%s WHERE search MATCH ?3%s "
             "ORDER BY search.rowid DESC LIMIT %d)) WHERE place <= %d ORDER BY score, number LIMIT %lld) h "
             "CROSS JOIN search ON search.rowid = h.number CROSS JOIN documents d ON d.number = h.number "
             "WHERE search MATCH ?3 ORDER BY h.score, h.number",
        conditions[0] != '\0' ? JOINED : "", conditions, ENT_EVIDENCE_MOST_RANKED + 1, ENT_EVIDENCE_MOST_RANKED, most);
}

static void write_conditions(const ent_evidence_query *query, ent_buffer *out) {
    if (query->publisher != NULL) ent_buffer_text(out, " AND f.publisher = ?4");
    if (query->language != NULL) ent_buffer_text(out, " AND f.language = ?5");
    if (query->from.year != 0) ent_buffer_text(out, " AND f.date >= ?6");
    if (query->until.year != 0) ent_buffer_text(out, " AND f.date <= ?7 || '~'");
    if (query->once)
        ent_buffer_text(out, " AND (f.report IS NULL OR NOT EXISTS (SELECT 1 FROM documents o WHERE o.id = f.report))");
}

static ent_status bind_query(ent_evidence *store, sqlite3_stmt *statement, const ent_evidence_query *query,
                             const ent_buffer *match) {
    const char *const words[] = {query->before != NULL ? query->before : "[", query->after != NULL ? query->after : "]",
                                 match->data, query->publisher, query->language};
    const ent_date dates[] = {query->from, query->until};
    const int parameters = sqlite3_bind_parameter_count(statement);
    store_binder to = {statement, 1, SQLITE_OK};
    for (int i = 0; i < 5 && to.at <= parameters; i++)
        store_bind_text(&to, words[i]);
    for (int i = 0; i < 2 && to.at <= parameters; i++)
        store_bind_date(&to, dates[i]);
    return store_bound(store, &to);
}

static ent_status prepare_search(ent_evidence *store, const ent_evidence_query *query, sqlite3_stmt **statement) {
    ent_buffer match, conditions, sql;
    ent_buffer_init(&match, store->allocator);
    ent_buffer_init(&conditions, store->allocator);
    ent_buffer_init(&sql, store->allocator);
    ent_status status = write_query(store, query->words, &match);
    write_conditions(query, &conditions);
    write_sql(query, conditions.data != NULL ? conditions.data : "", &sql);
    if (conditions.failed || sql.failed) status = ENT_MEMORY;
    if (status == ENT_OK) status = store_prepare(store, sql.data, statement);
    if (status == ENT_OK) {
        status = bind_query(store, *statement, query, &match);
        /* The query dies with this function: the statement gets a copy of its own. */
        if (status == ENT_OK)
            status = store_failed(
                store, sqlite3_bind_text64(*statement, 3, match.data, match.size, SQLITE_TRANSIENT, SQLITE_UTF8),
                "binding a value");
    }
    ent_buffer_free(&sql);
    ent_buffer_free(&conditions);
    ent_buffer_free(&match);
    return status;
}

ent_status ent_evidence_search(ent_evidence *store, const ent_run *run, const ent_evidence_query *query,
                               ent_status (*visit)(void *context, const ent_evidence_hit *hit), void *context,
                               ent_evidence_found *found) {
    const ent_run *before = store_enter(store, run);
    sqlite3_stmt *statement = NULL;
    bool row = true;
    ent_evidence_found own;
    if (found == NULL) found = &own;
    *found = (ent_evidence_found){.more = false};
    ent_status status = prepare_search(store, query, &statement);
    while (status == ENT_OK && row) {
        status = store_step(store, statement, "searching", &row);
        if (status != ENT_OK || !row) break;
        found->matched = store_column_size(statement, MATCHED);
        found->more = found->matched > ENT_EVIDENCE_MOST_RANKED;
        if (found->more) found->matched = ENT_EVIDENCE_MOST_RANKED;
        const ent_evidence_hit hit = {.document = store_document_row(statement),
                                      .snippet = store_column_text(statement, SNIPPET),
                                      .score = -sqlite3_column_double(statement, SCORE)};
        status = hit.document.id == NULL || hit.snippet == NULL ? ENT_MEMORY : visit(context, &hit);
    }
    sqlite3_finalize(statement);
    store_leave(store, before);
    return status;
}
