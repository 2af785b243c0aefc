/* evidence show: a document of the store, with what its claims stand on marked in the text. */
#include "cli/evidence.h"

#include <stdlib.h>
#include <string.h>

typedef struct place {
    size_t start, end;
    const char *kind, *note;
} place;

typedef struct showing {
    cli *self;
    ent_findings *findings;
    ent_table *claims;
    place *places;
    size_t size, capacity;
} showing;

/* ---- claims --------------------------------------------------------------------------------------------------- */

static const struct {
    const char *id, *label, *type;
} columns[] = {{"sentence", "Sentence", "integer"},
               {"kind", "Kind", "text"},
               {"quote", "Words", "text"},
               {"actor", "Actor", "text"},
               {"target", "Target", "text"},
               {"issue", "Issue", "text"},
               {"value", "Value", "number"},
               {"unit", "Unit", "text"},
               {"date", "Date", "date"},
               {"certainty", "Certainty", "text"},
               {"modality", "Modality", "text"},
               {"source", "Source", "text"},
               {"state", "State", "text"},
               {"rule", "Rule", "text"},
               {"claim", "Claim", "text"},
               {"high", "Up to", "number"},
               {"until", "Until", "date"},
               {"bound", "Bound", "text"},
               {"negated", "Negated", "boolean"},
               {"words", "In words", "text"},
               {"chain", "Chain", "text"},
               {"confidence", "Confidence", "integer"},
               {"start", "Start", "integer"},
               {"end", "End", "integer"},
               {"decided_by", "Decided by", "text"},
               {"decided_on", "Decided on", "text"},
               {"because", "Because", "text"}};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* What people get: the first columns without those that say where it is from, and the claim's id to cite it by. */
static bool for_people(const char *id) {
    static const char *const wanted[] = {"sentence", "kind", "quote",     "actor", "issue", "value",
                                         "unit",     "date", "certainty", "state", "rule",  "claim"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strcmp(wanted[i], id) == 0) return true;
    return false;
}

static bool shown_column(const showing *show, size_t column) {
    return !cli_evidence_grows(show->self) || for_people(columns[column].id);
}

static ent_value date_value(ent_date date, char text[ENT_NUMBER_TEXT]) {
    return date.year != 0 ? ent_text(ent_write_date(text, date)) : ent_empty();
}

static void add_row(showing *show, const ent_stored_claim *claim, const char *words) {
    static const char *const bounds[] = {"exactly", "about", "more than", "less than", "between"};
    const ent_candidate *c = &claim->candidate;
    char texts[2][ENT_NUMBER_TEXT];
    const char *modality = ent_modality_name(c->modality);
    const ent_value cells[COLUMNS] = {ent_integer((int64_t)c->sentence),
                                      ent_text(ent_candidate_kind_name(c->kind)),
                                      ent_text(words),
                                      ent_text(c->actor),
                                      ent_text(c->target),
                                      ent_text(c->issue),
                                      c->has_value ? ent_real(c->value) : ent_empty(),
                                      ent_text(c->unit),
                                      date_value(c->date, texts[0]),
                                      ent_text(ent_certainty_name(c->certainty)),
                                      modality[0] != '\0' ? ent_text(modality) : ent_empty(),
                                      ent_text(c->source),
                                      ent_text(ent_claim_state_name(claim->state)),
                                      ent_text(c->rule),
                                      ent_text(cli_evidence_id(show->self, claim->id)),
                                      c->has_value && c->bound == ENT_BETWEEN ? ent_real(c->high) : ent_empty(),
                                      date_value(c->until, texts[1]),
                                      c->has_value ? ent_text(bounds[c->bound]) : ent_empty(),
                                      ent_bool(c->negated),
                                      ent_text(c->text),
                                      ent_text(c->chain),
                                      ent_integer((int64_t)c->confidence),
                                      ent_integer((int64_t)c->start),
                                      ent_integer((int64_t)c->end),
                                      ent_text(claim->decided_by),
                                      ent_text(claim->decided_on),
                                      ent_text(claim->because)};
    ent_value chosen[COLUMNS];
    size_t size = 0;
    for (size_t i = 0; i < COLUMNS; i++)
        if (shown_column(show, i)) chosen[size++] = cells[i];
    ent_table_row(show->findings, show->claims, chosen);
}

