/* Agreements that a report claims: "reached a deal", "the accord was signed", "agreed to share the cost". What is only
 * wanted, possible, denied or over is none. */
#include "text/warnings_parts.h"

static bool has(const warning_reading *reading, size_t index, enum warning_word kind) {
    return warnings_row(reading->memory->words, reading->tokens, index, kind) != NULL;
}

static bool ends_clause(const ent_tokens *tokens, size_t index) {
    return ent_token_is_mark(tokens, index, ',') || ent_token_is_mark(tokens, index, ';') ||
           ent_token_is_mark(tokens, index, '.') || ent_token_is_mark(tokens, index, ':');
}

/* "to", "may", "if", "no", "yet" before it in its clause: it is not said to have come about. */
static bool unreal(const warning_reading *reading, size_t index, size_t reach) {
    for (size_t back = 1; back <= reach && back <= index; back++) {
        if (ends_clause(reading->tokens, index - back)) return false;
        if (has(reading, index - back, WARN_UNREAL)) return true;
    }
    return false;
}

/* "The previous accord", "the 2021 agreement", "the 11th SMA": one that is over or known. */
static bool old(const warning_reading *reading, size_t noun) {
    for (size_t back = 1; back <= 4 && back <= noun; back++) {
        if (ends_clause(reading->tokens, noun - back)) return false;
        if (has(reading, noun - back, WARN_OLD)) return true;
        if (reading->tokens->items[noun - back].kind == ENT_TOKEN_NUMBER &&
            reading->tokens->items[noun - back].length == 4)
            return true;
    }
    return false;
}

static void add_deal(const warning_reading *reading, size_t first, size_t after, size_t noun) {
    ent_warning_memory *memory = reading->memory;
    const ent_token *items = reading->tokens->items;
    const char *issue = ent_issue_nearest(reading->issues, reading->issues_size, noun, noun + 1);
    const bool cost = warnings_family(issue) == FAMILY_COST || reading->row->cost;
    for (size_t i = 0; i < memory->deals_size; i++) {
        ent_deal *deal = &memory->deals[i];
        const enum warning_family own = warnings_family(deal->issue), other = warnings_family(issue);
        if (own != FAMILY_NEUTRAL && other != FAMILY_NEUTRAL && own != other) continue;
        if (issue != NULL && own == FAMILY_NEUTRAL) deal->issue = issue; /* "a deal", and later on what */
        deal->shared_cost |= cost;
        return;
    }
    if (memory->deals_size == WARN_MOST_DEALS) return;
    memory->deals[memory->deals_size++] = (ent_deal){.sentence = reading->sentence,
                                                     .start = items[first].start,
                                                     .end = items[after - 1].start + items[after - 1].length,
                                                     .issue = issue,
                                                     .shared_cost = cost};
}

/* "reach a defence cost-sharing agreement": the noun soon after the verb, in the same clause. */
static bool verb_and_noun(const warning_reading *reading, size_t verb) {
    for (size_t i = verb + 1; i < reading->tokens->size && i < verb + 10; i++) {
        if (ends_clause(reading->tokens, i) || has(reading, i, WARN_REACH)) return false;
        if (ent_token_is(reading->tokens, i, "no") || ent_token_is(reading->tokens, i, "under")) return false;
        if (!has(reading, i, WARN_DEAL)) continue;
        if (old(reading, i)) return false;
        add_deal(reading, verb, i + 1, i);
        return true;
    }
    return false;
}

/* "an agreement was reached", "the deal signed on Friday". */
static void noun_and_verb(const warning_reading *reading, size_t verb) {
    for (size_t back = 1; back <= 6 && back <= verb; back++) {
        const size_t noun = verb - back;
        if (ends_clause(reading->tokens, noun)) return;
        if (!has(reading, noun, WARN_DEAL)) continue;
        if (!old(reading, noun) && !unreal(reading, noun, 5)) add_deal(reading, noun, verb + 1, noun);
        return;
    }
}

/* "agreed on the amount", "agreed to share the cost". */
static void agreed(const warning_reading *reading, size_t verb) {
    const ent_tokens *tokens = reading->tokens;
    const size_t next = verb + 1;
    const bool on = ent_token_is(tokens, next, "on") || ent_token_is(tokens, next, "upon");
    const bool to = ent_token_is(tokens, next, "to") && has(reading, next + 1, WARN_SPLIT);
    if (!on && !to) return;
    for (size_t i = next + 1; i < tokens->size && i < next + 10; i++) {
        if (ends_clause(tokens, i)) return;
        const bool cost = has(reading, i, WARN_COST) && !has(reading, i, WARN_SPLIT);
        if (!cost && !(on && has(reading, i, WARN_DEAL))) continue;
        if (!old(reading, i)) add_deal(reading, verb, i + 1, i);
        return;
    }
}

void warnings_read_deals(const warning_reading *reading) {
    const ent_tokens *tokens = reading->tokens;
    for (size_t i = 1; i < tokens->size; i++) {
        if (!ent_word_filter_has(&reading->memory->words->filter, &tokens->items[i])) continue;
        const ent_lexicon_row *reach = warnings_row(reading->memory->words, tokens, i, WARN_REACH);
        if (!(tokens->items[i].flags & ENT_TOKEN_SPACED)) continue; /* of an address, or a compound */
        if (reach == NULL) {
            if (has(reading, i, WARN_AGREE) && !unreal(reading, i, 4)) agreed(reading, i);
            continue;
        }
        if (unreal(reading, i, 5)) continue;
        if (!verb_and_noun(reading, i) && reach->value < 2) noun_and_verb(reading, i);
    }
}
