/* Words that make a sentence less than a plain assertion. A table says what each does; the few that depend on their
 * neighbours (May the month, a will, "expected to") are told apart below. */
#include "text/certainty.h"

#include <string.h>

enum certainty_word {
    WORD_HEDGE,
    WORD_FORECAST,
    WORD_MODAL_HEDGE,    /* may, might: a month and a noun too */
    WORD_MODAL_FORECAST, /* will: a noun too */
    WORD_TO_HEDGE,       /* "is likely to", "are said to" */
    WORD_TO_FORECAST,    /* "is set to", "was expected to" */
    WORD_SEEMS,          /* "appears to" */
    WORD_AGENDA,         /* "on the agenda" */
    WORD_NOT,            /* "not just about numbers" */
    WORD_JUST,
    WORD_JUDGES,     /* unfair, historic */
    WORD_INTERPRETS, /* underscores: says what something means, not what is */
    WORD_BE,
    WORD_NO_MODAL, /* before it "will" and "might" are nouns */
    WORD_BREAK,    /* begins another clause */
};

static const ent_lexicon_row rows[] = {
    {"could", WORD_HEDGE, 0},
    {"would", WORD_HEDGE, 0},
    {"reportedly", WORD_HEDGE, 0},
    {"allegedly", WORD_HEDGE, 0},
    {"apparently", WORD_HEDGE, 0},
    {"possibly", WORD_HEDGE, 0},
    {"perhaps", WORD_HEDGE, 0},
    {"maybe", WORD_HEDGE, 0},
    {"probably", WORD_HEDGE, 0},
    {"presumably", WORD_HEDGE, 0},
    {"likely", WORD_HEDGE, 0},
    {"unlikely", WORD_HEDGE, 0},
    {"supposedly", WORD_HEDGE, 0},
    {"purportedly", WORD_HEDGE, 0},
    {"conceivably", WORD_HEDGE, 0},
    {"may", WORD_MODAL_HEDGE, 0},
    {"might", WORD_MODAL_HEDGE, 0},
    {"will", WORD_MODAL_FORECAST, 0},
    {"shall", WORD_MODAL_FORECAST, 0},
    {"won't", WORD_FORECAST, 0},
    {"won’t", WORD_FORECAST, 0},
    {"believed", WORD_TO_HEDGE, 0},
    {"thought", WORD_TO_HEDGE, 0},
    {"understood", WORD_TO_HEDGE, 0},
    {"rumored", WORD_TO_HEDGE, 0},
    {"rumoured", WORD_TO_HEDGE, 0},
    {"said", WORD_TO_HEDGE, 0},
    {"reported", WORD_TO_HEDGE, 0},
    {"alleged", WORD_TO_HEDGE, 0},
    {"set", WORD_TO_FORECAST, 0},
    {"poised", WORD_TO_FORECAST, 0},
    {"expected", WORD_TO_FORECAST, 0},
    {"due", WORD_TO_FORECAST, 0},
    {"scheduled", WORD_TO_FORECAST, 0},
    {"slated", WORD_TO_FORECAST, 0},
    {"bound", WORD_TO_FORECAST, 0},
    {"projected", WORD_TO_FORECAST, 0},
    {"forecast", WORD_TO_FORECAST, 0},
    {"anticipated", WORD_TO_FORECAST, 0},
    {"going", WORD_TO_FORECAST, 0},
    {"about", WORD_TO_FORECAST, 0},
    {"seem", WORD_SEEMS, 0},
    {"seems", WORD_SEEMS, 0},
    {"seemed", WORD_SEEMS, 0},
    {"appear", WORD_SEEMS, 0},
    {"appears", WORD_SEEMS, 0},
    {"appeared", WORD_SEEMS, 0},
    {"tends", WORD_SEEMS, 0},
    {"promising", WORD_SEEMS, 1},
    {"promises", WORD_SEEMS, 1},
    {"agenda", WORD_AGENDA, 0},
    {"not", WORD_NOT, 0},
    {"just", WORD_JUST, 0},
    {"merely", WORD_JUST, 0},
    {"simply", WORD_JUST, 0},
    {"unfair", WORD_JUDGES, 0},
    {"unjust", WORD_JUDGES, 0},
    {"unreasonable", WORD_JUDGES, 0},
    {"unacceptable", WORD_JUDGES, 0},
    {"excessive", WORD_JUDGES, 0},
    {"exorbitant", WORD_JUDGES, 0},
    {"ridiculous", WORD_JUDGES, 0},
    {"absurd", WORD_JUDGES, 0},
    {"outrageous", WORD_JUDGES, 0},
    {"shameful", WORD_JUDGES, 0},
    {"disgraceful", WORD_JUDGES, 0},
    {"disastrous", WORD_JUDGES, 0},
    {"reckless", WORD_JUDGES, 0},
    {"irresponsible", WORD_JUDGES, 0},
    {"generous", WORD_JUDGES, 0},
    {"dangerous", WORD_JUDGES, 0},
    {"baseless", WORD_JUDGES, 0},
    {"unfounded", WORD_JUDGES, 0},
    {"unworkable", WORD_JUDGES, 0},
    {"unjustified", WORD_JUDGES, 0},
    {"illegitimate", WORD_JUDGES, 0},
    {"historic", WORD_JUDGES, 0},
    {"landmark", WORD_JUDGES, 0},
    {"milestone", WORD_JUDGES, 0},
    {"unprecedented", WORD_JUDGES, 0},
    {"remarkable", WORD_JUDGES, 0},
    {"pivotal", WORD_JUDGES, 0},
    {"crucial", WORD_JUDGES, 0},
    {"critical", WORD_JUDGES, 0},
    {"vital", WORD_JUDGES, 0},
    {"indispensable", WORD_JUDGES, 0},
    {"resilient", WORD_JUDGES, 0},
    {"cornerstone", WORD_JUDGES, 0},
    {"bedrock", WORD_JUDGES, 0},
    {"linchpin", WORD_JUDGES, 0},
    {"intricate", WORD_JUDGES, 0},
    {"complexity", WORD_JUDGES, 0},
    {"complexities", WORD_JUDGES, 0},
    {"multifaceted", WORD_JUDGES, 0},
    {"cohesive", WORD_JUDGES, 0},
    {"freeloader", WORD_JUDGES, 0},
    {"freeloaders", WORD_JUDGES, 0},
    {"freeloading", WORD_JUDGES, 0},
    {"riding", WORD_JUDGES, 1}, /* free-riding */
    {"rider", WORD_JUDGES, 1},
    {"riders", WORD_JUDGES, 1},
    {"tremendous", WORD_JUDGES, 0},
    {"triumph", WORD_JUDGES, 0},
    {"blunder", WORD_JUDGES, 0},
    {"betrayal", WORD_JUDGES, 0},
    {"underscore", WORD_INTERPRETS, 0},
    {"underscores", WORD_INTERPRETS, 0},
    {"underscored", WORD_INTERPRETS, 0},
    {"underscoring", WORD_INTERPRETS, 0},
    {"highlight", WORD_INTERPRETS, 0},
    {"highlights", WORD_INTERPRETS, 0},
    {"highlighted", WORD_INTERPRETS, 0},
    {"highlighting", WORD_INTERPRETS, 0},
    {"demonstrates", WORD_INTERPRETS, 0},
    {"demonstrating", WORD_INTERPRETS, 0},
    {"demonstrated", WORD_INTERPRETS, 0},
    {"signifies", WORD_INTERPRETS, 0},
    {"signify", WORD_INTERPRETS, 0},
    {"signifying", WORD_INTERPRETS, 0},
    {"illustrates", WORD_INTERPRETS, 0},
    {"illustrate", WORD_INTERPRETS, 0},
    {"illustrating", WORD_INTERPRETS, 0},
    {"exemplifies", WORD_INTERPRETS, 0},
    {"exemplify", WORD_INTERPRETS, 0},
    {"embodies", WORD_INTERPRETS, 0},
    {"symbolizes", WORD_INTERPRETS, 0},
    {"symbolises", WORD_INTERPRETS, 0},
    {"epitomizes", WORD_INTERPRETS, 0},
    {"transcend", WORD_INTERPRETS, 0},
    {"transcends", WORD_INTERPRETS, 0},
    {"reflect", WORD_INTERPRETS, 0},
    {"reflects", WORD_INTERPRETS, 0},
    {"reflecting", WORD_INTERPRETS, 0},
    {"testifies", WORD_INTERPRETS, 0},
    {"be", WORD_BE, 0},
    {"is", WORD_BE, 0},
    {"are", WORD_BE, 0},
    {"was", WORD_BE, 0},
    {"were", WORD_BE, 0},
    {"been", WORD_BE, 0},
    {"being", WORD_BE, 0},
    {"i'm", WORD_BE, 0},
    {"we're", WORD_BE, 0},
    {"they're", WORD_BE, 0},
    {"it's", WORD_BE, 0},
    {"the", WORD_NO_MODAL, 0},
    {"a", WORD_NO_MODAL, 0},
    {"political", WORD_NO_MODAL, 0},
    {"military", WORD_NO_MODAL, 0},
    {"economic", WORD_NO_MODAL, 0},
    {"naval", WORD_NO_MODAL, 0},
    {"national", WORD_NO_MODAL, 0},
    {"popular", WORD_NO_MODAL, 0},
    {"good", WORD_NO_MODAL, 0},
    {"free", WORD_NO_MODAL, 0},
    {"of", WORD_NO_MODAL, 0},
    {"in", WORD_NO_MODAL, 0},
    {"since", WORD_NO_MODAL, 0},
    {"its", WORD_NO_MODAL, 0},
    {"their", WORD_NO_MODAL, 0},
    {"his", WORD_NO_MODAL, 0},
    {"her", WORD_NO_MODAL, 0},
    {"but", WORD_BREAK, 0},
    {"while", WORD_BREAK, 0},
    {"although", WORD_BREAK, 0},
    {"though", WORD_BREAK, 0},
    {"whereas", WORD_BREAK, 0},
    {"which", WORD_BREAK, 0},
    {"who", WORD_BREAK, 0},
    {"whose", WORD_BREAK, 0},
    {"because", WORD_BREAK, 0},
};
enum { ROWS = sizeof rows / sizeof *rows };