/* "South Korea, rule actor.list, accepted": what a mark tells. */
static const char *note_of(showing *show, const ent_stored_claim *claim) {
    const ent_candidate *c = &claim->candidate;
    char number[ENT_NUMBER_TEXT], date[ENT_NUMBER_TEXT];
    const char *what = c->text;
    if (c->has_value)
        what = ent_arena_printf(show->self->arena, "%s%s%s", ent_write_double(number, c->value),
                                c->unit != NULL ? " " : "", c->unit != NULL ? c->unit : "");
    else if (c->date.year != 0)
        what = ent_arena_text(show->self->arena, ent_write_date(date, c->date));
    else if (c->actor != NULL)
        what = c->actor;
    return ent_arena_printf(show->self->arena, "%s%srule %s, %s", what != NULL ? what : "", what != NULL ? ", " : "",
                            c->rule, ent_claim_state_name(claim->state));
}

static ent_status add_place(showing *show, const ent_stored_claim *claim) {
    if (show->size == show->capacity) {
        const size_t more = show->capacity > 0 ? 2 * show->capacity : 64;
        place *places = ent_arena_array(show->self->arena, more, sizeof *places);
        if (places == NULL) return ENT_MEMORY;
        if (show->size > 0) memcpy(places, show->places, show->size * sizeof *places);
        show->places = places;
        show->capacity = more;
    }
    const char *note = note_of(show, claim);
    if (note == NULL) return ENT_MEMORY;
    show->places[show->size++] =
        (place){claim->candidate.start, claim->candidate.end, ent_candidate_kind_name(claim->candidate.kind), note};
    return ENT_OK;
}

typedef struct visit {
    showing *show;
    const ent_stored_document *document;
} visit;

static ent_status take_claim(void *context, const ent_stored_claim *claim) {
    const visit *self = context;
    showing *show = self->show;
    const ent_candidate *c = &claim->candidate;
    if (c->end > self->document->bytes || c->start > c->end) return ENT_BUG; /* the store checks it */
    const char *words = ent_arena_copy(show->self->arena, self->document->text + c->start, c->end - c->start);
    if (words == NULL) return ENT_MEMORY;
    add_row(show, claim, words);
    const bool dropped = claim->state == ENT_CLAIM_REJECTED || claim->state == ENT_CLAIM_IRRELEVANT;
    ent_status status = dropped ? ENT_OK : add_place(show, claim);
    return status == ENT_OK ? ent_findings_status(show->findings) : status;
}

/* ---- marks without overlap ------------------------------------------------------------------------------------ */

static int by_length(const void *a, const void *b) {
    const place *x = a, *y = b;
    const size_t first = x->end - x->start, second = y->end - y->start;
    if (first != second) return first < second ? -1 : 1;
    return x->start < y->start ? -1 : x->start > y->start;
}

static int by_start(const void *a, const void *b) {
    const ent_span *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

/* Shorter claims are marked first; a longer one that overlaps a mark is told with that mark. `owner`: of each byte the
 * number of its mark, from 1. */
static ent_status flatten(showing *show, size_t bytes, ent_span **spans, size_t *spans_size) {
    uint32_t *owner = ent_alloc_array(NULL, bytes + 1, sizeof *owner);
    *spans = ent_arena_array(show->self->arena, show->size + 1, sizeof **spans);
    *spans_size = 0;
    if (owner == NULL || *spans == NULL) {
        ent_free(NULL, owner);
        return ENT_MEMORY;
    }
    if (show->size > 0) qsort(show->places, show->size, sizeof *show->places, by_length);
    ent_status status = ENT_OK;
    for (size_t i = 0; i < show->size && status == ENT_OK; i++) {
        const place *one = &show->places[i];
        uint32_t held = 0;
        for (size_t at = one->start; at < one->end && held == 0; at++)
            held = owner[at];
        ent_span *span = held > 0 ? &(*spans)[held - 1] : &(*spans)[(*spans_size)++];
        if (held == 0) {
            *span = (ent_span){one->start, one->end, one->kind, one->note};
            for (size_t at = one->start; at < one->end; at++)
                owner[at] = (uint32_t)*spans_size;
        } else if (strlen(span->note) < 400) {
            span->note = ent_arena_printf(show->self->arena, "%s; %s: %s", span->note, one->kind, one->note);
            if (span->note == NULL) status = ENT_MEMORY;
        }
    }
    ent_free(NULL, owner);
    if (*spans_size > 0) qsort(*spans, *spans_size, sizeof **spans, by_start);
    return status;
}

/* ---- the page ------------------------------------------------------------------------------------------------- */

static void about(showing *show, ent_section *section, const ent_stored_document *document) {
    char date[ENT_NUMBER_TEXT];
    const struct {
        const char *term, *text;
    } rows[] = {{"Publisher", document->publisher},
                {"Date", document->date.year != 0 ? ent_write_date_long(date, document->date) : NULL},
                {"Address", document->address},
                {"Language", document->language},
                {"Document", document->id}};
    if (document->handling != NULL)
        ent_section_block(show->findings, section, ENT_BLOCK_WARNING, "Handling", "%s", document->handling);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].text != NULL)
            ent_section_block(show->findings, section, ENT_BLOCK_ITEM, rows[i].term, "%s", rows[i].text);
    if (strcmp(document->report, document->id) != 0)
        ent_section_block(show->findings, section, ENT_BLOCK_ITEM, "Copy of", "%s (%.0f %% shared)", document->report,
                          100 * document->share);
}

