/* Counts with their noun, ordinals, changes and ratios. */
#include "text/figures_parts.h"

#include <string.h>

enum word_kind { STOP, COLLECTIVE, PEOPLE, UP, DOWN, RATIO };

/* Words that end a group of nouns; that stand for the parties themselves; that are plural without an s; of change. */
static const ent_lexicon_row rows[] = {
    {"of", STOP, 0},
    {"in", STOP, 0},
    {"on", STOP, 0},
    {"at", STOP, 0},
    {"to", STOP, 0},
    {"for", STOP, 0},
    {"from", STOP, 0},
    {"by", STOP, 0},
    {"with", STOP, 0},
    {"and", STOP, 0},
    {"or", STOP, 0},
    {"but", STOP, 0},
    {"is", STOP, 0},
    {"are", STOP, 0},
    {"was", STOP, 0},
    {"were", STOP, 0},
    {"be", STOP, 0},
    {"been", STOP, 0},
    {"has", STOP, 0},
    {"have", STOP, 0},
    {"had", STOP, 0},
    {"will", STOP, 0},
    {"would", STOP, 0},
    {"may", STOP, 0},
    {"might", STOP, 0},
    {"can", STOP, 0},
    {"could", STOP, 0},
    {"should", STOP, 0},
    {"must", STOP, 0},
    {"that", STOP, 0},
    {"which", STOP, 0},
    {"who", STOP, 0},
    {"as", STOP, 0},
    {"than", STOP, 0},
    {"the", STOP, 0},
    {"a", STOP, 0},
    {"an", STOP, 0},
    {"its", STOP, 0},
    {"their", STOP, 0},
    {"this", STOP, 0},
    {"these", STOP, 0},
    {"those", STOP, 0},
    {"after", STOP, 0},
    {"before", STOP, 0},
    {"since", STOP, 0},
    {"until", STOP, 0},
    {"while", STOP, 0},
    {"when", STOP, 0},
    {"if", STOP, 0},
    {"said", STOP, 0},
    {"says", STOP, 0},
    {"not", STOP, 0},
    {"per", STOP, 0},
    {"into", STOP, 0},
    {"over", STOP, 0},
    {"under", STOP, 0},
    {"about", STOP, 0},
    {"between", STOP, 0},
    {"during", STOP, 0},
    {"within", STOP, 0},
    {"countries", COLLECTIVE, 0},
    {"nations", COLLECTIVE, 0},
    {"allies", COLLECTIVE, 0},
    {"sides", COLLECTIVE, 0},
    {"leaders", COLLECTIVE, 0},
    {"states", COLLECTIVE, 0},
    {"parties", COLLECTIVE, 0},
    {"governments", COLLECTIVE, 0},
    {"presidents", COLLECTIVE, 0},
    {"ministers", COLLECTIVE, 0},
    {"officials", COLLECTIVE, 0},
    {"koreas", COLLECTIVE, 0},
    {"neighbors", COLLECTIVE, 0},
    {"neighbours", COLLECTIVE, 0},
    {"partners", COLLECTIVE, 0},
    {"men", COLLECTIVE, 0},
    {"people", PEOPLE, 0},
    {"personnel", PEOPLE, 0},
    {"staff", PEOPLE, 0},
    {"children", PEOPLE, 0},
    {"women", PEOPLE, 0},
    {"servicemen", PEOPLE, 0},
    {"aircraft", PEOPLE, 0},
    {"police", PEOPLE, 0},
    {"infantry", PEOPLE, 0},
    {"rise", UP, 0},
    {"rises", UP, 0},
    {"rose", UP, 0},
    {"risen", UP, 0},
    {"rising", UP, 0},
    {"increase", UP, 0},
    {"increases", UP, 0},
    {"increased", UP, 0},
    {"increasing", UP, 0},
    {"grew", UP, 0},
    {"grow", UP, 0},
    {"grows", UP, 0},
    {"grown", UP, 0},
    {"growth", UP, 0},
    {"raise", UP, 0},
    {"raised", UP, 0},
    {"raising", UP, 0},
    {"hike", UP, 0},
    {"hiked", UP, 0},
    {"up", UP, 0},
    {"jump", UP, 0},
    {"jumped", UP, 0},
    {"gain", UP, 0},
    {"gained", UP, 0},
    {"climbed", UP, 0},
    {"soared", UP, 0},
    {"surged", UP, 0},
    {"expanded", UP, 0},
    {"fall", DOWN, 0},
    {"falls", DOWN, 0},
    {"fell", DOWN, 0},
    {"fallen", DOWN, 0},
    {"decrease", DOWN, 0},
    {"decreased", DOWN, 0},
    {"decline", DOWN, 0},
    {"declined", DOWN, 0},
    {"drop", DOWN, 0},
    {"dropped", DOWN, 0},
    {"cut", DOWN, 0},
    {"cuts", DOWN, 0},
    {"reduced", DOWN, 0},
    {"reduction", DOWN, 0},
    {"down", DOWN, 0},
    {"sank", DOWN, 0},
    {"shrank", DOWN, 0},
    {"lowered", DOWN, 0},
    {"slashed", DOWN, 0},
    {"doubled", RATIO, 2},
    {"doubling", RATIO, 2},
    {"tripled", RATIO, 3},
    {"tripling", RATIO, 3},
    {"trebled", RATIO, 3},
    {"quadrupled", RATIO, 4},
    {"halved", RATIO, 0.5},
    {"halving", RATIO, 0.5},
    {"twofold", RATIO, 2},
    {"threefold", RATIO, 3},
    {"fourfold", RATIO, 4},
    {"fivefold", RATIO, 5},
    {"sixfold", RATIO, 6},
    {"sevenfold", RATIO, 7},
    {"eightfold", RATIO, 8},
    {"ninefold", RATIO, 9},
    {"tenfold", RATIO, 10},
};

