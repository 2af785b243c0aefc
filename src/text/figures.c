/* Money, percentages and ordinals; what stands around a figure. Counts and changes are in figures_counts.c. */
#include "text/figures.h"

#include "text/figures_parts.h"
#include "text/korean.h"

#include <string.h>

const ent_figures *ent_figures_new(ent_arena *arena) {
    static const char *const addresses[] = {"http", "https", "ftp", "www"};
    ent_figures *self = ent_arena_alloc(arena, sizeof *self);
    if (self == NULL) return NULL;
    self->quantities = ent_quantity_words_new(arena);
    self->currencies = ent_currencies_new(arena);
    self->counts = figures_count_words(arena);
    self->numbers = self->currencies_start = self->others = (ent_word_filter){0};
    ent_quantity_filter(&self->numbers);
    ent_currency_filter(&self->currencies_start);
    figures_ratio_filter(&self->others);
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        ent_word_filter_add(&self->others, addresses[i]);
    return self->quantities == NULL || self->currencies == NULL || self->counts == NULL ? NULL : self;
}

/* ---- around a figure ---------------------------------------------------------------------------------------- */

bool figures_word(const figure_search *search, size_t index, const char *const *words) {
    for (; *words != NULL; words++)
        if (ent_token_is(search->tokens, index, *words)) return true;
    return false;
}

bool figures_spaced(const figure_search *search, size_t index) {
    return index < search->tokens->size && (search->tokens->items[index].flags & ENT_TOKEN_SPACED) != 0;
}

typedef struct bound_row {
    const char *words[5]; /* as they stand before the figure */
    ent_bound bound;
} bound_row;

static const bound_row bounds[] = {
    {{"no", "more", "than"}, ENT_LESS_THAN},
    {{"not", "more", "than"}, ENT_LESS_THAN},
    {{"no", "less", "than"}, ENT_MORE_THAN},
    {{"no", "fewer", "than"}, ENT_MORE_THAN},
    {{"as", "much", "as"}, ENT_LESS_THAN},
    {{"as", "many", "as"}, ENT_LESS_THAN},
    {{"in", "excess", "of"}, ENT_MORE_THAN},
    {{"not", "less", "than"}, ENT_MORE_THAN},
    {{"less", "than", "or", "equal", "to"}, ENT_LESS_THAN},
    {{"greater", "than", "or", "equal", "to"}, ENT_MORE_THAN},
    {{"more", "than", "or", "equal", "to"}, ENT_MORE_THAN},
    {{"not", "exceed"}, ENT_LESS_THAN},
    {{"not", "exceeding"}, ENT_LESS_THAN},
    {{"never", "exceed"}, ENT_LESS_THAN},
    {{"not", "over"}, ENT_LESS_THAN},
    {{"not", "above"}, ENT_LESS_THAN},
    {{"not", "below"}, ENT_MORE_THAN},
    {{"smaller", "or", "equal", "than"}, ENT_LESS_THAN},
    {{"bigger", "or", "equal", "than"}, ENT_MORE_THAN},
    {{"greater", "or", "equal", "than"}, ENT_MORE_THAN},
    {{"smaller", "than"}, ENT_LESS_THAN},
    {{"bigger", "than"}, ENT_MORE_THAN},
    {{"larger", "than"}, ENT_MORE_THAN},
    {{"a", "maximum", "of"}, ENT_LESS_THAN},
    {{"a", "minimum", "of"}, ENT_MORE_THAN},
    {{"more", "than"}, ENT_MORE_THAN},
    {{"greater", "than"}, ENT_MORE_THAN},
    {{"higher", "than"}, ENT_MORE_THAN},
    {{"less", "than"}, ENT_LESS_THAN},
    {{"fewer", "than"}, ENT_LESS_THAN},
    {{"lower", "than"}, ENT_LESS_THAN},
    {{"at", "least"}, ENT_MORE_THAN},
    {{"at", "most"}, ENT_LESS_THAN},
    {{"up", "to"}, ENT_LESS_THAN},
    {{"close", "to"}, ENT_ABOUT},
    {{"upwards", "of"}, ENT_MORE_THAN},
    {{"an", "estimated"}, ENT_ABOUT},
    {{"over"}, ENT_MORE_THAN},
    {{"above"}, ENT_MORE_THAN},
    {{"exceeds"}, ENT_MORE_THAN},
    {{"exceed"}, ENT_MORE_THAN},
    {{"exceeded"}, ENT_MORE_THAN},
    {{"exceeding"}, ENT_MORE_THAN},
    {{"surpassing"}, ENT_MORE_THAN},
    {{"surpassed"}, ENT_MORE_THAN},
    {{"under"}, ENT_LESS_THAN},
    {{"below"}, ENT_LESS_THAN},
    {{"about"}, ENT_ABOUT},
    {{"around"}, ENT_ABOUT},
    {{"some"}, ENT_ABOUT},
    {{"nearly"}, ENT_ABOUT},
    {{"almost"}, ENT_ABOUT},
    {{"approximately"}, ENT_ABOUT},
    {{"roughly"}, ENT_ABOUT},
    {{"estimated"}, ENT_ABOUT},
};

