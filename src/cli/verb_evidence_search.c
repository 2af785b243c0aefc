/* evidence search: the documents that say it best, with the place where they do. */
#include "cli/evidence.h"

#include <string.h>

typedef struct searching {
    cli *self;
    ent_findings *findings;
    ent_table *table;
    size_t shown;
    const char *mark; /* handling of the page */
} searching;

static const struct {
    const char *id, *label, *type;
    int digits;
} columns[] = {
    {"rank", "No.", "integer", 0},       {"date", "Date", "date", 0},     {"publisher", "Publisher", "text", 0},
    {"title", "Title", "text", 0},       {"snippet", "Text", "text", 0},  {"handling", "Handling", "text", 0},
    {"document", "Document", "text", 0}, {"report", "Report", "text", 0}, {"score", "Score", "number", 2}};
enum { COLUMNS = sizeof columns / sizeof *columns, FOR_PEOPLE = 7 };

static size_t columns_of(const cli *self) {
    return cli_evidence_grows(self) ? FOR_PEOPLE : COLUMNS;
}

static ent_status take(void *context, const ent_evidence_hit *hit) {
    searching *search = context;
    const ent_stored_document *document = &hit->document;
    char date[ENT_NUMBER_TEXT];
    search->shown++;
    const ent_value cells[COLUMNS] = {ent_integer((int64_t)search->shown),
                                      document->date.year != 0 ? ent_text(ent_write_date(date, document->date))
                                                               : ent_empty(),
                                      ent_text(document->publisher),
                                      ent_text(document->title),
                                      ent_text(hit->snippet),
                                      ent_text(document->handling),
                                      ent_text(cli_evidence_id(search->self, document->id)),
                                      ent_text(document->report),
                                      ent_real(hit->score)};
    ent_table_row(search->findings, search->table, cells);
    cli_evidence_mark(search->self, &search->mark, document->handling);
    return ent_findings_status(search->findings);
}

/* The operands as one query: a shell has taken them apart. */
static const char *words_of(cli *self) {
    ent_buffer words;
    ent_buffer_init(&words, NULL);
    for (size_t i = 1; i < self->operands_size; i++)
        ent_buffer_printf(&words, "%s%s", i > 1 ? " " : "", self->operands[i]);
    const char *out = words.failed || words.data == NULL ? NULL : ent_arena_copy(self->arena, words.data, words.size);
    ent_buffer_free(&words);
    return out;
}

static void sum_up(searching *search, const ent_evidence_query *query, const ent_evidence_found *found) {
    ent_findings *findings = search->findings;
    ent_findings_metric(findings, "matched", ent_integer((int64_t)found->matched),
                        &(ent_info){.label = "Documents that match"});
    ent_findings_metric(findings, "shown", ent_integer((int64_t)search->shown), &(ent_info){.label = "Shown"});
    ent_findings_metric(findings, "more", ent_bool(found->more),
                        &(ent_info){.label = "More match than were looked at"});
    ent_findings_option(findings, "words", ent_text(query->words));
    ent_findings_headline(findings, "%s%zu document%s match%s \"%s\"; %zu %s shown.", found->more ? "More than " : "",
                          found->matched, found->matched == 1 ? "" : "s", found->matched == 1 ? "es" : "", query->words,
                          search->shown, search->shown == 1 ? "is" : "are");
    if (found->more)
        ent_findings_note(findings, ENT_WARNING, "N-EVID-0003", NULL,
                          "Only the %zu of them that were added last were ranked; what else matches was not looked at. "
                          "Narrow it with more words, or with --from, --until and --publisher.",
                          found->matched);
}

static ent_status search_store(searching *search, ent_evidence *store, const ent_evidence_query *query) {
    ent_evidence_found found;
    search->table = ent_findings_table(search->findings, "documents", false, "Best matches first");
    for (size_t i = 0; i < columns_of(search->self); i++)
        ent_table_column(search->findings, search->table, columns[i].id, columns[i].label, columns[i].type, NULL,
                         columns[i].digits);
    ent_status status = ent_evidence_search(store, &search->self->run, query, take, search, &found);
    if (status != ENT_OK) return status;
    sum_up(search, query, &found);
    ent_findings_case(search->findings, NULL, "Search of documents", search->mark, NULL);
    return cli_show(search->self, search->findings);
}

ent_status cli_evidence_search(cli *self) {
    const cli_evidence_options *options = self->options;
    const ent_evidence_query query = {.words = words_of(self),
                                      .publisher = options->publisher,
                                      .language = options->language,
                                      .from = options->from,
                                      .until = options->until,
                                      .once = options->once,
                                      .most = options->most};
    searching search = {.self = self, .findings = ent_findings_new(&self->run, "evidence")};
    ent_evidence *store = NULL;
    ent_status status = search.findings != NULL && query.words != NULL ? ENT_OK : ENT_MEMORY;
    if (status == ENT_OK) status = cli_evidence_open(self, options->case_name, CLI_EVIDENCE_READ, &store);
    if (status == ENT_OK) status = search_store(&search, store, &query);
    ent_evidence_close(store);
    ent_findings_free(search.findings);
    return status;
}
