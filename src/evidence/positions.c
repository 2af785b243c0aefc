/* Demands and offers in sentences: an actor, a verb, a figure, in this order. */
#include "evidence/positions.h"

#include "text/tokens.h"

#include <stdlib.h>
#include <string.h>

const char *ent_move_name(ent_move move) {
    return move == ENT_MOVE_DEMAND ? "demand" : "offer";
}

/* ---- words ------------------------------------------------------------------------------------------------------ */

typedef struct move_row {
    const char *forms;  /* first words, parted by | */
    const char *second; /* the word that must follow; NULL: none */
    const char *verb;
    ent_move move;
} move_row;

static const move_row moves[] = {
    {"ask|asks|asked|asking", "for", "ask for", ENT_MOVE_DEMAND},
    {"call|calls|called|calling", "for", "call for", ENT_MOVE_DEMAND},
    {"press|presses|pressed|pressing", "for", "press for", ENT_MOVE_DEMAND},
    {"push|pushes|pushed|pushing", "for", "push for", ENT_MOVE_DEMAND},
    {"insist|insists|insisted|insisting", "on", "insist on", ENT_MOVE_DEMAND},
    {"demand|demands|demanded|demanding", NULL, "demand", ENT_MOVE_DEMAND},
    {"request|requests|requested|requesting", NULL, "request", ENT_MOVE_DEMAND},
    {"seek|seeks|sought|seeking", NULL, "seek", ENT_MOVE_DEMAND},
    {"want|wants|wanted", NULL, "want", ENT_MOVE_DEMAND},
    {"offer|offers|offered|offering", NULL, "offer", ENT_MOVE_OFFER},
    {"propose|proposes|proposed|proposing|proposal", NULL, "propose", ENT_MOVE_OFFER},
    {"settle|settled", "for", "settle for", ENT_MOVE_OFFER},
    {"stayed|stays", "at", "stay at", ENT_MOVE_OFFER},
    {"willing|ready", "to", "be ready to pay", ENT_MOVE_OFFER},
};

/* A verb under one of these is no move of its subject, or not the one it names. */
static const char *const turning[] = {"not",     "never",    "no",      "nor",      "denied", "denies",  "rejected",
                                      "rejects", "reject",   "refused", "refuses",  "refuse", "against", "without",
                                      "dropped", "withdrew", "cannot",  "declined", "if",     "would-be"};

static bool token_in(const ent_tokens *tokens, size_t index, const char *forms) {
    char word[24];
    for (const char *at = forms; *at != '\0';) {
        const size_t length = strcspn(at, "|");
        if (length < sizeof word) {
            memcpy(word, at, length);
            word[length] = '\0';
            if (ent_token_is(tokens, index, word)) return true;
        }
        at += length + (at[length] == '|');
    }
    return false;
}

static const move_row *move_at(const ent_tokens *tokens, size_t index) {
    if (tokens->items[index].kind != ENT_TOKEN_WORD) return NULL;
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        if (!token_in(tokens, index, moves[i].forms)) continue;
        if (moves[i].second == NULL) return &moves[i];
        if (index + 1 < tokens->size && ent_token_is(tokens, index + 1, moves[i].second)) return &moves[i];
    }
    return NULL;
}

static bool turned(const ent_tokens *tokens, size_t from, size_t end) {
    for (size_t i = from; i < end; i++)
        for (size_t w = 0; w < sizeof turning / sizeof *turning; w++)
            if (ent_token_is(tokens, i, turning[w])) return true;
    return false;
}

/* ---- a sentence -------------------------------------------------------------------------------------------------- */

typedef struct position_job {
    const ent_reports *reports;
    const ent_acts *acts;
    ent_found_positions *out;
    ent_tokens tokens;
    bool *moved;
    size_t room;
    bool failed;
} position_job;