/* Before token `first`: about, more than, at least ... */
static ent_bound bound_before(const figure_search *search, size_t first) {
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        size_t words = 0;
        while (words < 5 && bounds[i].words[words] != NULL)
            words++;
        bool fits = first >= words;
        for (size_t j = 0; j < words && fits; j++)
            fits = ent_token_is(search->tokens, first - words + j, bounds[i].words[j]);
        if (fits) return bounds[i].bound;
    }
    return ENT_EXACTLY;
}

/* "or more", "or so" after a figure; the token after it, or `end`. */
size_t figures_bound_after(const figure_search *search, size_t end, ent_bound *bound) {
    static const struct {
        const char *word;
        ent_bound bound;
    } words[] = {{"more", ENT_MORE_THAN},   {"greater", ENT_MORE_THAN}, {"less", ENT_LESS_THAN},
                 {"fewer", ENT_LESS_THAN},  {"lower", ENT_LESS_THAN},   {"so", ENT_ABOUT},
                 {"thereabouts", ENT_ABOUT}};
    if (!ent_token_is(search->tokens, end, "or")) return end;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ent_token_is(search->tokens, end + 1, words[i].word)) {
            *bound = words[i].bound;
            return end + 2;
        }
    return end;
}

static bool negated_before(const figure_search *search, size_t first) {
    static const char *const words[] = {"not", "neither", "nor", "never", NULL};
    return first > 0 && figures_word(search, first - 1, words);
}

ent_candidate *figures_add(const figure_search *search, ent_candidate_kind kind, size_t first, size_t end, double value,
                           const char *unit, const char *rule) {
    const ent_token *last = &search->tokens->items[end - 1];
    ent_candidate row = {.kind = kind,
                         .sentence = search->sentence,
                         .start = search->tokens->items[first].start,
                         .end = last->start + last->length,
                         .has_value = true,
                         .negated = negated_before(search, first),
                         .value = value,
                         .bound = bound_before(search, first),
                         .unit = unit,
                         .rule = rule};
    figures_bound_after(search, end, &row.bound);
    return ent_candidates_add(search->out, &row);
}

/* "minus five", "-5" where the sign stands free. */
static bool minus_before(const figure_search *search, size_t first) {
    static const char *const words[] = {"minus", "negative", NULL};
    if (first == 0) return false;
    if (figures_word(search, first - 1, words)) return true;
    return (ent_token_is_mark(search->tokens, first - 1, '-') ||
            search->tokens->items[first - 1].character == 0x2212) &&
           figures_spaced(search, first - 1) && !figures_spaced(search, first);
}

bool figures_quantity(const figure_search *search, size_t index, ent_quantity *out) {
    return ent_quantity_read(search->figures->quantities, search->tokens, index, out);
}

/* The second number of a range, "5 to 6", "5-6", "between 5 and 6"; the token it starts at, or 0. */
size_t figures_range(const figure_search *search, size_t first, size_t end) {
    const ent_tokens *tokens = search->tokens;
    bool between = first > 0 && ent_token_is(tokens, first - 1, "between");
    bool from = first > 0 && ent_token_is(tokens, first - 1, "from");
    bool joins =
        (between && ent_token_is(tokens, end, "and")) ||
        (!from && (ent_token_is(tokens, end, "to") || ent_token_is(tokens, end, "through"))) ||
        ((ent_token_is_mark(tokens, end, '-') || (end < tokens->size && tokens->items[end].character == 0x2013)) &&
         end + 1 < tokens->size && figures_spaced(search, end) == figures_spaced(search, end + 1));
    return joins ? end + 1 : 0;
}

