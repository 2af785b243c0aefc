/* evidence sources: who has published what is in the store. */
#include "cli/evidence.h"

#include <stdlib.h>
#include <string.h>

/* What is kept of a document to count by publisher. */
typedef struct kept {
    const char *publisher, *report, *language, *handling;
    ent_date date;
    size_t claims;
    bool copy;
} kept;

typedef struct listing {
    cli *self;
    ent_findings *findings;
    ent_table *documents;
    kept *items;
    size_t size, capacity;
    const char *mark; /* handling of the page */
} listing;

static const struct {
    const char *id, *label, *type, *unit;
} document_columns[] = {{"document", "Document", "text", NULL},      {"date", "Date", "date", NULL},
                        {"publisher", "Publisher", "text", NULL},    {"title", "Title", "text", NULL},
                        {"language", "Language", "text", NULL},      {"handling", "Handling", "text", NULL},
                        {"sentences", "Sentences", "integer", NULL}, {"claims", "Claims", "integer", NULL},
                        {"copy_of", "Copy of", "text", NULL},        {"shared", "Shared", "number", "percent"},
                        {"address", "Address", "text", NULL}};
enum { DOCUMENT_COLUMNS = sizeof document_columns / sizeof *document_columns, DOCUMENT_FOR_PEOPLE = 9 };

static const struct {
    const char *id, *label, *type;
} publisher_columns[] = {{"publisher", "Publisher", "text"}, {"documents", "Documents", "integer"},
                         {"copies", "Copies", "integer"},    {"first", "First", "date"},
                         {"last", "Last", "date"},           {"claims", "Claims", "integer"},
                         {"languages", "Languages", "text"}, {"handling", "Handling", "text"}};
enum { PUBLISHER_COLUMNS = sizeof publisher_columns / sizeof *publisher_columns };

/* ---- documents ------------------------------------------------------------------------------------------------ */

static ent_status keep(listing *list, const ent_stored_document *document) {
    if (list->size == list->capacity) {
        const size_t more = list->capacity > 0 ? 2 * list->capacity : 256;
        kept *items = ent_arena_array(list->self->arena, more, sizeof *items);
        if (items == NULL) return ENT_MEMORY;
        if (list->size > 0) memcpy(items, list->items, list->size * sizeof *items);
        list->items = items;
        list->capacity = more;
    }
    const char *texts[] = {document->publisher, document->report, document->language, document->handling};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i] != NULL && (texts[i] = ent_arena_text(list->self->arena, texts[i])) == NULL) return ENT_MEMORY;
    list->items[list->size++] = (kept){.publisher = texts[0],
                                       .report = texts[1],
                                       .language = texts[2],
                                       .handling = texts[3],
                                       .date = document->date,
                                       .claims = document->claims,
                                       .copy = strcmp(document->id, document->report) != 0};
    return ENT_OK;
}

static ent_status take(void *context, const ent_stored_document *document) {
    listing *list = context;
    char date[ENT_NUMBER_TEXT];
    const bool copy = strcmp(document->id, document->report) != 0;
    const ent_value cells[DOCUMENT_COLUMNS] = {
        ent_text(cli_evidence_id(list->self, document->id)),
        document->date.year != 0 ? ent_text(ent_write_date(date, document->date)) : ent_empty(),
        ent_text(document->publisher),
        ent_text(cli_evidence_title(list->self, document->title, document->opening)),
        ent_text(document->language),
        ent_text(document->handling),
        ent_integer((int64_t)document->sentences),
        ent_integer((int64_t)document->claims),
        copy ? ent_text(cli_evidence_copy(list->self, document->report, document->share)) : ent_empty(),
        copy ? ent_real(100 * document->share) : ent_empty(),
        ent_text(document->address)};
    ent_table_row(list->findings, list->documents, cells);
    cli_evidence_mark(list->self, &list->mark, document->handling);
    ent_status status = keep(list, document);
    return status == ENT_OK ? ent_findings_status(list->findings) : status;
}

/* ---- publishers ----------------------------------------------------------------------------------------------- */

/* By name, those without one last. */
static int by_publisher(const void *a, const void *b) {
    const kept *x = a, *y = b;
    if (x->publisher == NULL || y->publisher == NULL) return (x->publisher == NULL) - (y->publisher == NULL);
    return strcmp(x->publisher, y->publisher);
}