struct ent_certainty_words {
    const ent_lexicon *lexicon;
    ent_word_filter filter; /* of words that may begin a mark */
};

static bool begins(int kind) {
    return kind != WORD_BE && kind != WORD_NO_MODAL && kind != WORD_JUST && kind < WORD_BREAK;
}

const ent_certainty_words *ent_certainty_words_new(ent_arena *arena) {
    ent_certainty_words *words = ent_arena_alloc(arena, sizeof *words);
    if (words == NULL) return NULL;
    words->filter = (ent_word_filter){{0}};
    words->lexicon = ent_lexicon_new(arena, rows, ROWS);
    for (size_t i = 0; i < ROWS; i++)
        if (begins(rows[i].kind)) ent_word_filter_add(&words->filter, rows[i].word);
    return words->lexicon == NULL ? NULL : words;
}

static bool is(const ent_certainty_words *words, const ent_tokens *tokens, size_t index, int kind) {
    const ent_lexicon_row *row = ent_lexicon_find(words->lexicon, tokens, index, NULL);
    return row != NULL && row->kind == kind;
}

/* A form of "be", or a noun's comma as in headlines ("Seoul set to pay"): at most two words before. */
static bool after_be(const ent_certainty_words *words, const ent_tokens *tokens, size_t index) {
    for (size_t back = 1; back <= 3 && back <= index; back++)
        if (is(words, tokens, index - back, WORD_BE)) return true;
    return false;
}