void figures_set_range(ent_candidate *row, double low, double high) {
    if (row == NULL || low >= high) return;
    row->bound = ENT_BETWEEN;
    row->value = low;
    row->high = high;
}

/* ---- money -------------------------------------------------------------------------------------------------- */

/* A magnitude after the currency: "75 USD million". */
static size_t late_magnitude(const figure_search *search, size_t at, const ent_quantity *number, double *factor) {
    double value;
    if (number->magnitude || !ent_quantity_magnitude(search->figures->quantities, search->tokens, at, &value))
        return at;
    *factor *= value;
    return at + 1;
}

/* "and forty-five cents", "50" after dollars: the part below one. */
static size_t small_change(const figure_search *search, size_t at, const ent_currency_name *name, double *part) {
    ent_quantity cents;
    ent_currency_name small;
    size_t start = ent_token_is(search->tokens, at, "and") ? at + 1 : at;
    if (name->factor < 1 || !figures_quantity(search, start, &cents) || cents.value >= 100 || cents.value < 1 ||
        cents.kind != ENT_QUANTITY_CARDINAL || cents.magnitude)
        return at;
    if (ent_currency_at(search->figures->currencies, search->tokens, cents.end, &small) && small.factor < 1) {
        *part = cents.value / 100;
        return small.end;
    }
    size_t after = cents.end;
    bool ends = after >= search->tokens->size || ent_token_is_mark(search->tokens, after, '.') ||
                ent_token_is_mark(search->tokens, after, ',') || ent_token_is(search->tokens, after, "more");
    if (start > at || !ends || ent_token_is_mark(search->tokens, at, ',')) return at;
    *part = cents.value / 100;
    return after;
}

/* Value times factor without a rounding of its own where the factor is whole. */
static double scaled(double value, double factor) {
    return factor < 1 ? value / (1 / factor) : value * factor;
}

static size_t add_money(const figure_search *search, size_t first, size_t end, double value, const char *code,
                        const char *rule) {
    figures_add(search, ENT_CANDIDATE_MONEY, first, end, minus_before(search, first) ? -value : value, code, rule);
    return end;
}

/* "$-99.99". */
static bool is_minus_inside(const figure_search *search, const ent_currency_name *name) {
    return name->symbol && ent_token_is_mark(search->tokens, name->end, '-') && !figures_spaced(search, name->end) &&
           name->end + 1 < search->tokens->size && !figures_spaced(search, name->end + 1) &&
           search->tokens->items[name->end + 1].kind == ENT_TOKEN_NUMBER &&
           search->tokens->items[name->end - 1].kind == ENT_TOKEN_MARK;
}

/* The number after a currency's name at `index`; false where the name belongs to the number before it, "10 $ 30 $". */
static bool amount_after(const figure_search *search, size_t index, ent_currency_name *name, ent_quantity *number) {
    if (!ent_currency_at(search->figures->currencies, search->tokens, index, name)) return false;
    size_t at = is_minus_inside(search, name) ? name->end + 1 : name->end;
    if (!figures_quantity(search, at, number) || number->kind != ENT_QUANTITY_CARDINAL) return false;
    bool before = index > 0 && search->tokens->items[index - 1].kind == ENT_TOKEN_NUMBER;
    if (before && figures_spaced(search, name->end) && !number->magnitude) return false;
    return name->symbol || (number->digits && name->factor >= 1 && !number->plain_year);
}

static size_t add_range(const figure_search *search, size_t first, size_t end, double low, double high,
                        const char *code) {
    ent_candidate *row = figures_add(search, ENT_CANDIDATE_MONEY, first, end, low, code, "money.range");
    figures_set_range(row, low, high);
    return end;
}

/* What the first number of a range is multiplied by: "$5-6 billion" means billions in both. */
static double shared_magnitude(const figure_search *search, const ent_quantity *low, const ent_quantity *high) {
    return high->magnitude && !low->magnitude ? figures_magnitude(search, high) : 1;
}