struct figure_count_words {
    ent_lexicon *lexicon;
};

const figure_count_words *figures_count_words(ent_arena *arena) {
    figure_count_words *words = ent_arena_alloc(arena, sizeof *words);
    if (words == NULL) return NULL;
    words->lexicon = ent_lexicon_new(arena, rows, sizeof rows / sizeof *rows);
    return words->lexicon == NULL ? NULL : words;
}

void figures_ratio_filter(ent_word_filter *filter) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].kind == RATIO) ent_word_filter_add(filter, rows[i].word);
}

static bool has_kind(const figure_search *search, size_t index, enum word_kind kind) {
    return ent_lexicon_of(search->figures->counts->lexicon, search->tokens, index, (int)kind) != NULL;
}

/* ---- nouns -------------------------------------------------------------------------------------------------- */

static bool is_plural(const figure_search *search, size_t index) {
    const ent_token *token = &search->tokens->items[index];
    const char *text = search->tokens->text + token->start;
    if (has_kind(search, index, PEOPLE)) return true;
    if (token->flags & ENT_TOKEN_OWNS || token->length < 4 || text[token->length - 1] != 's') return false;
    return text[token->length - 2] != 's' && text[token->length - 2] != 'u' && text[token->length - 2] != 'i';
}

/* The plural noun that a number at tokens .. `end` counts, within four words; `size` of the tokens if none. */
static size_t noun_after(const figure_search *search, size_t end) {
    const ent_tokens *tokens = search->tokens;
    size_t words = 0;
    for (size_t at = end; at < tokens->size && words < 5; at++) {
        const ent_token *token = &tokens->items[at];
        bool dot = ent_token_is_mark(tokens, at, '.') && at > 0 && tokens->items[at - 1].length == 1; /* U.S. */
        bool hyphen = ent_token_is_mark(tokens, at, '-') && !figures_spaced(search, at);
        if (token->kind == ENT_TOKEN_MARK && !dot && !hyphen) break;
        if (token->kind == ENT_TOKEN_NUMBER) break;
        if (token->kind != ENT_TOKEN_WORD) continue;
        if (has_kind(search, at, STOP)) break;
        words++;
        if (is_plural(search, at)) return at;
    }
    return tokens->size;
}

static const char *lower_word(const figure_search *search, size_t index) {
    const ent_token *token = &search->tokens->items[index];
    char *text = ent_arena_copy(search->out->arena, search->tokens->text + token->start, token->length);
    if (text == NULL) {
        search->out->failed = true;
        return NULL;
    }
    for (char *at = text; *at != '\0'; at++)
        if (*at >= 'A' && *at <= 'Z') *at = (char)(*at - 'A' + 'a');
    return text;
}

/* ---- what is no count --------------------------------------------------------------------------------------- */

/* Part of a name: "SM-2", "Block 4", "Article 5", "G7". */
static bool is_designation(const figure_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    if (index == 0) return false;
    const ent_token *before = &tokens->items[index - 1];
    if (!figures_spaced(search, index)) {
        if (before->kind == ENT_TOKEN_WORD) return true;
        bool joined = before->kind == ENT_TOKEN_MARK && (before->character == '-' || before->character == '/' ||
                                                         before->character == '.' || before->character == ':');
        if (joined && !figures_spaced(search, index - 1)) return true;
    }
    bool capital = before->kind == ENT_TOKEN_WORD && before->flags & ENT_TOKEN_CAPITAL && index > 1;
    return capital && tokens->items[index].kind == ENT_TOKEN_NUMBER && !has_kind(search, index - 1, STOP);
}

