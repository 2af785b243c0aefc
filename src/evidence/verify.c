/* Every number with its citation against the sentence that it cites. */
#include "evidence/verify.h"

#include "evidence/figures_of.h"

#include <string.h>

static const struct {
    const char *name;
    bool fails;
} verdicts[] = {
    [ENT_VERIFY_STANDS] = {"stands", false},
    [ENT_VERIFY_NUMERAL] = {"stands as a bare number", false},
    [ENT_VERIFY_SPREAD] = {"stands in another sentence cited", false},
    [ENT_VERIFY_WORKED_OUT] = {"worked out", false},
    [ENT_VERIFY_WHOLE] = {"document cited as a whole", false},
    [ENT_VERIFY_NO_TEXT] = {"no text to compare with", false},
    [ENT_VERIFY_MOVED] = {"moved to another sentence", true},
    [ENT_VERIFY_ABSENT] = {"not in the document", true},
    [ENT_VERIFY_MISSING] = {"document missing", true},
    [ENT_VERIFY_NO_SENTENCE] = {"no such sentence", true},
};

const char *ent_verdict_name(ent_verdict verdict) {
    return verdicts[verdict].name;
}

bool ent_verdict_fails(ent_verdict verdict) {
    return verdicts[verdict].fails;
}

typedef struct verify_job {
    const ent_case *subject;
    const bool *unread;
    ent_arena *arena;
    figure_reader reader;
    ent_verification *out;
    size_t room;
    bool *cited; /* one a source */
    bool failed;
} verify_job;

static const char *sentence_at(const ent_source *source, uint32_t sentence) {
    return sentence >= 1 && sentence <= source->sentences_size ? source->sentences[sentence - 1] : NULL;
}

/* Whether the number stands in a sentence of a source. */
static figure_match match_at(verify_job *job, const ent_verified *row, int source, uint32_t sentence) {
    const char *quote = sentence_at(&job->subject->sources[source], sentence);
    const figure_wanted wanted = {row->value, row->unit, row->words, row->year};
    figure_match match = FIGURE_ABSENT;
    if (quote != NULL && !figure_stands(&job->reader, quote, &wanted, &match)) job->failed = true;
    return match;
}

static uint32_t elsewhere(verify_job *job, const ent_verified *row, int source) {
    for (uint32_t n = 1; n <= job->subject->sources[source].sentences_size; n++)
        if (match_at(job, row, source, n) == FIGURE_WITH_UNIT) return n;
    return 0;
}

/* Of one citation. */
static ent_verdict judge(verify_job *job, ent_verified *row, const ent_citation *cited) {
    const ent_source *source = &job->subject->sources[cited->source];
    if (job->unread != NULL && job->unread[cited->source]) return ENT_VERIFY_MISSING;
    if (!source->loaded) return ENT_VERIFY_NO_TEXT;
    if (cited->sentence == 0) {
        row->found = elsewhere(job, row, cited->source);
        return row->found > 0 ? ENT_VERIFY_STANDS : ENT_VERIFY_WHOLE;
    }
    if (cited->sentence > source->sentences_size) return ENT_VERIFY_NO_SENTENCE;
    const figure_match match = match_at(job, row, cited->source, cited->sentence);
    if (match == FIGURE_WITH_UNIT) return ENT_VERIFY_STANDS;
    if (match == FIGURE_NUMERAL) return ENT_VERIFY_NUMERAL;
    row->found = elsewhere(job, row, cited->source);
    return row->found > 0 ? ENT_VERIFY_MOVED : ENT_VERIFY_ABSENT;
}

/* Of several citations one must hold the number; a document that is missing fails all the same. */
static void judge_all(verify_job *job, ent_verified *row, const ent_citation *citations, size_t size, bool because) {
    bool missing = false;
    row->verdict = ENT_VERIFY_NO_SENTENCE;
    for (size_t i = 0; i < size; i++) {
        ent_verified one = *row;
        job->cited[citations[i].source] = true;
        ent_verdict verdict = judge(job, &one, &citations[i]);
        missing |= verdict == ENT_VERIFY_MISSING || verdict == ENT_VERIFY_NO_SENTENCE;
        if (i > 0 && verdict == ENT_VERIFY_STANDS) verdict = ENT_VERIFY_SPREAD;
        if (i > 0 && verdict >= row->verdict) continue;
        if (i > 0 && missing && !ent_verdict_fails(verdict)) continue; /* the fault is what is shown */
        *row = one;
        row->verdict = verdict;
        row->source = citations[i].source;
        row->sentence = citations[i].sentence;
        row->quote = sentence_at(&job->subject->sources[row->source], row->sentence);
    }
    const bool absent = row->verdict == ENT_VERIFY_ABSENT || row->verdict == ENT_VERIFY_MOVED;
    if (absent && because && !missing) row->verdict = ENT_VERIFY_WORKED_OUT;
}

