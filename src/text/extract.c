/* The rules of the room over a whole text, sentence by sentence. */
#include "text/extract.h"

#include "text/dates.h"
#include "text/events.h"
#include "text/figures.h"
#include "text/statements.h"
#include "text/warnings.h"

#include <stdlib.h>
#include <string.h>

struct ent_extractor {
    const ent_dates *dates;
    const ent_figures *figures;
    const ent_gazetteer *gazetteer;
    const ent_actor_words *actor_words;
    const ent_issue_words *issues;
    const ent_statements *statements;
    const ent_warning_words *warnings;
    const ent_event_words *events;
};

ent_extractor *ent_extractor_new(ent_arena *arena, const ent_case *a_case, const ent_gazetteer *gazetteer) {
    ent_extractor *self = ent_arena_alloc(arena, sizeof *self);
    if (self == NULL) return NULL;
    self->dates = ent_dates_new(arena);
    self->figures = ent_figures_new(arena);
    self->gazetteer = gazetteer != NULL ? gazetteer : ent_gazetteer_new(arena, a_case);
    self->actor_words = ent_actor_words_new(arena);
    self->issues = ent_issue_words_new(arena, a_case);
    self->statements = ent_statements_new(arena);
    self->warnings = ent_warning_words_new(arena);
    self->events = ent_event_words_new(arena);
    bool good = self->dates != NULL && self->figures != NULL && self->gazetteer != NULL && self->actor_words != NULL &&
                self->issues != NULL && self->statements != NULL && self->warnings != NULL && self->events != NULL;
    return good ? self : NULL;
}

/* ---- the head ------------------------------------------------------------------------------------------------ */

/* "date 2024-03-21", "Published: 2024-03-21" at the beginning of a text; *end: the byte after it, 0 where there is
 * none. */
static ent_date date_of_head(const char *text, size_t size, size_t *end) {
    static const char *const words[] = {"date", "published"};
    ent_date none = {0}, date;
    *end = 0;
    size_t at = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    bool word = false;
    while (at < size && text[at] != '\0' && strchr(" \t\r\n", text[at]) != NULL)
        at++;
    for (size_t i = 0; i < 2 && !word; i++) {
        size_t length = strlen(words[i]);
        if (size - at < length || ((text[at] | 0x20) != words[i][0]) ||
            memcmp(text + at + 1, words[i] + 1, length - 1) != 0)
            continue;
        at += length;
        word = true;
    }
    if (!word) return none;
    while (at < size && (text[at] == ' ' || text[at] == ':' || text[at] == '\t'))
        at++;
    char day[11] = {0};
    if (size - at < 10) return none;
    memcpy(day, text + at, 10);
    if (!ent_read_date(day, &date) || date.day == 0) return none;
    *end = at + 10;
    return date;
}

/* ---- one text ------------------------------------------------------------------------------------------------ */

typedef struct extract_job {
    const ent_extractor *extractor;
    const char *text;
    size_t size;
    ent_run *run;
    ent_extraction *out;
    ent_actor_memory *memory;
    ent_statement_memory *statements;
    ent_warning_memory *warnings;
    ent_tokens tokens;
    ent_verbs verbs;
    bool *taken; /* by dates; one a token */
    ent_issue_mention *issues;
    size_t cut;               /* sentences that are longer than is read */
    size_t head;              /* the byte after the date that the text begins with; 0: none */
    size_t issues_size, room; /* room: tokens that `taken` and `issues` hold */
    size_t sentences_capacity;
} extract_job;

static ent_status refuse(const extract_job *job, const char *id, const char *what, size_t most) {
    if (job->run != NULL)
        ent_diagnosef(job->run->diagnostics, ENT_ERROR, id, NULL, NULL, "split the text", NULL,
                      "the text has more than %zu %s", most, what);
    return ENT_LIMIT;
}

static bool make_room(extract_job *job) {
    if (job->tokens.size <= job->room) return true;
    const size_t more = job->tokens.capacity;
    ent_free(job->tokens.allocator, job->taken);
    ent_free(job->tokens.allocator, job->issues);
    job->taken = ent_alloc_array(job->tokens.allocator, more, sizeof *job->taken);
    job->issues = ent_alloc_array(job->tokens.allocator, more, sizeof *job->issues);
    job->room = job->taken != NULL && job->issues != NULL ? more : 0;
    return job->room > 0;
}

static bool add_sentence(extract_job *job, ent_sentence sentence) {
    ent_extraction *out = job->out;
    if (out->sentences_size == job->sentences_capacity) {
        const size_t more = job->sentences_capacity == 0 ? 64 : 2 * job->sentences_capacity;
        ent_sentence *sentences = ent_arena_array(out->arena, more, sizeof *sentences);
        ent_certainty *certainties = ent_arena_array(out->arena, more, sizeof *certainties);
        if (sentences == NULL || certainties == NULL) return false;
        if (out->sentences_size > 0) {
            memcpy(sentences, out->sentences, out->sentences_size * sizeof *sentences);
            memcpy(certainties, out->certainties, out->sentences_size * sizeof *certainties);
        }
        out->sentences = sentences;
        out->certainties = certainties;
        job->sentences_capacity = more;
    }
    out->sentences[out->sentences_size++] = sentence;
    return true;
}