/* "the two countries": the parties, not a count of anything. */
static bool is_reference(const figure_search *search, const ent_quantity *number, size_t noun) {
    static const char *const known[] = {"the", "these", "those", "both", "all", "our", "its", "their", NULL};
    if (number->digits || number->value > 12) return false;
    if (has_kind(search, noun, COLLECTIVE)) return true;
    return number->first > 0 && figures_word(search, number->first - 1, known);
}

/* ---- counts ------------------------------------------------------------------------------------------------- */

/* "28,500-strong", "300-member": the force or body that follows. */
static size_t find_strength(const figure_search *search, const ent_quantity *number) {
    static const char *const forces[] = {"forces",     "force",      "army",  "troops", "garrison",
                                         "contingent", "military",   "corps", "fleet",  "division",
                                         "brigade",    "deployment", NULL};
    size_t at = number->end;
    static const char *const bodies[] = {"strong", "member", "man", "person", NULL};
    if (!ent_token_is_mark(search->tokens, at, '-') || !figures_word(search, at + 1, bodies)) return number->first;
    const char *unit = "members";
    for (size_t i = at + 2; i < at + 8 && i < search->tokens->size; i++)
        if (figures_word(search, i, forces)) unit = "troops";
    figures_add(search, ENT_CANDIDATE_COUNT, number->first, at + 2, number->value, unit, "count.strong");
    return at + 2;
}

/* "a five-year agreement expires", "three-nation talks": what is measured is one, and what follows is not counted. */
static bool is_measure(const figure_search *search, const ent_quantity *number) {
    const size_t at = number->end;
    return ent_token_is_mark(search->tokens, at, '-') && !figures_spaced(search, at) &&
           !figures_spaced(search, at + 1) && at + 1 < search->tokens->size &&
           search->tokens->items[at + 1].kind == ENT_TOKEN_WORD && !is_plural(search, at + 1);
}

static size_t find_ordinal(const figure_search *search, const ent_quantity *number) {
    static const char *const after[] = {"consecutive", "straight", "round",   "term",   "year",        "time",
                                        "agreement",   "meeting",  "session", "summit", "anniversary", "successive",
                                        "talks",       "day",      "phase",   NULL};
    bool spelled = !number->digits;
    if (spelled && number->value < 2) return number->first;
    if (spelled && number->value == 2 && !figures_word(search, number->end, after)) return number->first;
    const char *unit = NULL;
    if (figures_word(search, number->end, after)) {
        bool more =
            figures_word(search, number->end, (const char *const[]){"consecutive", "straight", "successive", NULL});
        size_t noun = more ? number->end + 1 : number->end;
        if (noun < search->tokens->size && search->tokens->items[noun].kind == ENT_TOKEN_WORD)
            unit = lower_word(search, noun);
    }
    figures_add(search, ENT_CANDIDATE_ORDINAL, number->first, number->end, number->value, unit, "ordinal");
    return number->end;
}

/* "one in five voters": a share, and no count of voters. */
static bool is_share(const figure_search *search, size_t index) {
    ent_quantity over;
    static const char *const joins[] = {"in", "of", NULL};
    if (index < 2 || !figures_word(search, index - 1, joins)) return false;
    return figures_quantity(search, index - 2, &over) && over.end == index - 1 && over.kind == ENT_QUANTITY_CARDINAL;
}

/* "28,000 of the troops": after "of the" the noun may stand too. */
static size_t past_of(const figure_search *search, size_t end) {
    static const char *const known[] = {"the", "its", "their", "these", "those", "our", NULL};
    return ent_token_is(search->tokens, end, "of") && figures_word(search, end + 1, known) ? end + 2 : end;
}

/* "20 to 30 missiles", "500 or more troops": the numbers and bound of a count, and the token that its noun comes after.
 */
typedef struct count_reading {
    ent_quantity number;
    double high;
    size_t end;
    ent_bound bound;
} count_reading;