static void add_row(verify_job *job, const ent_verified *row, const ent_citation *citations, size_t size,
                    bool because) {
    ent_verification *out = job->out;
    if (out->size == job->room) {
        const size_t more = job->room == 0 ? 256 : 2 * job->room;
        ent_verified *rows = ent_arena_array(job->arena, more, sizeof *rows);
        if (rows == NULL) {
            job->failed = true;
            return;
        }
        if (out->size > 0) memcpy(rows, out->rows, out->size * sizeof *rows);
        out->rows = rows;
        job->room = more;
    }
    ent_verified *at = &out->rows[out->size++];
    *at = *row;
    judge_all(job, at, citations, size, because);
    out->by_verdict[at->verdict]++;
    out->failed += ent_verdict_fails(at->verdict);
}

/* "series.cpi.values.2008", "agreements.sma-04.schedule.2000": what is between two dots. */
static int year_of(const char *path) {
    for (const char *at = strchr(path, '.'); at != NULL; at = strchr(at, '.')) {
        at++;
        if (strspn(at, "0123456789") != 4 || (at[4] != '\0' && at[4] != '.')) continue;
        return (at[0] - '0') * 1000 + (at[1] - '0') * 100 + (at[2] - '0') * 10 + (at[3] - '0');
    }
    return 0;
}

static void add_slot(void *context, const ent_slot *slot, uint32_t index) {
    (void)index;
    verify_job *job = context;
    const ent_provenance *owner = slot->provenance;
    if (job->failed || owner->citations_size == 0) return;
    const char *path = ent_case_path(job->subject, slot->node, job->arena);
    job->failed |= path == NULL;
    if (path == NULL || strncmp(path, "claims.", 7) == 0) return; /* a claim names its own source */
    const ent_verified row = {.path = path,
                              .node = slot->node,
                              .value = slot->value,
                              .unit = ent_unit_at(job->subject, path),
                              .year = year_of(path)};
    add_row(job, &row, owner->citations, owner->citations_size, owner->because != NULL);
}

static void add_claim(verify_job *job, const ent_claim *claim) {
    if (!claim->value.set || claim->source < 0) return;
    const ent_citation cited = {claim->source, claim->sentence};
    const ent_verified row = {
        .path = ent_arena_printf(job->arena, "claims.%s.value", claim->id),
        .node = claim->node,
        .value = claim->value.value,
        .unit = claim->unit == NULL && claim->issue >= 0 ? &job->subject->issues[claim->issue].unit : NULL,
        .words = claim->unit};
    job->failed |= row.path == NULL;
    if (row.path != NULL) add_row(job, &row, &cited, 1, false);
}

ent_status ent_verify(const ent_run *run, const ent_case *a_case, const bool *unread, ent_arena *arena,
                      ent_verification *out) {
    *out = (ent_verification){0};
    verify_job job = {.subject = a_case, .unread = unread, .arena = arena, .out = out};
    job.cited = ent_arena_array(arena, a_case->sources_size + 1, sizeof *job.cited);
    if (job.cited == NULL) return ENT_MEMORY;
    const bool made = figure_reader_init(&job.reader, arena, ent_run_allocator(run));
    if (made) ent_case_slots_below(a_case, "", add_slot, &job);
    for (size_t i = 0; i < a_case->claims_size && made; i++)
        add_claim(&job, &a_case->claims[i]);
    figure_reader_free(&job.reader);
    for (size_t i = 0; i < a_case->sources_size; i++)
        out->documents += job.cited[i];
    return made && !job.failed && !ent_arena_failed(arena) ? ENT_OK : ENT_MEMORY;
}