static void publisher_row(listing *list, ent_table *table, const kept *rows, size_t size) {
    ent_date first = {0}, last = {0};
    const char *languages = NULL, *marks = NULL;
    size_t claims = 0, copies = 0;
    char texts[2][ENT_NUMBER_TEXT];
    for (size_t i = 0; i < size; i++) {
        const ent_date date = rows[i].date;
        const bool dated = date.year != 0;
        if (dated && (first.year == 0 || ent_date_first_day(date) < ent_date_first_day(first))) first = date;
        if (dated && (last.year == 0 || ent_date_last_day(date) > ent_date_last_day(last))) last = date;
        cli_evidence_mark(list->self, &languages, rows[i].language);
        cli_evidence_mark(list->self, &marks, rows[i].handling);
        claims += rows[i].claims;
        copies += rows[i].copy;
    }
    const ent_value cells[PUBLISHER_COLUMNS] = {
        rows[0].publisher != NULL ? ent_text(rows[0].publisher) : ent_text("(not known)"),
        ent_integer((int64_t)size),
        ent_integer((int64_t)copies),
        first.year != 0 ? ent_text(ent_write_date(texts[0], first)) : ent_empty(),
        last.year != 0 ? ent_text(ent_write_date(texts[1], last)) : ent_empty(),
        ent_integer((int64_t)claims),
        ent_text(languages),
        ent_text(marks)};
    ent_table_row(list->findings, table, cells);
}

static void add_publishers(listing *list) {
    ent_table *table = ent_findings_table(list->findings, "publishers", cli_evidence_grows(list->self), "Publishers");
    ent_table_about(list->findings, table,
                    "Copies repeat a report that is in the store: they count once with what they are copies of.");
    for (size_t i = 0; i < PUBLISHER_COLUMNS; i++)
        ent_table_column(list->findings, table, publisher_columns[i].id, publisher_columns[i].label,
                         publisher_columns[i].type, NULL, 0);
    if (list->size > 0) qsort(list->items, list->size, sizeof *list->items, by_publisher);
    for (size_t from = 0, to; from < list->size; from = to) {
        to = from + 1;
        while (to < list->size && by_publisher(&list->items[from], &list->items[to]) == 0)
            to++;
        publisher_row(list, table, list->items + from, to - from);
    }
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

static void sum_up(listing *list, const ent_evidence_counts *counts) {
    static const char *const states[] = {"candidates", "accepted", "rejected", "irrelevant", "superseded"};
    ent_findings *findings = list->findings;
    const struct {
        const char *key, *label;
        size_t value;
    } rows[] = {{"documents", "Documents", counts->documents},
                {"reports", "Reports, copies counted once", counts->reports},
                {"publishers", "Publishers", counts->publishers},
                {"sentences", "Sentences", counts->sentences},
                {"claims", "Claims", counts->claims}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ent_findings_metric(findings, rows[i].key, ent_integer((int64_t)rows[i].value),
                            &(ent_info){.label = rows[i].label});
    for (size_t i = 0; i < 5; i++)
        ent_findings_metricf(findings, ent_integer((int64_t)counts->by_state[i]), &(ent_info){.label = states[i]},
                             "claims.%s", states[i]);
    ent_findings_headline(findings, "%zu document%s from %zu publisher%s make %zu report%s.", counts->documents,
                          counts->documents == 1 ? "" : "s", counts->publishers, counts->publishers == 1 ? "" : "s",
                          counts->reports, counts->reports == 1 ? "" : "s");
}

static ent_status list_store(listing *list, ent_evidence *store) {
    ent_evidence_counts counts;
    list->documents = ent_findings_table(list->findings, "documents", cli_evidence_grows(list->self), "Documents");
    const size_t size = cli_evidence_grows(list->self) ? DOCUMENT_FOR_PEOPLE : DOCUMENT_COLUMNS;
    for (size_t i = 0; i < size; i++)
        ent_table_column(list->findings, list->documents, document_columns[i].id, document_columns[i].label,
                         document_columns[i].type, document_columns[i].unit, 0);
    ent_status status = ent_evidence_documents(store, &list->self->run, take, list);
    if (status == ENT_OK) status = ent_evidence_count(store, &list->self->run, &counts);
    if (status != ENT_OK) return status;
    add_publishers(list);
    sum_up(list, &counts);
    ent_findings_case(list->findings, NULL, "Documents in the store", list->mark, NULL);
    return cli_show(list->self, list->findings);
}

ent_status cli_evidence_sources(cli *self) {
    const cli_evidence_options *options = self->options;
    listing list = {.self = self, .findings = ent_findings_new(&self->run, "evidence")};
    ent_evidence *store = NULL;
    ent_status status = list.findings != NULL ? ENT_OK : ENT_MEMORY;
    if (status == ENT_OK) status = cli_evidence_open(self, options->case_name, CLI_EVIDENCE_READ, &store);
    if (status == ENT_OK) status = list_store(&list, store);
    ent_evidence_close(store);
    ent_findings_free(list.findings);
    return status;
}
