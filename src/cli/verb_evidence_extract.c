/* evidence extract: the sentences of a text and what may be claimed by them, without a store. */
#include "cli/evidence.h"

#include <string.h>

enum { FIGURES_END = ENT_CANDIDATE_DATE, KINDS = ENT_CANDIDATE_WARNING + 1 };

/* Valid UTF-8 for the faces: each byte that is none becomes U+FFFD. */
static const char *shown_text(ent_arena *arena, const char *text, size_t size) {
    if (ent_utf8_valid(text, size) && memchr(text, '\0', size) == NULL) return ent_arena_copy(arena, text, size);
    if (size > SIZE_MAX / 3 - 1) return NULL;
    char *out = ent_arena_alloc(arena, 3 * size + 1), *to = out;
    if (out == NULL) return NULL;
    for (size_t at = 0; at < size;) {
        size_t bytes = 1;
        while (bytes < 4 && bytes < size - at && !ent_utf8_valid(text + at, bytes))
            bytes++;
        const bool good = text[at] != '\0' && ent_utf8_valid(text + at, bytes);
        memcpy(to, good ? text + at : "\xEF\xBF\xBD", good ? bytes : 3);
        to += good ? bytes : 3;
        at += good ? bytes : 1;
    }
    return out;
}

/* ---- tables -------------------------------------------------------------------------------------------------- */

static ent_status add_sentences(cli *self, ent_findings *findings, const ent_extraction *found, const char *text) {
    ent_table *table = ent_findings_table(findings, "sentences", cli_evidence_grows(self), "Sentences");
    ent_table_about(findings, table, "Bytes of the text, from 0; the end is the byte after the sentence.");
    ent_table_column(findings, table, "number", "No.", "integer", NULL, 0);
    ent_table_column(findings, table, "start", "Start", "integer", "bytes", 0);
    ent_table_column(findings, table, "end", "End", "integer", "bytes", 0);
    ent_table_column(findings, table, "text", "Text", "text", NULL, 0);
    ent_table_column(findings, table, "certainty", "Certainty", "text", NULL, 0);
    for (size_t i = 0; i < found->sentences_size; i++) {
        const ent_sentence *row = &found->sentences[i];
        const char *shown = shown_text(found->arena, text + row->start, row->end - row->start);
        if (shown == NULL) return ENT_MEMORY;
        const ent_value cells[] = {ent_integer((int64_t)i + 1), ent_integer((int64_t)row->start),
                                   ent_integer((int64_t)row->end), ent_text(shown),
                                   ent_text(ent_certainty_name(found->certainties[i]))};
        ent_table_row(findings, table, cells);
    }
    return ENT_OK;
}

/* "2024-04-24", or first and last day with a stroke between. */
static const char *date_text(ent_arena *arena, const ent_candidate *row) {
    char from[ENT_NUMBER_TEXT], until[ENT_NUMBER_TEXT];
    if (row->date.year == 0 && row->until.year == 0) return NULL;
    ent_write_date(from, row->date);
    ent_write_date(until, row->until);
    return row->until.year == 0 ? ent_arena_text(arena, from) : ent_arena_printf(arena, "%s/%s", from, until);
}

static const struct {
    const char *id, *label, *type;
} claim_columns[] = {{"sentence", "Sentence", "integer"},
                     {"kind", "Kind", "text"},
                     {"actor", "Actor", "text"},
                     {"target", "Target", "text"},
                     {"issue", "Issue", "text"},
                     {"value", "Value", "number"},
                     {"unit", "Unit", "text"},
                     {"date", "Date", "date"},
                     {"certainty", "Certainty", "text"},
                     {"start", "Start", "integer"},
                     {"end", "End", "integer"},
                     {"rule", "Rule", "text"},
                     {"bound", "Bound", "text"},
                     {"high", "Up to", "number"},
                     {"negated", "Negated", "boolean"},
                     {"words", "In words", "text"},
                     {"modality", "Modality", "text"},
                     {"source", "Says so", "text"},
                     {"chain", "Through", "text"},
                     {"confidence", "Confidence", "integer"}};
enum { CLAIM_COLUMNS = sizeof claim_columns / sizeof *claim_columns };

static void add_claim(ent_findings *findings, ent_table *table, ent_arena *arena, const ent_candidate *row) {
    static const char *const bounds[] = {"exactly", "about", "more than", "less than", "between"};
    const bool figure = row->has_value, between = figure && row->bound == ENT_BETWEEN;
    const bool event = row->modality != ENT_NO_MODALITY, counted = row->confidence > 0;
    const ent_value cells[CLAIM_COLUMNS] = {ent_integer((int64_t)row->sentence),
                                            ent_text(ent_candidate_kind_name(row->kind)),
                                            ent_text(row->actor),
                                            ent_text(row->target),
                                            ent_text(row->issue),
                                            figure ? ent_real(row->value) : ent_empty(),
                                            ent_text(row->unit),
                                            ent_text(date_text(arena, row)),
                                            ent_text(ent_certainty_name(row->certainty)),
                                            ent_integer((int64_t)row->start),
                                            ent_integer((int64_t)row->end),
                                            ent_text(row->rule),
                                            figure ? ent_text(bounds[row->bound]) : ent_empty(),
                                            between ? ent_real(row->high) : ent_empty(),
                                            ent_bool(row->negated),
                                            ent_text(row->text),
                                            event ? ent_text(ent_modality_name(row->modality)) : ent_empty(),
                                            ent_text(row->source),
                                            ent_text(row->chain),
                                            counted ? ent_integer(row->confidence) : ent_empty()};
    ent_table_row(findings, table, cells);
}