/* "may", "will": a verb, not the month, not a noun. */
static bool is_modal(const ent_certainty_words *words, const ent_tokens *tokens, size_t index) {
    const ent_token *token = &tokens->items[index];
    if (index == 0 || index + 1 >= tokens->size || tokens->items[index + 1].kind != ENT_TOKEN_WORD) return false;
    if (token->flags & ENT_TOKEN_CAPITAL && !(tokens->items[index + 1].flags & ENT_TOKEN_CAPITAL)) return false;
    return !is(words, tokens, index - 1, WORD_NO_MODAL);
}

/* The token after the mark that `row` begins at `index`, and what it says; `index` for none. */
static size_t read_mark(const ent_certainty_words *words, const ent_tokens *tokens, size_t index,
                        const ent_lexicon_row *row, ent_certainty *out) {
    const bool to = ent_token_is(tokens, index + 1, "to");
    switch (row->kind) {
    case WORD_HEDGE:
        *out = ENT_HEDGED;
        return index + 1;
    case WORD_FORECAST:
        *out = ENT_FORECAST;
        return index + 1;
    case WORD_MODAL_HEDGE:
        *out = ENT_HEDGED;
        return index + is_modal(words, tokens, index);
    case WORD_MODAL_FORECAST:
        *out = ENT_FORECAST;
        return index + is_modal(words, tokens, index);
    case WORD_TO_HEDGE:
        *out = ENT_HEDGED;
        return to && after_be(words, tokens, index) ? index + 2 : index;
    case WORD_TO_FORECAST:
        *out = ENT_FORECAST;
        return to && after_be(words, tokens, index) ? index + 2 : index;
    case WORD_SEEMS:
        *out = row->value > 0 ? ENT_FORECAST : ENT_HEDGED;
        return to ? index + 2 : index;
    case WORD_AGENDA:
        *out = ENT_FORECAST;
        return index > 1 && ent_token_is(tokens, index - 1, "the") && ent_token_is(tokens, index - 2, "on") ? index + 1
                                                                                                            : index;
    case WORD_NOT:
        *out = ENT_EVALUATIVE;
        return is(words, tokens, index + 1, WORD_JUST) ? index + 2 : index;
    case WORD_JUDGES:
        *out = ENT_EVALUATIVE;
        return index + ent_certainty_judges(words, tokens, index);
    case WORD_INTERPRETS:
        *out = ENT_EVALUATIVE;
        return index + 1;
    default:
        return index;
    }
}