static void find_issues(extract_job *job) {
    job->issues_size = 0;
    for (size_t i = 0; i < job->tokens.size;) {
        ent_issue_mention *issue = &job->issues[job->issues_size];
        bool found = ent_issue_at(job->extractor->issues, &job->tokens, i, issue);
        job->issues_size += found;
        i = found ? issue->after : i + 1;
    }
}

/* The token that holds a byte, or begins after it. */
static size_t token_at(const ent_tokens *tokens, size_t byte) {
    size_t low = 0, high = tokens->size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tokens->items[middle].start + tokens->items[middle].length <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What each figure of this sentence measures, and whose it is where only one actor is named before it. */
static void give_issues(const extract_job *job, size_t from) {
    for (size_t i = from; i < job->out->found.size; i++) {
        ent_candidate *row = &job->out->found.items[i];
        if (row->issue != NULL || row->kind == ENT_CANDIDATE_DATE || row->sentence != job->out->sentences_size)
            continue;
        size_t first = token_at(&job->tokens, row->start), end = token_at(&job->tokens, row->end);
        row->issue = ent_issue_nearest(job->issues, job->issues_size, first, end > first ? end : first + 1);
    }
}

/* Of what was found from `first` on: no date where a person is named (Theresa May). Dates and mentions are both in the
 * order of the text. */
static void drop_dates_in_names(ent_extraction *out, size_t first, size_t first_mention) {
    size_t kept = first, at = first_mention;
    for (size_t i = first; i < out->found.size; i++) {
        const ent_candidate *row = &out->found.items[i];
        const bool date = row->kind == ENT_CANDIDATE_DATE;
        while (date && at < out->mentions.size && out->mentions.items[at].end <= row->start)
            at++;
        const ent_mention *mention = date && at < out->mentions.size ? &out->mentions.items[at] : NULL;
        const bool inside = mention != NULL && mention->kind == ENT_ACTOR_PERSON && row->start >= mention->start &&
                            row->end <= mention->end;
        if (!inside) out->found.items[kept++] = *row;
    }
    out->found.size = kept;
}

/* Last, for it marks what the other rules have found. */
static bool say_who_says(extract_job *job, size_t number, size_t actors, size_t from) {
    ent_extraction *out = job->out;
    const ent_statement_sentence sentence = {&job->tokens, number, &out->mentions, actors, from};
    const size_t statements = out->found.size;
    if (!ent_statements_find(job->statements, &sentence, &out->found)) return false;
    give_issues(job, statements);
    out->certainties[number - 1] = ent_statements_certainty(job->statements);
    return ent_warnings_read(job->warnings, &job->tokens, number, job->issues, job->issues_size);
}

/* Events of the sentence whose candidates begin at `from` and whose mentions at `named`. */
static bool find_events(extract_job *job, size_t from, size_t named) {
    ent_extraction *out = job->out;
    while (from < out->found.size && out->found.items[from].end <= job->head)
        from++; /* the day of publication is not that of an event */
    const ent_event_sentence sentence = {.tokens = &job->tokens,
                                         .sentence = out->sentences_size,
                                         .mentions = ent_mentions_from(&out->mentions, named),
                                         .mentions_size = out->mentions.size - named,
                                         .issues = job->issues,
                                         .issues_size = job->issues_size,
                                         .found = ent_candidates_from(&out->found, from),
                                         .found_size = out->found.size - from};
    return ent_events_find(job->extractor->events, &job->verbs, &sentence, &out->found);
}

static bool read_sentence(extract_job *job, ent_sentence sentence) {
    ent_extraction *out = job->out;
    if (!add_sentence(job, sentence) || !ent_tokens_read(&job->tokens, job->text, sentence.start, sentence.end) ||
        !make_room(job))
        return false;
    job->cut += job->tokens.size == ENT_MOST_TOKENS;
    const size_t first = out->found.size, first_mention = out->mentions.size, number = out->sentences_size;
    if (job->tokens.size > 0) memset(job->taken, 0, job->tokens.size * sizeof *job->taken);
    ent_dates_find(job->extractor->dates, &job->tokens, out->published, number, job->taken, &out->found);
    ent_figures_find(job->extractor->figures, &job->tokens, job->taken, number, &out->found);
    find_issues(job);
    give_issues(job, first);
    if (out->found.failed || !ent_actors_find(job->memory, &job->tokens, number, &out->mentions)) return false;
    drop_dates_in_names(out, first, first_mention);
    return find_events(job, first, first_mention) && say_who_says(job, number, first_mention, first);
}

static bool add_mentions(ent_extraction *out) {
    for (size_t i = 0; i < out->mentions.size && !out->found.failed; i++) {
        const ent_mention *mention = &out->mentions.items[i];
        ent_candidates_add(&out->found, &(ent_candidate){.kind = ENT_CANDIDATE_ACTOR,
                                                         .sentence = mention->sentence,
                                                         .start = mention->start,
                                                         .end = mention->end,
                                                         .actor = mention->name,
                                                         .text = ent_actor_kind_name(mention->kind),
                                                         .rule = mention->rule});
    }
    return !out->found.failed;
}

static int by_size(size_t a, size_t b) {
    return a < b ? -1 : a > b;
}

static int by_place(const void *left, const void *right) {
    const ent_candidate *a = left, *b = right;
    int order = by_size(a->sentence, b->sentence);
    if (order == 0) order = by_size(a->start, b->start);
    if (order == 0) order = by_size(a->end, b->end);
    if (order == 0) order = (int)a->kind - (int)b->kind;
    if (order == 0 && a->actor != NULL && b->actor != NULL) order = strcmp(a->actor, b->actor);
    if (order == 0) order = strcmp(a->rule, b->rule);
    if (order == 0) order = a->value < b->value ? -1 : a->value > b->value;
    return order;
}

static ent_status read_all(extract_job *job, const ent_extract_options *options) {
    ent_sentence_scanner scanner = ent_sentence_scan(job->text, job->size, options->lines);
    for (ent_sentence sentence; ent_sentence_next(&scanner, &sentence);) {
        if (!read_sentence(job, sentence)) return ENT_MEMORY;
        if (job->out->found.size + job->out->mentions.size > ENT_EXTRACT_MOST_CLAIMS)
            return refuse(job, "E-TEXT-0025", "claims", ENT_EXTRACT_MOST_CLAIMS);
        if (job->out->sentences_size % 256 == 0 && ent_run_cancelled(job->run)) return ENT_CANCELLED;
    }
    if (job->cut > 0 && job->run != NULL)
        ent_diagnosef(job->run->diagnostics, ENT_WARNING, "W-TEXT-0102", NULL, NULL, NULL, NULL,
                      "sentences of more than %d words are read up to there: %zu", ENT_MOST_TOKENS, job->cut);
    ent_actors_finish(job->memory, &job->out->mentions);
    ent_statements_finish(job->statements, &job->out->mentions, &job->out->found);
    if (!ent_warnings_find(job->warnings, &job->out->mentions, &job->out->found)) return ENT_MEMORY;
    job->out->deals = ent_warnings_deals(job->warnings, &job->out->deals_size);
    return add_mentions(job->out) ? ENT_OK : ENT_MEMORY;
}

static ent_status ask_sources(const extract_job *job, const ent_extract_options *options) {
    for (size_t i = 0; i < options->sources_size; i++) {
        const ent_candidate_source *source = &options->sources[i];
        ent_status status = source->propose(source->context, job->text, job->size, job->out);
        if (status != ENT_OK) return status;
    }
    return job->out->found.failed ? ENT_MEMORY : ENT_OK;
}

ent_status ent_extract(const ent_extractor *extractor, const char *text, size_t size,
                       const ent_extract_options *options, ent_run *run, ent_extraction *out) {
    static const ent_extract_options none = {0};
    extract_job job = {.extractor = extractor, .text = text, .size = size, .run = run, .out = out};
    if (options == NULL) options = &none;
    *out = (ent_extraction){0};
    if (size > ENT_EXTRACT_MOST_BYTES) return refuse(&job, "E-TEXT-0024", "bytes", ENT_EXTRACT_MOST_BYTES);
    out->arena = ent_arena_new(ent_run_allocator(run));
    if (out->arena == NULL) return ENT_MEMORY;
    const ent_date head = date_of_head(text, size, &job.head);
    out->published = options->published.year != 0 ? options->published : head;
    ent_mentions_init(&out->mentions, out->arena);
    ent_candidates_init(&out->found, out->arena);
    ent_tokens_init(&job.tokens, ent_run_allocator(run));
    ent_verbs_init(&job.verbs, ent_run_allocator(run));
    job.memory = ent_actor_memory_new(out->arena, extractor->gazetteer, extractor->actor_words);
    job.statements = ent_statement_memory_new(out->arena, extractor->statements);
    job.warnings = ent_warning_memory_new(out->arena, extractor->warnings);
    const bool ready = job.memory != NULL && job.statements != NULL && job.warnings != NULL;
    ent_status status = ready ? read_all(&job, options) : ENT_MEMORY;
    if (status == ENT_OK) status = ask_sources(&job, options);
    if (status == ENT_OK && out->found.size > 0)
        qsort(out->found.items, out->found.size, sizeof *out->found.items, by_place);
    ent_free(job.tokens.allocator, job.taken);
    ent_free(job.tokens.allocator, job.issues);
    ent_tokens_free(&job.tokens);
    ent_verbs_free(&job.verbs);
    if (status != ENT_OK) ent_extraction_free(out);
    return status;
}

void ent_extraction_free(ent_extraction *extraction) {
    ent_arena_free(extraction->arena);
    *extraction = (ent_extraction){0};
}