static bool is_amount(const ent_candidate *row) {
    if (!row->has_value || row->negated) return false;
    if (row->kind == ENT_CANDIDATE_COUNT) return row->unit != NULL && strncmp(row->unit, "year", 4) == 0;
    return row->kind == ENT_CANDIDATE_MONEY || row->kind == ENT_CANDIDATE_PERCENT || row->kind == ENT_CANDIDATE_CHANGE;
}

/* "Japan, Australia said, wants": who only says so, in between. */
static bool only_says(const ent_report_claim *claim) {
    static const char *const words[] = {" said,", " says,"};
    const size_t at = claim->candidate.end - claim->quote_start;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (at < strlen(claim->quote) && strncmp(claim->quote + at, words[i], strlen(words[i])) == 0) return true;
    return false;
}

/* The nearest actor that ends before a byte of the document. */
static const ent_candidate *actor_before(const position_job *job, const ent_report_sentence *sentence, size_t byte) {
    const ent_candidate *found = NULL;
    for (size_t i = sentence->first; i < sentence->after; i++) {
        const ent_candidate *row = &job->reports->claims[i].candidate;
        if (row->kind != ENT_CANDIDATE_ACTOR || row->actor == NULL || row->end > byte) continue;
        if (only_says(&job->reports->claims[i])) continue;
        if (found == NULL || row->end > found->end) found = row;
    }
    return found;
}

/* The first amount from a byte on; of a change and a percentage at one place the change. */
static size_t amount_after(const position_job *job, const ent_report_sentence *sentence, size_t byte) {
    size_t found = SIZE_MAX;
    for (size_t i = sentence->first; i < sentence->after; i++) {
        const ent_candidate *row = &job->reports->claims[i].candidate;
        if (!is_amount(row) || row->start < byte) continue;
        const ent_candidate *best = found != SIZE_MAX ? &job->reports->claims[found].candidate : NULL;
        if (best == NULL || row->start < best->start ||
            (row->start == best->start && row->kind == ENT_CANDIDATE_CHANGE))
            found = i;
    }
    return found;
}

static size_t token_from(const ent_tokens *tokens, size_t byte) {
    size_t i = 0;
    while (i < tokens->size && tokens->items[i].start < byte)
        i++;
    return i;
}

enum { FAR = 24 }; /* tokens between a verb and its figure, an actor and its verb */

/* The move whose verb stands at token `index`, if all of it is there. */
static bool read_move(const position_job *job, size_t number, size_t index, const move_row *row,
                      ent_found_position *out) {
    const ent_report_sentence *sentence = &job->reports->sentences[number];
    const size_t start = job->reports->claims[sentence->first].quote_start;
    const ent_token *verb = &job->tokens.items[index];
    const ent_candidate *actor = actor_before(job, sentence, start + verb->start);
    const size_t claim = amount_after(job, sentence, start + verb->start + verb->length);
    if (actor == NULL || claim == SIZE_MAX) return false;
    const ent_candidate *amount = &job->reports->claims[claim].candidate;
    const size_t first = token_from(&job->tokens, actor->start - start);
    const size_t last = token_from(&job->tokens, amount->start - start);
    if (last > index + FAR || index > first + FAR || turned(&job->tokens, first > 3 ? first - 3 : 0, last))
        return false;
    *out = (ent_found_position){.sentence = number,
                                .claim = claim,
                                .actor = actor->actor,
                                .issue = amount->issue != NULL ? amount->issue : job->acts->about[number].issue,
                                .verb = row->verb,
                                .move = row->move,
                                .date = sentence->from,
                                .dated = sentence->from.month != 0, /* a year alone may be of what is compared */
                                .reports = 1};
    if (!out->dated) out->date = job->reports->documents[sentence->document].date;
    return true;
}

static void add(position_job *job, const ent_found_position *position) {
    ent_found_positions *out = job->out;
    if (out->size == job->room) {
        const size_t more = job->room == 0 ? 32 : 2 * job->room;
        ent_found_position *items = ent_arena_array(job->reports->arena, more, sizeof *items);
        if (items == NULL) {
            job->failed = true;
            return;
        }
        if (out->size > 0) memcpy(items, out->items, out->size * sizeof *items);
        out->items = items;
        job->room = more;
    }
    out->items[out->size++] = *position;
}