static void add_claims(cli *self, ent_findings *findings, const ent_extraction *found) {
    ent_table *table = ent_findings_table(findings, "claims", cli_evidence_grows(self), "What the text may claim");
    ent_table_about(
        findings, table,
        "Candidates, each with the rule that made it; nobody has accepted them yet. Percent in points, "
        "money in units of its currency, start and end in bytes of the text. Confidence: how often rules of "
        "the kind were right where that was counted, in percent, the low end of an interval.");
    for (size_t i = 0; i < CLAIM_COLUMNS; i++)
        ent_table_column(findings, table, claim_columns[i].id, claim_columns[i].label, claim_columns[i].type, NULL,
                         strcmp(claim_columns[i].type, "number") == 0 ? -1 : 0);
    for (size_t i = 0; i < found->found.size; i++)
        add_claim(findings, table, found->arena, &found->found.items[i]);
}

/* In front for people, who would not look for them among hundreds of claims. */
static void add_warnings(ent_findings *findings, const ent_extraction *found) {
    enum { MOST_NOTES = 20 };
    size_t size = 0;
    for (size_t i = 0; i < found->found.size && size < MOST_NOTES; i++) {
        const ent_candidate *row = &found->found.items[i];
        const char *id = row->kind == ENT_CANDIDATE_WARNING ? ent_warning_id(row->rule) : NULL;
        if (id == NULL) continue;
        ent_findings_note(findings, ENT_WARNING, id, NULL, "Sentence %zu: %s", row->sentence, row->text);
        size++;
    }
}

static void add_headline(ent_findings *findings, const ent_extraction *found, const size_t counts[KINDS],
                         size_t figures) {
    const struct {
        const char *one, *many;
        size_t size;
    } told[] = {{"sentence", "sentences", found->sentences_size},
                {"figure", "figures", figures},
                {"date", "dates", counts[ENT_CANDIDATE_DATE]},
                {"mention of an actor", "mentions of actors", counts[ENT_CANDIDATE_ACTOR]},
                {"statement", "statements", counts[ENT_CANDIDATE_STATEMENT]},
                {"event", "events", counts[ENT_CANDIDATE_EVENT]},
                {"warning", "warnings", counts[ENT_CANDIDATE_WARNING]}};
    ent_buffer text;
    ent_buffer_init(&text, NULL);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        ent_buffer_printf(&text, "%s%zu %s", i > 0 ? ", " : "", told[i].size,
                          told[i].size == 1 ? told[i].one : told[i].many);
    if (!text.failed) ent_findings_headline(findings, "%s.", text.data);
    ent_buffer_free(&text);
}

static void add_metrics(ent_findings *findings, const ent_extraction *found) {
    size_t counts[KINDS] = {0}, figures = 0;
    char date[ENT_NUMBER_TEXT];
    for (size_t i = 0; i < found->found.size; i++)
        counts[found->found.items[i].kind]++;
    for (size_t i = 0; i < FIGURES_END; i++)
        figures += counts[i];
    ent_findings_metric(findings, "sentences", ent_integer((int64_t)found->sentences_size),
                        &(ent_info){.label = "Sentences"});
    ent_findings_metric(findings, "claims", ent_integer((int64_t)found->found.size),
                        &(ent_info){.label = "Candidate claims"});
    for (size_t i = 0; i < KINDS; i++)
        ent_findings_metricf(findings, ent_integer((int64_t)counts[i]),
                             &(ent_info){.label = ent_candidate_kind_name((ent_candidate_kind)i)}, "claims.%s",
                             ent_candidate_kind_name((ent_candidate_kind)i));
    if (found->published.year != 0)
        ent_findings_metric(findings, "published", ent_text(ent_write_date(date, found->published)),
                            &(ent_info){.label = "Date of the text"});
    else
        ent_findings_note(findings, ENT_NOTE, "N-TEXT-0001", NULL,
                          "The text does not say when it was published; \"last month\" and days without a year have no "
                          "value. --published DATE gives it.");
    add_headline(findings, found, counts, figures);
}

/* ---- from the file to the findings --------------------------------------------------------------------------- */

static ent_status show(cli *self, const ent_extraction *found, const char *text, const ent_case *a_case) {
    ent_findings *findings = ent_findings_new(&self->run, "evidence");
    if (findings == NULL) return ENT_MEMORY;
    if (a_case != NULL) ent_findings_case(findings, a_case->id, a_case->title, a_case->handling, NULL);
    add_metrics(findings, found);
    add_warnings(findings, found);
    add_claims(self, findings, found);
    ent_status status = add_sentences(self, findings, found, text);
    if (status == ENT_OK) status = cli_show(self, findings);
    ent_findings_free(findings);
    return status;
}

static ent_status extract(cli *self, const char *text, size_t size) {
    const cli_evidence_options *options = self->options;
    const ent_extract_options wishes = {.published = options->published, .lines = cli_evidence_lines(options->lines)};
    cli_evidence_reader words;
    ent_extraction found = {0};
    ent_status status = cli_evidence_reader_open(self, &words);
    if (status == ENT_OK) status = ent_extract(words.extractor, text, size, &wishes, &self->run, &found);
    if (status == ENT_OK) status = show(self, &found, text, words.a_case);
    ent_extraction_free(&found);
    cli_evidence_reader_close(&words);
    return status;
}

ent_status cli_evidence_extract(cli *self) {
    const char *path = strcmp(self->operands[1], "-") == 0 ? "/dev/stdin" : self->operands[1];
    char *text = NULL;
    size_t size = 0;
    ent_status status = ent_file_read(NULL, path, ENT_EXTRACT_MOST_BYTES, &text, &size, self->diagnostics);
    if (status == ENT_OK) status = extract(self, text, size);
    ent_free(NULL, text);
    return status;
}
