/* Talks and agreements in sentences: a few words and their order, after what the rules of events have said. */
#include "evidence/acts.h"

#include "text/issues.h"
#include "text/quantities.h"

#include <stdlib.h>
#include <string.h>

const char *ent_act_name(ent_act_kind kind) {
    static const char *const names[] = {
        "", "talks opened", "talks under way", "agreement reached", "agreement signed", "no agreement"};
    return names[kind];
}

/* ---- words ----------------------------------------------------------------------------------------------------- */

typedef enum word_kind {
    WORD_DEAL,    /* what is reached */
    WORD_TALKS,   /* what opens and goes on */
    WORD_REACHED, /* verbs, in the past or as in headlines */
    WORD_SIGNED,
    WORD_OPENED,
    WORD_HELD,
    WORD_NOT,     /* turns what follows into its opposite */
    WORD_MAYBE,   /* leaves open what follows */
    WORD_PASSIVE, /* "were to reach" has no to of its own */
} word_kind;

static const ent_lexicon_row rows[] = {
    {"agreement", WORD_DEAL, 0},
    {"agreements", WORD_DEAL, 0},
    {"deal", WORD_DEAL, 0},
    {"accord", WORD_DEAL, 0},
    {"pact", WORD_DEAL, 0},
    {"settlement", WORD_DEAL, 0},
    {"sma", WORD_DEAL, 0},
    {"treaty", WORD_DEAL, 0},
    {"compromise", WORD_DEAL, 0},
    {"talks", WORD_TALKS, 0},
    {"negotiations", WORD_TALKS, 0},
    {"negotiation", WORD_TALKS, 0},
    {"consultations", WORD_TALKS, 0},
    {"round", WORD_TALKS, 0},
    {"rounds", WORD_TALKS, 0},
    {"reached", WORD_REACHED, 0},
    {"reach", WORD_REACHED, 0},
    {"reaches", WORD_REACHED, 0},
    {"concluded", WORD_REACHED, 0},
    {"conclude", WORD_REACHED, 0},
    {"struck", WORD_REACHED, 0},
    {"clinched", WORD_REACHED, 0},
    {"clinch", WORD_REACHED, 0},
    {"sealed", WORD_REACHED, 0},
    {"finalized", WORD_REACHED, 0},
    {"finalised", WORD_REACHED, 0},
    {"agreed", WORD_REACHED, 0},
    {"announced", WORD_REACHED, 0},
    {"signed", WORD_SIGNED, 0},
    {"sign", WORD_SIGNED, 0},
    {"initialled", WORD_SIGNED, 0},
    {"initialed", WORD_SIGNED, 0},
    {"ratified", WORD_SIGNED, 0},
    {"consented", WORD_SIGNED, 0},
    {"entered", WORD_SIGNED, 0},
    {"opened", WORD_OPENED, 0},
    {"open", WORD_OPENED, 0},
    {"began", WORD_OPENED, 0},
    {"begun", WORD_OPENED, 0},
    {"begin", WORD_OPENED, 0},
    {"started", WORD_OPENED, 0},
    {"start", WORD_OPENED, 0},
    {"launched", WORD_OPENED, 0},
    {"kicked", WORD_OPENED, 0},
    {"held", WORD_HELD, 0},
    {"resumed", WORD_HELD, 0},
    {"resume", WORD_HELD, 0},
    {"continued", WORD_HELD, 0},
    {"continue", WORD_HELD, 0},
    {"met", WORD_HELD, 0},
    {"ended", WORD_HELD, 0},
    {"wrapped", WORD_HELD, 0},

    {"not", WORD_NOT, 0},
    {"no", WORD_NOT, 0},
    {"never", WORD_NOT, 0},
    {"without", WORD_NOT, 0},
    {"failed", WORD_NOT, 0},
    {"fail", WORD_NOT, 0},
    {"denied", WORD_NOT, 0},
    {"denies", WORD_NOT, 0},
    {"neither", WORD_NOT, 0},
    {"nor", WORD_NOT, 0},
    {"cannot", WORD_NOT, 0},
    {"yet", WORD_NOT, 0},
    {"will", WORD_MAYBE, 0},
    {"would", WORD_MAYBE, 0},
    {"may", WORD_MAYBE, 0},
    {"might", WORD_MAYBE, 0},
    {"could", WORD_MAYBE, 0},
    {"should", WORD_MAYBE, 0},
    {"must", WORD_MAYBE, 0},
    {"can", WORD_MAYBE, 0},
    {"shall", WORD_MAYBE, 0},
    {"if", WORD_MAYBE, 0},
    {"unless", WORD_MAYBE, 0},
    {"until", WORD_MAYBE, 0},
    {"before", WORD_MAYBE, 0},
    {"expected", WORD_MAYBE, 0},
    {"hope", WORD_MAYBE, 0},
    {"hopes", WORD_MAYBE, 0},
    {"whether", WORD_MAYBE, 0},
    {"once", WORD_MAYBE, 0},
    {"likely", WORD_MAYBE, 0},
    {"demanded", WORD_MAYBE, 0},
    {"urged", WORD_MAYBE, 0},
};