/* "$344 million", "USD 200", "between $1 billion and $2 billion", "$5-6 billion". */
static size_t money_after_symbol(const figure_search *search, size_t index) {
    ent_currency_name name, again;
    ent_quantity number, high;
    if (!amount_after(search, index, &name, &number)) return index;
    double value = scaled(number.value, name.factor);
    size_t second = figures_range(search, index, number.end);
    if (second > 0 && ent_currency_at(search->figures->currencies, search->tokens, second, &again)) second = again.end;
    if (second > 0 && figures_quantity(search, second, &high) && high.digits && high.kind == ENT_QUANTITY_CARDINAL) {
        double low = value * shared_magnitude(search, &number, &high);
        if (low < high.value) return add_range(search, index, high.end, low, high.value, name.code);
    }
    if (is_minus_inside(search, &name)) value = -value;
    return add_money(search, index, number.end, value, name.code, name.symbol ? "money.symbol" : "money.word-before");
}

/* The name of a currency at `at`, or after a hyphen there: "12-cent". */
static bool currency_after(const figure_search *search, size_t at, ent_currency_name *name) {
    size_t start = ent_token_is_mark(search->tokens, at, '-') && !figures_spaced(search, at) ? at + 1 : at;
    return ent_currency_at(search->figures->currencies, search->tokens, start, name);
}

/* "a twenty-pound bag": a weight, unless what follows is worth it. */
static bool is_weight(const figure_search *search, const ent_quantity *number, const ent_currency_name *name) {
    static const char *const worth[] = {"note",  "notes",  "coin",   "fine", "fee",      "bill",    "deal",
                                        "bonus", "budget", "ticket", "loan", "contract", "package", NULL};
    const ent_tokens *tokens = search->tokens;
    if (!ent_token_is(tokens, name->end - 1, "pound") || number->value <= 1 || number->magnitude) return false;
    return name->end < tokens->size && tokens->items[name->end].kind == ENT_TOKEN_WORD &&
           !figures_word(search, name->end, worth);
}

/* Whether a sign stands right before another number, whose own it is: "the 30 $5 bills". */
static bool leads_next(const figure_search *search, const ent_currency_name *name) {
    ent_quantity next;
    return name->symbol && figures_spaced(search, name->end - 1) && !figures_spaced(search, name->end) &&
           figures_quantity(search, name->end, &next) && next.digits;
}

/* "528 million francs", "5 dollars and 20 cents", "50 to 60 million euros". */
static size_t money_after_number(const figure_search *search, size_t index) {
    ent_quantity number, high;
    ent_currency_name name;
    if (!figures_quantity(search, index, &number) || number.kind != ENT_QUANTITY_CARDINAL) return index;
    size_t second = figures_range(search, index, number.end);
    bool ranged = second > 0 && figures_quantity(search, second, &high) && high.kind == ENT_QUANTITY_CARDINAL &&
                  currency_after(search, high.end, &name);
    if (!ranged && !currency_after(search, number.end, &name)) return index;
    if (leads_next(search, &name) || is_weight(search, &number, &name)) return index;
    if (ranged) {
        double low = number.value * shared_magnitude(search, &number, &high);
        return add_range(search, index, name.end, scaled(low, name.factor), scaled(high.value, name.factor), name.code);
    }
    double factor = name.factor, part = 0;
    size_t end = late_magnitude(search, name.end, &number, &factor);
    if (end == name.end) end = small_change(search, end, &name, &part);
    return add_money(search, index, end, scaled(number.value, factor) + part, name.code, "money.word");
}

double figures_magnitude(const figure_search *search, const ent_quantity *number) {
    double factor = 1, value;
    for (size_t i = number->first; i < number->end; i++)
        if (ent_quantity_magnitude(search->figures->quantities, search->tokens, i, &value)) factor *= value;
    return factor;
}

/* ---- percentages -------------------------------------------------------------------------------------------- */

/* After "percent", "%", "per cent", "percentage points": the token after it, or `at`. */
static size_t percent_sign(const figure_search *search, size_t at, const char **unit) {
    static const char *const words[] = {"percent", "percents", "pct", "percentage", "percentages", NULL};
    static const char *const points[] = {"point", "points", NULL};
    size_t start = ent_token_is_mark(search->tokens, at, '-') && !figures_spaced(search, at) ? at + 1 : at;
    size_t end = at;
    if (ent_token_is_mark(search->tokens, start, '%') || figures_word(search, start, words)) end = start + 1;
    if (ent_token_is(search->tokens, start, "per") && ent_token_is(search->tokens, start + 1, "cent")) end = start + 2;
    if (end == at) return at;
    *unit = "percent";
    size_t hyphen = ent_token_is_mark(search->tokens, end, '-') ? end + 1 : end;
    if (figures_word(search, hyphen, points)) {
        *unit = "percentage points";
        end = hyphen + 1;
    }
    return end;
}

