/* From the picture of a whole report to its warnings. */
#include "text/statements.h"
#include "text/warnings_parts.h"

#include <string.h>

/* A stretch of so many sentences on another subject is a part of its own. */
enum { WARN_STRETCH = 3 };

typedef struct warning_search {
    ent_warning_memory *memory;
    const ent_mentions *mentions;
    ent_candidates *found;
    size_t rows; /* candidates before the warnings */
    enum warning_family main;
    const char *main_issue; /* its name, the most frequent of its family */
} warning_search;

static void warn(const warning_search *search, const ent_candidate *what, const char *text) {
    ent_candidate row = *what;
    if (text == NULL) {
        search->memory->failed = true;
        return;
    }
    row.kind = ENT_CANDIDATE_WARNING;
    row.text = text;
    ent_candidates_add(search->found, &row);
}

static const char *slice(const warning_search *search, size_t start, size_t end) {
    const char *text = ent_arena_copy(search->memory->arena, search->memory->text + start, end - start);
    if (text == NULL) search->memory->failed = true;
    return text;
}

/* The issue that stands for a family: of those named at least half as often as the most frequent one the first of the
 * table, where the plainest stand last (troops). NULL where none is named. */
static const char *name_of(const warning_search *search, enum warning_family family) {
    const warning_issue *found = NULL;
    size_t best = 0;
    for (size_t i = 0; i < search->memory->issues_size; i++)
        if (search->memory->issues[i].family == family && search->memory->issues[i].times > best)
            best = search->memory->issues[i].times;
    for (size_t i = 0; i < search->memory->issues_size; i++) {
        const warning_issue *issue = &search->memory->issues[i];
        if (issue->family != family || 2 * issue->times < best) continue;
        if (found == NULL || warnings_rank(issue->name) < warnings_rank(found->name)) found = issue;
    }
    return found == NULL ? NULL : found->name;
}

/* ---- the main subject
 * ------------------------------------------------------------------------------------------------ */

/* The family that most sentences name; the first three sentences, headline and lead, count three times. A repeated
 * sentence counts once. None where two are equal. */
static void find_main(warning_search *search) {
    const ent_warning_memory *memory = search->memory;
    size_t times[FAMILIES] = {0}, most = 0;
    for (size_t i = 0; i < memory->sentences_size; i++)
        for (int f = 1; f < FAMILIES && !memory->sentences[i].again; f++)
            if (memory->sentences[i].families >> f & 1) times[f] += i < 3 ? 3 : 1;
    bool tie = false;
    for (int f = 1; f < FAMILIES; f++) {
        if (times[f] > most) {
            search->main = (enum warning_family)f;
            most = times[f];
            tie = false;
        } else if (times[f] == most && most > 0) {
            tie = true;
        }
    }
    if (tie || most < 2) search->main = FAMILY_NEUTRAL;
    search->main_issue = name_of(search, search->main);
}

static bool far(const warning_search *search, enum warning_family family) {
    return search->main != FAMILY_NEUTRAL && family != FAMILY_NEUTRAL && family != search->main;
}

/* ---- agreements
 * ---------------------------------------------------------------------------------------------------------- */

/* Whether a sentence speaks of this deal rather than of an earlier one or of another subject. */
static bool is_about(const warning_sentence *row, enum warning_family family) {
    if (row->old) return false;
    if (row->families != 0) return (row->families >> family & 1) != 0;
    return row->deal || row->carried == family;
}

static bool is_amount(const warning_search *search, const ent_candidate *row, enum warning_family family) {
    const warning_sentence *sentence = &search->memory->sentences[row->sentence - 1];
    const bool money = row->kind == ENT_CANDIDATE_MONEY || row->kind == ENT_CANDIDATE_CHANGE ||
                       (row->kind == ENT_CANDIDATE_PERCENT && row->unit != NULL && strcmp(row->unit, "percent") == 0);
    if (!money || row->negated || sentence->demand || !is_about(sentence, family)) return false;
    const enum warning_family own = warnings_family(row->issue);
    if (row->issue != NULL && strcmp(row->issue, "defence spending") == 0) return false;
    return own == FAMILY_NEUTRAL || own == family;
}