static void start_claims(showing *show) {
    show->claims =
        ent_findings_table(show->findings, "claims", cli_evidence_grows(show->self), "What the text may claim");
    ent_table_about(show->findings, show->claims,
                    "What the text may claim, each with the rule that made it, and what was decided about it.");
    for (size_t i = 0; i < COLUMNS; i++)
        if (shown_column(show, i))
            ent_table_column(show->findings, show->claims, columns[i].id, columns[i].label, columns[i].type, NULL,
                             strcmp(columns[i].type, "number") == 0 ? -1 : 0);
}

static void lay_out(showing *show, const ent_stored_document *document, const ent_span *spans, size_t spans_size) {
    ent_findings *findings = show->findings;
    const char *title = document->title != NULL ? document->title : "A document without a title";
    ent_findings_case(findings, NULL, title, document->handling, NULL);
    ent_findings_metric(findings, "sentences", ent_integer((int64_t)document->sentences),
                        &(ent_info){.label = "Sentences"});
    ent_findings_metric(findings, "claims", ent_integer((int64_t)document->claims), &(ent_info){.label = "Claims"});
    ent_findings_metric(findings, "marked", ent_integer((int64_t)spans_size), &(ent_info){.label = "Marked places"});
    ent_findings_headline(findings, "%zu claim%s stand in %zu sentences%s%s.", document->claims,
                          document->claims == 1 ? "" : "s", document->sentences,
                          document->publisher != NULL ? " of " : "",
                          document->publisher != NULL ? document->publisher : "");
    ent_section *section = ent_findings_section(findings, "document", "Document", true, false);
    about(show, section, document);
    section = ent_findings_section(findings, "text", "Text", true, false);
    ent_section_passage(findings, section, document->text, spans, spans_size);
    if (document->claims == 0) return;
    section = ent_findings_section(findings, "claims", "Claims", true, false);
    ent_section_block(findings, section, ENT_BLOCK_TABLE, NULL, "claims");
}

static ent_status show_document(showing *show, ent_evidence *store) {
    ent_stored_document document;
    ent_span *spans = NULL;
    size_t spans_size = 0;
    ent_status status =
        ent_evidence_read(store, &show->self->run, show->self->operands[1], show->self->arena, &document);
    if (status != ENT_OK) return status;
    start_claims(show);
    ent_evidence_filter filter = ENT_EVIDENCE_ALL;
    filter.document = document.id;
    visit self = {show, &document};
    status = ent_evidence_claims(store, &show->self->run, &filter, take_claim, &self);
    if (status == ENT_OK) status = flatten(show, document.bytes, &spans, &spans_size);
    if (status != ENT_OK) return status;
    lay_out(show, &document, spans, spans_size);
    return cli_show(show->self, show->findings);
}

ent_status cli_evidence_show(cli *self) {
    const cli_evidence_options *options = self->options;
    showing show = {.self = self, .findings = ent_findings_new(&self->run, "evidence")};
    ent_evidence *store = NULL;
    ent_status status = show.findings != NULL ? ENT_OK : ENT_MEMORY;
    if (status == ENT_OK) status = cli_evidence_open(self, options->case_name, CLI_EVIDENCE_READ, &store);
    if (status == ENT_OK) status = show_document(&show, store);
    ent_evidence_close(store);
    ent_findings_free(show.findings);
    return status;
}