static void read_sentence(position_job *job, size_t number) {
    const ent_report_sentence *sentence = &job->reports->sentences[number];
    bool any = false;
    for (size_t i = sentence->first; i < sentence->after && !any; i++)
        any = is_amount(&job->reports->claims[i].candidate);
    if (!any) return;
    if (!ent_tokens_read(&job->tokens, sentence->quote, 0, strlen(sentence->quote))) {
        job->failed = true;
        return;
    }
    size_t last = SIZE_MAX; /* a figure is asked for once */
    for (size_t i = 0; i < job->tokens.size; i++) {
        ent_found_position found;
        const move_row *row = move_at(&job->tokens, i);
        if (row == NULL || !read_move(job, number, i, row, &found) || found.claim == last) continue;
        last = found.claim;
        job->moved[last] = true;
        add(job, &found);
    }
}

/* ---- what several reports say ------------------------------------------------------------------------------------ */

static int compare_text(const char *a, const char *b) {
    return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

static int by_actor(const void *left, const void *right) {
    const ent_found_position *a = left, *b = right;
    int order = compare_text(a->issue, b->issue);
    if (order == 0) order = strcmp(a->actor, b->actor);
    const int32_t p = ent_date_last_day(a->date), q = ent_date_last_day(b->date);
    if (order == 0) order = p < q ? -1 : p > q;
    return order != 0 ? order : a->sentence < b->sentence ? -1 : a->sentence > b->sentence;
}

static const char *report_of(const position_job *job, const ent_found_position *position) {
    return job->reports->documents[job->reports->sentences[position->sentence].document].report;
}

static bool same_move(const position_job *job, const ent_found_position *a, const ent_found_position *b) {
    enum { MONTH = 31 };
    const ent_candidate *x = &job->reports->claims[a->claim].candidate, *y = &job->reports->claims[b->claim].candidate;
    const int32_t p = ent_date_last_day(a->date), q = ent_date_last_day(b->date);
    return a->move == b->move && compare_text(a->issue, b->issue) == 0 && strcmp(a->actor, b->actor) == 0 &&
           x->value == y->value && compare_text(x->unit, y->unit) == 0 && (p > q ? p - q : q - p) <= MONTH;
}

/* Each move once; how many reports tell of it is counted. */
static void join(position_job *job) {
    ent_found_positions *out = job->out;
    size_t kept = 0;
    for (size_t i = 0; i < out->size; i++) {
        size_t at = kept;
        for (size_t k = kept; k > 0 && at == kept; k--)
            if (same_move(job, &out->items[k - 1], &out->items[i])) at = k - 1;
        if (at == kept)
            out->items[kept++] = out->items[i];
        else if (strcmp(report_of(job, &out->items[at]), report_of(job, &out->items[i])) != 0)
            out->items[at].reports++;
    }
    out->size = kept;
}

ent_status ent_positions_find(const ent_reports *reports, const ent_acts *acts, const ent_run *run,
                              ent_found_positions *out) {
    *out = (ent_found_positions){0};
    position_job job = {.reports = reports, .acts = acts, .out = out};
    out->moved = job.moved = ent_arena_array(reports->arena, reports->claims_size + 1, sizeof *job.moved);
    if (job.moved == NULL) return ENT_MEMORY;
    ent_tokens_init(&job.tokens, ent_run_allocator(run));
    ent_status status = ENT_OK;
    for (size_t i = 0; i < reports->sentences_size && !job.failed && status == ENT_OK; i++) {
        read_sentence(&job, i);
        if (i % 1024 == 0 && ent_run_cancelled(run)) status = ENT_CANCELLED;
    }
    ent_tokens_free(&job.tokens);
    if (out->size > 0) qsort(out->items, out->size, sizeof *out->items, by_actor);
    if (!job.failed) join(&job);
    return job.failed ? ENT_MEMORY : status;
}