bool ent_certainty_judges(const ent_certainty_words *words, const ent_tokens *tokens, size_t index) {
    if (index >= tokens->size || !ent_word_filter_has(&words->filter, &tokens->items[index])) return false;
    const ent_lexicon_row *row = ent_lexicon_find(words->lexicon, tokens, index, NULL);
    if (row == NULL || row->kind != WORD_JUDGES) return false;
    if (row->value == 0) return true;
    return index > 0 &&
           (ent_token_is(tokens, index - 1, "free") ||
            (index > 1 && ent_token_is_mark(tokens, index - 1, '-') && ent_token_is(tokens, index - 2, "free")));
}

static bool is_break(const ent_certainty_words *words, const ent_tokens *tokens, size_t index) {
    return ent_token_is_mark(tokens, index, ',') || ent_token_is_mark(tokens, index, ';') ||
           is(words, tokens, index, WORD_BREAK);
}

/* A participle or relative clause behind a comma or a dash. */
static bool is_aside(const ent_tokens *tokens, size_t from) {
    if (from == 0 || from >= tokens->size) return false;
    const ent_token *token = &tokens->items[from];
    const bool ing = token->kind == ENT_TOKEN_WORD && token->length > 4 &&
                     memcmp(tokens->text + token->start + token->length - 3, "ing", 3) == 0;
    if (ing && ent_token_is_mark(tokens, from - 1, ',')) return true;
    return ent_token_is(tokens, from - 1, "which") || ent_token_is(tokens, from - 1, "who") ||
           ent_token_is(tokens, from - 1, "whose");
}

static void give_clause(const ent_certainty_words *words, const ent_tokens *tokens, ent_certainty_mark *mark) {
    mark->from = mark->first;
    while (mark->from > 0 && !is_break(words, tokens, mark->from - 1))
        mark->from--;
    mark->until = mark->after;
    while (mark->until < tokens->size && !is_break(words, tokens, mark->until))
        mark->until++;
    mark->aside = is_aside(tokens, mark->from);
}

size_t ent_certainty_marks(const ent_certainty_words *words, const ent_tokens *tokens,
                           ent_certainty_mark marks[ENT_MOST_CERTAINTY_MARKS]) {
    size_t size = 0;
    for (size_t i = 0; i < tokens->size && size < ENT_MOST_CERTAINTY_MARKS;) {
        const ent_lexicon_row *row = ent_word_filter_has(&words->filter, &tokens->items[i])
                                         ? ent_lexicon_find(words->lexicon, tokens, i, NULL)
                                         : NULL;
        ent_certainty certainty = ENT_ASSERTED;
        const size_t after = row == NULL ? i : read_mark(words, tokens, i, row, &certainty);
        if (after > i) {
            marks[size] = (ent_certainty_mark){.first = i, .after = after, .certainty = certainty};
            if (size > 0 && marks[size - 1].until > i)
                marks[size] = (ent_certainty_mark){
                    i, after, marks[size - 1].from, marks[size - 1].until, certainty, marks[size - 1].aside};
            else
                give_clause(words, tokens, &marks[size]);
            size++;
        }
        i = after > i ? after : i + 1;
    }
    return size;
}

ent_certainty ent_certainty_at(const ent_certainty_mark *marks, size_t size, size_t index) {
    ent_certainty found = ENT_ASSERTED;
    for (size_t i = 0; i < size && found != ENT_HEDGED; i++)
        if (marks[i].from <= index && index < marks[i].until && marks[i].certainty != ENT_EVALUATIVE)
            found = marks[i].certainty;
    return found;
}

ent_certainty ent_certainty_of_all(const ent_certainty_mark *marks, size_t size) {
    static const ent_certainty order[] = {ENT_HEDGED, ENT_FORECAST, ENT_EVALUATIVE};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < size; i++)
            if (marks[i].certainty == order[k] && !marks[i].aside) return order[k];
    return ENT_ASSERTED;
}