/* Words that say nothing about what a figure measures. */
static const char *const light_words[] = {
    "about",   "after",   "also",     "among",   "and",    "are",  "been", "before", "being", "both",  "but",
    "each",    "from",    "had",      "has",     "have",   "into", "its",  "less",   "more",  "most",  "much",
    "not",     "only",    "other",    "over",    "said",   "says", "some", "such",   "than",  "that",  "the",
    "their",   "them",    "then",     "there",   "these",  "they", "this", "those",  "under", "until", "was",
    "were",    "what",    "when",     "which",   "while",  "will", "with", "would",  "year",  "years", "percent",
    "million", "billion", "trillion", "hundred", "dollar", "won",  "for",  "own",    "our"};

typedef struct act_job {
    const ent_reports *reports;
    const ent_run *run;
    const ent_case *subject;
    ent_acts *out;
    const ent_issue_words *issues;
    const ent_quantity_words *quantities;
    ent_lexicon *words, *light;
    ent_tokens tokens;
    const char **of_title; /* one a document: the issue of its title */
    ent_candidates scratch;
} act_job;

static bool word_is(const act_job *job, size_t index, word_kind kind) {
    if (job->tokens.items[index].kind != ENT_TOKEN_WORD) return false;
    const ent_lexicon_row *row = ent_lexicon_find(job->words, &job->tokens, index, NULL);
    for (; row != NULL; row = ent_lexicon_find(job->words, &job->tokens, index, row))
        if (row->kind == (int)kind) return true;
    return false;
}

/* A word of this kind among tokens from .. end-1; SIZE_MAX where there is none. */
static size_t word_among(const act_job *job, size_t from, size_t end, word_kind kind) {
    for (size_t i = from; i < end && i < job->tokens.size; i++)
        if (word_is(job, i, kind)) return i;
    return SIZE_MAX;
}

/* ---- what is said ----------------------------------------------------------------------------------------------- */

enum { AFTER = 6, AHEAD = 14, BEFORE = 7 }; /* tokens to a verb's object, to its subject; that may turn a verb */

typedef struct act_words {
    word_kind verb, noun;
    ent_act_kind kind;
} act_words;

static const act_words act_rules[] = {{WORD_REACHED, WORD_DEAL, ENT_ACT_AGREED},
                                      {WORD_SIGNED, WORD_DEAL, ENT_ACT_SIGNED},
                                      {WORD_OPENED, WORD_TALKS, ENT_ACT_OPENED},
                                      {WORD_HELD, WORD_TALKS, ENT_ACT_UNDER_WAY}};