static bool has_actor(const warning_search *search, size_t sentence) {
    size_t low = 0, high = search->mentions->size;
    while (low < high) { /* they are in the order of the text */
        const size_t middle = low + (high - low) / 2;
        if (search->mentions->items[middle].sentence < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    return low < search->mentions->size && search->mentions->items[low].sentence == sentence;
}

static void complete(const warning_search *search, ent_deal *deal) {
    const ent_warning_memory *memory = search->memory;
    enum warning_family family = warnings_family(deal->issue);
    if (deal->issue == NULL) deal->issue = search->main_issue;
    if (family == FAMILY_NEUTRAL) family = search->main;
    for (size_t i = 0; i < search->rows; i++)
        if (is_amount(search, &search->found->items[i], family)) deal->has |= ENT_DEAL_AMOUNT;
    for (size_t i = 0; i < memory->sentences_size; i++) {
        const warning_sentence *row = &memory->sentences[i];
        if ((!row->term && !row->signing) || !is_about(row, family)) continue;
        if (row->term && (row->deal || row->families != 0 || row->cost)) deal->has |= ENT_DEAL_TERM;
        if (row->signing && row->deal && has_actor(search, i + 1)) deal->has |= ENT_DEAL_SIGNATORY;
    }
}

const ent_deal *ent_warnings_deals(const ent_warning_memory *memory, size_t *size) {
    *size = memory->deals_size;
    return memory->deals;
}

bool ent_deal_is_complete(const ent_deal *deal, unsigned *lacks) {
    const unsigned all = ENT_DEAL_AMOUNT | ENT_DEAL_TERM | ENT_DEAL_SIGNATORY;
    if (lacks != NULL) *lacks = all & ~deal->has;
    return (deal->has & all) == all;
}

const char *ent_deal_parts(unsigned parts) {
    static const char *const names[] = {"",
                                        "amount",
                                        "term",
                                        "amount and term",
                                        "signatory",
                                        "amount and signatory",
                                        "term and signatory",
                                        "amount, term and signatory"};
    return names[parts & 7];
}

static size_t bits_of(unsigned parts) {
    return (parts & 1) + (parts >> 1 & 1) + (parts >> 2 & 1);
}

static void warn_of_deals(const warning_search *search) {
    ent_warning_memory *memory = search->memory;
    for (size_t i = 0; i < memory->deals_size; i++) {
        ent_deal *deal = &memory->deals[i];
        unsigned lacks;
        complete(search, deal);
        ent_deal_is_complete(deal, &lacks);
        if (!deal->shared_cost || bits_of(lacks) < 2) continue;
        warn(search,
             &(ent_candidate){.sentence = deal->sentence,
                              .start = deal->start,
                              .end = deal->end,
                              .issue = deal->issue,
                              .rule = "warning.agreement-without-terms"},
             ent_arena_printf(memory->arena,
                              "An agreement on %s is said to be reached, but the report gives no %s anywhere; look for "
                              "a second report before taking it for concluded.",
                              deal->issue == NULL ? "a shared cost" : deal->issue,
                              lacks == 7   ? "amount, no term and no signatory"
                              : lacks == 3 ? "amount and no term"
                              : lacks == 5 ? "amount and no signatory"
                                           : "term and no signatory"));
    }
}

/* ---- figures and links
 * --------------------------------------------------------------------------------------------------- */

static void warn_of_figures(const warning_search *search) {
    for (size_t i = 0; i < search->rows; i++) {
        const ent_candidate row = search->found->items[i];
        if (row.kind != ENT_CANDIDATE_MONEY || !far(search, warnings_family(row.issue))) continue;
        if (search->memory->sentences[row.sentence - 1].families >> search->main & 1) continue;
        const char *sum = slice(search, row.start, row.end);
        if (sum == NULL) return;
        warn(search,
             &(ent_candidate){.sentence = row.sentence,
                              .start = row.start,
                              .end = row.end,
                              .issue = row.issue,
                              .has_value = row.has_value,
                              .value = row.value,
                              .high = row.high,
                              .bound = row.bound,
                              .unit = row.unit,
                              .rule = "warning.figure-of-another-subject"},
             ent_arena_printf(search->memory->arena,
                              "%s is tied to %s, while the report is mainly about %s; it is no figure of that.", sum,
                              row.issue, search->main_issue));
    }
}

static void warn_of_links(const warning_search *search) {
    const ent_warning_memory *memory = search->memory;
    bool warned[FAMILIES] = {false};
    for (size_t i = 0; i < memory->links_size; i++) {
        const warning_link *link = &memory->links[i];
        if (memory->deals_size == 0 || !far(search, link->to) || warned[link->to]) continue;
        if (warnings_family(memory->deals[0].issue) != search->main) continue;
        warned[link->to] = true;
        warn(search,
             &(ent_candidate){.sentence = link->sentence,
                              .start = link->start,
                              .end = link->end,
                              .issue = link->issue,
                              .rule = "warning.unsupported-link"},
             ent_arena_printf(memory->arena,
                              "An agreement on %s is said to bring about something of %s; the report does not show how "
                              "the two hang together.",
                              search->main_issue, link->issue));
    }
}

/* Two events of the sentence that are said to have happened, on both sides of the phrase. */
static bool joins_events(const warning_search *search, const warning_phrase *phrase) {
    bool before = false, after = false;
    for (size_t i = 0; i < search->rows; i++) {
        const ent_candidate *row = &search->found->items[i];
        if (row->sentence != phrase->sentence || row->kind != ENT_CANDIDATE_EVENT) continue;
        if (row->modality != ENT_HAPPENED || row->certainty == ENT_ATTRIBUTED) continue;
        before |= row->end <= phrase->start;
        after |= row->start >= phrase->end;
    }
    return before && after;
}

static void warn_of_phrases(const warning_search *search) {
    const ent_warning_memory *memory = search->memory;
    for (size_t i = 0; i < memory->phrases_size; i++) {
        const warning_phrase *phrase = &memory->phrases[i];
        if (phrase->cause && !joins_events(search, phrase)) continue;
        const char *words = slice(search, phrase->start, phrase->end);
        if (words == NULL) return;
        warn(search,
             &(ent_candidate){.sentence = phrase->sentence,
                              .start = phrase->start,
                              .end = phrase->end,
                              .issue = search->main_issue,
                              .rule = "warning.sequence-as-cause"},
             ent_arena_printf(memory->arena,
                              phrase->cause
                                  ? "\"%s\" makes one event the cause of another; nobody is named who says so."
                                  : "\"%s\" tells only that one thing followed another; it shows no "
                                    "connection between them.",
                              words));
    }
}

/* ---- sources and subjects
 * -------------------------------------------------------------------------------------------------- */

/* "sources", "people": several, however little is known of them. */
static bool is_many(const char *actor) {
    const char *whose = strstr(actor, " (");
    const size_t size = whose == NULL ? strlen(actor) : (size_t)(whose - actor);
    return (size > 0 && actor[size - 1] == 's') || (size >= 6 && memcmp(actor + size - 6, "people", 6) == 0) ||
           (size >= 6 && memcmp(actor + size - 6, "police", 6) == 0) ||
           (size >= 5 && memcmp(actor + size - 5, "media", 5) == 0);
}

static void warn_of_source(const warning_search *search) {
    const ent_candidate *first = NULL;
    for (size_t i = 0; i < search->rows; i++) {
        const ent_candidate *row = &search->found->items[i];
        if (row->kind != ENT_CANDIDATE_STATEMENT) continue;
        if (!ent_speaker_is_unnamed(row->actor)) return;
        if (first != NULL && strcmp(first->actor, row->actor) != 0) return;
        if (first == NULL) first = row;
    }
    if (first == NULL || is_many(first->actor)) return;
    const ent_candidate row = *first;
    warn(search,
         &(ent_candidate){.sentence = row.sentence,
                          .start = row.start,
                          .end = row.end,
                          .issue = row.issue,
                          .actor = row.actor,
                          .chain = row.chain,
                          .rule = "warning.unnamed-single-source"},
         ent_arena_printf(search->memory->arena,
                          "All that this report attributes has one source, who is not named: %s.", row.actor));
}

/* The longest stretch of sentences that name `family` and not the main subject; one sentence between them may name
 * neither. */
static size_t stretch(const warning_search *search, int family, size_t *where) {
    size_t longest = 0, run = 0, gap = 0, begins = 0;
    for (size_t i = 0; i < search->memory->sentences_size; i++) {
        const warning_sentence *row = &search->memory->sentences[i];
        const bool names = row->families >> family & 1, main = row->families >> search->main & 1;
        if (names && !main && !row->again) {
            if (run == 0) begins = i;
            run++;
            gap = 0;
        } else if (main || ++gap > 1) {
            run = gap = 0;
        }
        if (run > longest) {
            longest = run;
            *where = begins;
        }
    }
    return longest;
}

static void warn_of_merging(const warning_search *search) {
    for (int f = 1; f < FAMILIES; f++) {
        size_t where = 0, size = far(search, (enum warning_family)f) ? stretch(search, f, &where) : 0;
        const char *other = size < WARN_STRETCH ? NULL : name_of(search, (enum warning_family)f);
        if (other == NULL) continue;
        const warning_sentence *row = &search->memory->sentences[where];
        warn(
            search,
            &(ent_candidate){.sentence = where + 1,
                             .start = row->start,
                             .end = row->end,
                             .issue = other,
                             .rule = "warning.merged-subjects"},
            ent_arena_printf(search->memory->arena,
                             "From here %zu sentences are about %s, not about %s: this may be two reports in one; take "
                             "no figure from the one for the other.",
                             size, other, search->main_issue));
    }
}

bool ent_warnings_find(ent_warning_memory *memory, const ent_mentions *mentions, ent_candidates *found) {
    warning_search search = {.memory = memory, .mentions = mentions, .found = found, .rows = found->size};
    find_main(&search);
    warn_of_deals(&search);
    warn_of_figures(&search);
    warn_of_links(&search);
    warn_of_phrases(&search);
    warn_of_source(&search);
    warn_of_merging(&search);
    return !memory->failed && !found->failed;
}