static void read_count(const figure_search *search, count_reading *out) {
    ent_quantity high;
    size_t second = figures_range(search, out->number.first, out->number.end);
    if (second > 0 && figures_quantity(search, second, &high) && high.kind == ENT_QUANTITY_CARDINAL &&
        !high.plain_year) {
        if (high.magnitude && !out->number.magnitude) out->number.value *= figures_magnitude(search, &high);
        out->high = high.value;
        out->end = high.end;
    }
    out->end = figures_bound_after(search, out->end, &out->bound);
}

/* "three fifths" of something: parts, which nothing is counted in. */
static bool is_fraction(const figure_search *search, size_t index) {
    static const char *const words[] = {"firsts", "thirds", "fifths",     "sixths",      "sevenths", "eighths",
                                        "ninths", "tenths", "hundredths", "thousandths", NULL};
    return figures_word(search, index, words);
}

static size_t add_count(const figure_search *search, const count_reading *count, size_t noun) {
    const char *unit = lower_word(search, noun);
    if (unit == NULL) return noun + 1;
    bool times = strcmp(unit, "times") == 0;
    ent_candidate *row = figures_add(search, times ? ENT_CANDIDATE_CHANGE : ENT_CANDIDATE_COUNT, count->number.first,
                                     noun + 1, count->number.value, unit, times ? "change.times" : "count.noun");
    if (row != NULL && count->bound != ENT_EXACTLY) row->bound = count->bound;
    figures_set_range(row, count->number.value, count->high);
    return noun + 1;
}

size_t figures_find_count(const figure_search *search, size_t index) {
    count_reading count = {.bound = ENT_EXACTLY};
    if (!figures_quantity(search, index, &count.number)) return index;
    const ent_quantity *number = &count.number;
    if (is_designation(search, index) || is_share(search, index)) return number->end;
    if (number->kind == ENT_QUANTITY_ORDINAL) {
        size_t end = find_ordinal(search, number);
        return end > index ? end : number->end;
    }
    size_t strong = find_strength(search, number);
    if (strong > index) return strong;
    if (is_measure(search, number)) return number->end + 2;
    if (number->value < 2 && !number->digits) return number->end; /* one, half */
    count.end = number->end;
    read_count(search, &count);
    size_t noun = noun_after(search, past_of(search, count.end));
    if (noun == search->tokens->size) {
        if (number->magnitude)
            figures_add(search, ENT_CANDIDATE_COUNT, index, number->end, number->value, NULL, "count.large");
        return number->end;
    }
    if (is_reference(search, number, noun) || is_fraction(search, noun)) return noun + 1;
    return add_count(search, &count, noun);
}

/* ---- changes ------------------------------------------------------------------------------------------------ */

size_t figures_find_ratio(const figure_search *search, size_t index) {
    const ent_lexicon_row *row = NULL;
    while ((row = ent_lexicon_find(search->figures->counts->lexicon, search->tokens, index, row)) != NULL)
        if (row->kind == RATIO) {
            figures_add(search, ENT_CANDIDATE_CHANGE, index, index + 1, row->value, "times", "change.fold");
            return index + 1;
        }
    ent_quantity number;
    if (!figures_quantity(search, index, &number) || !ent_token_is_mark(search->tokens, number.end, '-') ||
        !ent_token_is(search->tokens, number.end + 1, "fold"))
        return index;
    figures_add(search, ENT_CANDIDATE_CHANGE, index, number.end + 2, number.value, "times", "change.fold");
    return number.end + 2;
}

/* Whether the words next to a figure say that something rose (1) or fell (-1); 0 where they do not. */
static int direction(const figure_search *search, size_t first, size_t end) {
    for (size_t back = 1; back <= 4 && back <= first; back++) {
        size_t at = first - back;
        if (has_kind(search, at, UP)) return ent_token_is(search->tokens, at + 1, "to") ? 0 : 1;
        if (has_kind(search, at, DOWN)) return ent_token_is(search->tokens, at + 1, "to") ? 0 : -1;
        if (search->tokens->items[at].kind == ENT_TOKEN_MARK) break;
    }
    for (size_t at = end; at < end + 2; at++) {
        if (has_kind(search, at, UP)) return 1;
        if (has_kind(search, at, DOWN)) return -1;
    }
    return 0;
}

void figures_change(const figure_search *search, size_t first, size_t end, double value, double high,
                    const char *unit) {
    int sign = first > 0 && ent_token_is(search->tokens, first - 1, "from") ? 0 : direction(search, first, end);
    if (sign == 0) return;
    ent_candidate *row = figures_add(search, ENT_CANDIDATE_CHANGE, first, end, sign * value, unit, "change.percent");
    if (sign > 0) figures_set_range(row, value, high);
    if (sign < 0) figures_set_range(row, -high, -value);
}