/* "reach", "begin": in the present a headline, unless anything before it leaves it open. */
static bool present(const act_job *job, size_t verb) {
    static const char *const forms[] = {"reach", "reaches", "conclude", "clinch", "sign",
                                        "open",  "begin",   "start",    "resume", "continue"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (ent_token_is(&job->tokens, verb, forms[i])) return true;
    return false;
}

/* What stands before a verb: denied, left open, or neither. */
static ent_act_kind turned(const act_job *job, size_t verb, size_t noun, ent_act_kind kind) {
    const size_t first = noun < verb ? noun : verb;
    const size_t from = first > BEFORE && !present(job, verb) ? first - BEFORE : 0;
    const size_t end = verb > noun ? verb : noun;
    const bool deal = kind == ENT_ACT_AGREED || kind == ENT_ACT_SIGNED;
    const bool not = word_among(job, from, end, WORD_NOT) != SIZE_MAX;
    const bool to = (verb > 0 && ent_token_is(&job->tokens, verb - 1, "to")) ||
                    (verb > 1 && ent_token_is(&job->tokens, verb - 2, "to")); /* "to formally sign" */
    const bool maybe = to || word_among(job, from, end, WORD_MAYBE) != SIZE_MAX;
    if (not &&deal) return kind == ENT_ACT_AGREED ? ENT_ACT_NOT_AGREED : ENT_ACT_NONE;
    return not || maybe ? ENT_ACT_NONE : kind;
}

/* "the first round", "Runde eins" opens talks. */
static bool first_round(const act_job *job, size_t noun) {
    return noun > 0 && (ent_token_is(&job->tokens, noun - 1, "first") || ent_token_is(&job->tokens, noun - 1, "1st"));
}

static ent_act_kind act_by_words(const act_job *job, size_t *place) {
    *place = 0;
    for (size_t r = 0; r < sizeof act_rules / sizeof *act_rules; r++) {
        const act_words *rule = &act_rules[r];
        for (size_t verb = 0; verb < job->tokens.size; verb++) {
            if (!word_is(job, verb, rule->verb)) continue;
            size_t noun = word_among(job, verb > AHEAD ? verb - AHEAD : 0, verb + AFTER + 1, rule->noun);
            if (noun == SIZE_MAX) continue;
            ent_act_kind kind = turned(job, verb, noun, rule->kind);
            if (kind == ENT_ACT_UNDER_WAY && first_round(job, noun)) kind = ENT_ACT_OPENED;
            if (kind == ENT_ACT_NONE) continue;
            *place = job->tokens.items[verb].start;
            return kind;
        }
    }
    return ENT_ACT_NONE;
}

/* What the rules of events have found in the sentence: they decide whether an agreement has come to pass. */
static ent_act_kind by_events(const act_job *job, const ent_report_sentence *sentence, ent_act_kind words) {
    bool any = false, happened = false, denied = false;
    for (size_t i = sentence->first; i < sentence->after; i++) {
        const ent_candidate *row = &job->reports->claims[i].candidate;
        if (row->kind != ENT_CANDIDATE_EVENT || row->text == NULL || strcmp(row->text, "AGREE") != 0) continue;
        any = true;
        happened |= row->modality == ENT_HAPPENED && !row->negated;
        denied |= row->modality == ENT_DENIED || row->negated;
    }
    if (!any) return words;
    if (words == ENT_ACT_AGREED || words == ENT_ACT_SIGNED)
        return happened ? words : denied ? ENT_ACT_NOT_AGREED : ENT_ACT_NONE;
    if (words == ENT_ACT_NOT_AGREED && happened && !denied) return ENT_ACT_NONE; /* the two do not agree: neither */
    return words;
}

/* ---- what it is about -------------------------------------------------------------------------------------------- */

static const char *first_issue(const act_job *job) {
    ent_issue_mention found;
    for (size_t i = 0; i < job->tokens.size; i++)
        if (ent_issue_at(job->issues, &job->tokens, i, &found)) return found.issue;
    return NULL;
}

/* "the twelfth agreement", "the 12th SMA", "12th Special Measures Agreement". */
static unsigned ordinal_of(const act_job *job) {
    ent_quantity number;
    for (size_t i = 0; i < job->tokens.size; i++) {
        if (!ent_quantity_read(job->quantities, &job->tokens, i, &number)) continue;
        const size_t noun = word_among(job, number.end, number.end + 4, WORD_DEAL);
        if (number.kind == ENT_QUANTITY_ORDINAL && noun != SIZE_MAX && number.value >= 1 && number.value < 1000)
            return (unsigned)number.value;
        if (number.end > i + 1) i = number.end - 1;
    }
    return 0;
}

static void add_actor(ent_about *about, const char *name) {
    for (size_t i = 0; i < about->actors_size; i++)
        if (strcmp(about->actors[i], name) == 0) return;
    if (about->actors_size < ENT_ABOUT_ACTORS) about->actors[about->actors_size++] = name;
}

static void find_actors(const act_job *job, const ent_report_sentence *sentence, ent_about *about) {
    for (size_t i = sentence->first; i < sentence->after; i++) {
        const ent_candidate *row = &job->reports->claims[i].candidate;
        const bool place = row->kind == ENT_CANDIDATE_ACTOR && row->actor != NULL && row->text != NULL &&
                           (strcmp(row->text, "country") == 0 || strcmp(row->text, "group") == 0);
        if (place) add_actor(about, row->actor);
    }
}

static int by_hash(const void *left, const void *right) {
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* A plural is its singular: the hash is that of the word without its last s. */
static void find_words(const act_job *job, ent_about *about) {
    for (size_t i = 0; i < job->tokens.size && about->words_size < ENT_ABOUT_WORDS; i++) {
        const ent_token *token = &job->tokens.items[i];
        const char *text = job->tokens.text + token->start;
        if (token->kind != ENT_TOKEN_WORD || token->length < 3) continue;
        if (ent_lexicon_find(job->light, &job->tokens, i, NULL) != NULL) continue;
        const bool plural = token->length > 4 && text[token->length - 1] == 's' && text[token->length - 2] != 's';
        const uint32_t hash = ent_word_hash(text, token->length - plural);
        size_t at = 0;
        while (at < about->words_size && about->words[at] != hash)
            at++;
        if (at == about->words_size) about->words[about->words_size++] = hash;
    }
    qsort(about->words, about->words_size, sizeof *about->words, by_hash);
}

static const char *issue_of_claims(const act_job *job, const ent_report_sentence *sentence) {
    for (size_t i = sentence->first; i < sentence->after; i++)
        if (job->reports->claims[i].candidate.issue != NULL) return job->reports->claims[i].candidate.issue;
    return NULL;
}

/* "a year", "each year", "annual": a sum over five years is another thing. */
static bool yearly(const act_job *job) {
    static const char *const words[] = {"annual", "annually", "yearly"};
    static const char *const before[] = {"a", "per", "each", "every"};
    for (size_t i = 0; i < job->tokens.size; i++) {
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (ent_token_is(&job->tokens, i, words[w])) return true;
        for (size_t w = 0; i > 0 && w < sizeof before / sizeof *before; w++)
            if (ent_token_is(&job->tokens, i, "year") && ent_token_is(&job->tokens, i - 1, before[w])) return true;
    }
    return false;
}

/* Not what is still to be signed, or was not. */
static bool tells_of_signing(const act_job *job) {
    static const char *const words[] = {"signed", "initialled", "initialed"};
    for (size_t i = 0; i < job->tokens.size; i++)
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (ent_token_is(&job->tokens, i, words[w]))
                return word_among(job, 0, i, WORD_NOT) == SIZE_MAX && word_among(job, 0, i, WORD_MAYBE) == SIZE_MAX &&
                       !(i > 1 && ent_token_is(&job->tokens, i - 1, "be") && ent_token_is(&job->tokens, i - 2, "to"));
    return false;
}

static void read_about(const act_job *job, const ent_report_sentence *sentence, ent_about *about) {
    about->issue = first_issue(job);
    if (about->issue == NULL) about->issue = issue_of_claims(job, sentence);
    about->named = about->issue != NULL;
    if (about->issue == NULL) about->issue = job->of_title[sentence->document];
    about->note = job->reports->documents[sentence->document].note;
    about->of_case = about->note && (about->issue == NULL || ent_case_issue(job->subject, about->issue) != ENT_NOWHERE);
    about->yearly = yearly(job);
    about->signed_by = tells_of_signing(job);
    about->ordinal = ordinal_of(job);
    find_actors(job, sentence, about);
    find_words(job, about);
}

/* ---- over all sentences ------------------------------------------------------------------------------------------ */

static bool job_init(act_job *job) {
    enum { LIGHT = sizeof light_words / sizeof *light_words };
    ent_arena *arena = job->reports->arena;
    ent_lexicon_row *light = ent_arena_array(arena, LIGHT, sizeof *light);
    if (light == NULL) return false;
    for (size_t i = 0; i < LIGHT; i++)
        light[i] = (ent_lexicon_row){light_words[i], 0, 0};
    job->issues = ent_issue_words_new(arena, job->subject);
    job->quantities = ent_quantity_words_new(arena);
    job->words = ent_lexicon_new(arena, rows, sizeof rows / sizeof *rows);
    job->light = ent_lexicon_new(arena, light, LIGHT);
    job->of_title = ent_arena_array(arena, job->reports->documents_size + 1, sizeof *job->of_title);
    job->out->about = ent_arena_array(arena, job->reports->sentences_size + 1, sizeof *job->out->about);
    job->out->items = ent_arena_array(arena, job->reports->sentences_size + 1, sizeof *job->out->items);
    return job->issues != NULL && job->quantities != NULL && job->words != NULL && job->light != NULL &&
           job->of_title != NULL && job->out->about != NULL && job->out->items != NULL;
}

static bool read_titles(act_job *job) {
    for (size_t i = 0; i < job->reports->documents_size; i++) {
        const char *title = job->reports->documents[i].title;
        if (title == NULL) continue;
        if (!ent_tokens_read(&job->tokens, title, 0, strlen(title))) return false;
        job->of_title[i] = first_issue(job);
    }
    return true;
}

/* The date nearest to the verb; a year alone only where there is no other: it may be what the agreement covers. */
static void date_act(const act_job *job, const ent_report_sentence *sentence, size_t place, ent_act *act) {
    size_t nearest = SIZE_MAX;
    const size_t start = job->reports->claims[sentence->first].quote_start;
    for (size_t i = sentence->first; i < sentence->after; i++) {
        const ent_candidate *row = &job->reports->claims[i].candidate;
        if (row->kind != ENT_CANDIDATE_DATE || row->date.year == 0 || row->start < start) continue;
        const size_t at = row->start - start, far = at < place ? place - at : at - place;
        const size_t cost = far + (row->date.month == 0 ? 1000000 : 0);
        if (cost >= nearest) continue;
        nearest = cost;
        act->from = row->date;
        act->until = row->until;
        act->dated = true;
    }
    if (!act->dated) act->from = job->reports->documents[sentence->document].date;
}

static bool read_sentence(act_job *job, size_t index) {
    const ent_report_sentence *sentence = &job->reports->sentences[index];
    if (!ent_tokens_read(&job->tokens, sentence->quote, 0, strlen(sentence->quote))) return false;
    read_about(job, sentence, &job->out->about[index]);
    size_t place;
    const ent_act_kind words = act_by_words(job, &place), kind = by_events(job, sentence, words);
    if (kind == ENT_ACT_NONE) return true;
    ent_act act = {.kind = kind, .sentence = index};
    date_act(job, sentence, place, &act);
    job->out->items[job->out->size++] = act;
    return true;
}

ent_status ent_acts_find(const ent_reports *reports, const ent_run *run, const ent_case *a_case, ent_acts *out) {
    *out = (ent_acts){0};
    act_job job = {.reports = reports, .run = run, .subject = a_case, .out = out};
    ent_tokens_init(&job.tokens, ent_run_allocator(run));
    bool good = job_init(&job) && read_titles(&job);
    ent_status status = good ? ENT_OK : ENT_MEMORY;
    for (size_t i = 0; i < reports->sentences_size && status == ENT_OK; i++) {
        if (!read_sentence(&job, i)) status = ENT_MEMORY;
        if (i % 1024 == 0 && ent_run_cancelled(run)) status = ENT_CANCELLED;
    }
    ent_tokens_free(&job.tokens);
    return status;
}

/* ---- comparing ----------------------------------------------------------------------------------------------------
 */

bool ent_about_same(const ent_about *a, const ent_about *b) {
    if (a->ordinal != 0 && b->ordinal != 0 && a->ordinal != b->ordinal) return false;
    const bool issue = a->issue != NULL && b->issue != NULL && strcmp(a->issue, b->issue) == 0;
    const bool of_case = (a->of_case && b->note) || (b->of_case && a->note);
    if (!issue && !of_case && (a->ordinal == 0 || a->ordinal != b->ordinal)) return false;
    size_t both = 0;
    for (size_t i = 0; i < a->actors_size; i++)
        for (size_t j = 0; j < b->actors_size; j++)
            both += strcmp(a->actors[i], b->actors[j]) == 0;
    const size_t fewer = a->actors_size < b->actors_size ? a->actors_size : b->actors_size;
    return both >= (fewer > 2 ? 2 : fewer);
}

double ent_about_alike(const ent_about *a, const ent_about *b) {
    size_t both = 0, i = 0, j = 0;
    while (i < a->words_size && j < b->words_size) {
        both += a->words[i] == b->words[j];
        if (a->words[i] == b->words[j])
            i++, j++;
        else if (a->words[i] < b->words[j])
            i++;
        else
            j++;
    }
    const size_t fewer = a->words_size < b->words_size ? a->words_size : b->words_size;
    return fewer == 0 ? 0 : (double)both / (double)fewer;
}