/* "of its GDP" after a percentage. */
static bool of_gdp(const figure_search *search, size_t at) {
    static const char *const between[] = {"its", "their", "the", "national", "total", "a", "country", "annual", NULL};
    if (!ent_token_is(search->tokens, at, "of")) return false;
    for (size_t i = at + 1; i < at + 5; i++) {
        if (ent_token_is(search->tokens, i, "gdp") ||
            (ent_token_is(search->tokens, i, "gross") && ent_token_is(search->tokens, i + 1, "domestic")))
            return true;
        bool owner = ent_token_is_mark(search->tokens, i, '\'');
        if (!figures_word(search, i, between) && !owner) return false;
    }
    return false;
}

static size_t find_percent(const figure_search *search, size_t index) {
    ent_quantity number, high = {0};
    const char *unit;
    if (!figures_quantity(search, index, &number) || number.kind != ENT_QUANTITY_CARDINAL) return index;
    size_t end = percent_sign(search, number.end, &unit), second = figures_range(search, index, end);
    double value = number.value;
    bool ranged =
        second > 0 && figures_quantity(search, second, &high) && percent_sign(search, high.end, &unit) > high.end;
    if (ranged) end = percent_sign(search, high.end, &unit);
    if (end == number.end) return index;
    if (of_gdp(search, end) && strcmp(unit, "percent") == 0) unit = "percent of GDP";
    if (minus_before(search, index)) value = -value;
    ent_candidate *row = figures_add(search, ENT_CANDIDATE_PERCENT, index, end, value, unit, "percent");
    if (ranged) figures_set_range(row, value, high.value);
    figures_change(search, index, end, value, ranged ? high.value : value, unit);
    return end;
}

/* ---- the search --------------------------------------------------------------------------------------------- */

static size_t past_address(const figure_search *search, size_t index) {
    return ent_token_past_address(search->tokens, index);
}

static bool may_be_number(const figure_search *search, size_t index) {
    if (index >= search->tokens->size) return false;
    const ent_token *token = &search->tokens->items[index];
    return token->kind == ENT_TOKEN_NUMBER || ent_word_filter_has(&search->figures->numbers, token);
}

/* Whether a figure may start here: false for nearly all words of prose. A currency in words needs a number soon after.
 */
static bool may_start(const figure_search *search, size_t index) {
    const ent_token *token = &search->tokens->items[index];
    const ent_figures *figures = search->figures;
    if (token->kind == ENT_TOKEN_MARK) {
        const uint32_t c = token->character;
        return c == '$' || c == 0xA3 || c == 0xA5 || c == 0xE3F || c >= 0x20A0;
    }
    if (token->kind == ENT_TOKEN_NUMBER || ent_word_filter_has(&figures->others, token)) return true;
    bool article = token->length == 1 && ent_token_is(search->tokens, index, "a");
    if (ent_word_filter_has(&figures->numbers, token) && (!article || may_be_number(search, index + 1))) return true;
    if (!ent_word_filter_has(&figures->currencies_start, token)) return false;
    for (size_t i = index + 1; i < index + 7; i++)
        if (may_be_number(search, i)) return true;
    return false;
}

typedef size_t (*rule)(const figure_search *search, size_t index);

void ent_figures_find(const ent_figures *figures, const ent_tokens *tokens, const bool *taken, size_t sentence,
                      ent_candidates *out) {
    static const rule rules[] = {ent_korean_figure, past_address,       money_after_symbol, money_after_number,
                                 find_percent,      figures_find_ratio, figures_find_count};
    figure_search search = {figures, tokens, sentence, out};
    const bool korean = ent_korean_any(tokens);
    for (size_t at = 0; at < tokens->size;) {
        size_t after = at;
        if ((taken != NULL && taken[at]) || !may_start(&search, at)) {
            at++;
            continue;
        }
        for (size_t i = korean ? 0 : 1; i < sizeof rules / sizeof *rules && after == at; i++)
            after = rules[i](&search, at);
        at = after > at ? after : at + 1;
    }
}
