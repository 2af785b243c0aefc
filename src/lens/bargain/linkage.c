/* One deal or separate tables: what linking issues adds (Tollison and Willett, An economic theory of mutually
 * advantageous issue linkages, 1979; Raiffa 1982; Sebenius, Negotiation arithmetic, 1983). Each table is settled alone
 * by the recommended rule, with the share of no deal that belongs to it; what the tables give together is compared with
 * the package deal.
 *
 * A table is a small space of its own, made of utilities only. Issues that an interaction joins stay together: they
 * are one issue there, with all their combinations as options. */
#include "practice.h"

#include <string.h>

enum { COMBINATIONS = 20000, MOST_BITS = 116 };

/* Issues of the model that cannot be parted; an option is a combination of theirs. */
typedef struct bundle {
    size_t table, size; /* size: combinations */
    size_t first;       /* the first issue stands for it */
} bundle;

/* How issues are spread over tables. */
typedef struct grouping {
    const char *key, *label;
    size_t *table; /* per issue, below the number of issues and forums */
    size_t tables;
    bool plain; /* each issue on its own */
} grouping;

typedef struct party_share {
    ent_wide factor;    /* its utilities are multiplied by this, so that shares of no deal are whole numbers */
    ent_wide *fallback; /* per table, multiplied: what it has there without a deal */
    ent_wide sum;       /* over all tables, multiplied: what it gets beyond the reference */
} party_share;

typedef struct linkage {
    bargain *b;
    const grouping *group;
    size_t *root;        /* per issue: the first issue of its bundle */
    uint32_t *reference; /* the package that the others issues stand at while one table is looked at */
    uint32_t *trial;     /* a package to try */
    uint32_t *outcome;   /* what the tables agree on; an issue of a table without agreement keeps the reference */
    bool *agreed;        /* per table */
    bool exact;          /* shares of no deal are exact */
    party_share parties[ENT_SPACE_PARTIES];
} linkage;

/* ---- bundles ------------------------------------------------------------------------------------------------------
 */

static size_t root_of(const linkage *s, size_t issue) {
    while (s->root[issue] != issue)
        issue = s->root[issue];
    return issue;
}

static void join(linkage *s, size_t one, size_t other) {
    const size_t a = root_of(s, one), c = root_of(s, other);
    s->root[a > c ? a : c] = a > c ? c : a;
}

static void join_interactions(linkage *s) {
    const ent_model *model = s->b->model;
    for (size_t j = 0; j < model->issues; j++)
        s->root[j] = j;
    for (size_t q = 0; q < model->interactions_size; q++) {
        const ent_interaction *interaction = model->interactions[q];
        for (size_t w = 1; w < interaction->when_size; w++)
            join(s, (size_t)ent_model_issue(model, interaction->when[0].issue),
                 (size_t)ent_model_issue(model, interaction->when[w].issue));
    }
    for (size_t t = 0; t < model->tables_size; t++)
        join(s, (size_t)ent_model_issue(model, model->tables[t]->issues[0]),
             (size_t)ent_model_issue(model, model->tables[t]->issues[1]));
}

/* An interaction between issues of two tables makes one table of them. Tables are numbered in the order of issues. */
static ent_status join_tables(const linkage *s, const grouping *given, grouping *out) {
    const size_t issues = s->b->model->issues;
    *out = *given;
    out->table = ent_arena_array(s->b->arena, issues, sizeof *out->table);
    size_t *number = ent_arena_array(s->b->arena, issues + s->b->source->forums_size + 1, sizeof *number);
    if (!out->table || !number) return ENT_MEMORY;
    memcpy(out->table, given->table, issues * sizeof *out->table);
    for (size_t j = 0; j < issues; j++) {
        const size_t mine = out->table[j], other = out->table[root_of(s, j)];
        for (size_t k = 0; k < issues && mine != other; k++)
            if (out->table[k] == mine) out->table[k] = other;
    }
    out->tables = 0;
    for (size_t j = 0; j < issues; j++)
        if (number[out->table[j]] == 0) number[out->table[j]] = ++out->tables;
    for (size_t j = 0; j < issues; j++)
        out->table[j] = number[out->table[j]] - 1;
    return ENT_OK;
}

/* Sets the issues of a bundle to its combination number `k` (the last issue fastest). */
static void set_combination(const linkage *s, size_t root, size_t k, uint32_t *outcome) {
    for (size_t j = s->b->model->issues; j-- > 0;)
        if (root_of(s, j) == root) {
            outcome[j] = (uint32_t)(k % s->b->model->options[j]);
            k /= s->b->model->options[j];
        }
}

static size_t combinations(const linkage *s, size_t root) {
    size_t size = 1;
    for (size_t j = 0; j < s->b->model->issues; j++)
        if (root_of(s, j) == root && __builtin_mul_overflow(size, s->b->model->options[j], &size)) return SIZE_MAX;
    return size;
}

/* ---- what is at stake at a table
 * ------------------------------------------------------------------------------------- */

/* What a combination is worth beyond the reference, and whether the red lines allow it. */
static ent_wide worth(const linkage *s, size_t party, size_t root, size_t k, bool *allowed) {
    const ent_space *space = s->b->space;
    set_combination(s, root, k, s->trial);
    *allowed = true;
    for (size_t j = 0; j < space->issues; j++)
        if (root_of(s, j) == root && !space->allowed[space->first[j] + s->trial[j]]) *allowed = false;
    const ent_wide utility = ent_space_utility(space, party, s->trial);
    for (size_t j = 0; j < space->issues; j++)
        if (root_of(s, j) == root) s->trial[j] = s->reference[j];
    return utility - ent_space_utility(space, party, s->reference);
}

/* The least and the most that a bundle is worth to a party within the red lines. */
static void ends(const linkage *s, size_t party, size_t root, ent_wide *least, ent_wide *most, uint32_t *best) {
    bool any = false;
    for (size_t k = 0; k < combinations(s, root); k++) {
        bool allowed = false;
        const ent_wide now = worth(s, party, root, k, &allowed);
        if (!allowed) continue;
        if (!any || now < *least) *least = now;
        if (!any || now > *most) {
            *most = now;
            set_combination(s, root, k, best);
        }
        any = true;
    }
}

/* The option of the no-deal outcome, or the nearest one to an amount between options; ENT_NOWHERE where it is open. */
static int no_deal_option(const bargain *b, size_t party, size_t issue) {
    const ent_no_deal_value *value = b->model->fallback[party].value;
    if (!value || !value->has_outcome) return ENT_NOWHERE;
    const ent_level *level = ent_package_level(&value->outcome, b->model->issue[issue]);
    if (!level || level->option != ENT_NOWHERE) return level ? level->option : ENT_NOWHERE;
    const double *levels = b->model->level + b->model->first[issue];
    size_t best = 0;
    for (size_t o = 1; o < b->model->options[issue]; o++) {
        const double now = levels[o] - level->number.value, least = levels[best] - level->number.value;
        if (now * now < least * least) best = o;
    }
    return (int)best;
}

/* A bundle's no deal: the outcome's where it names all of its issues, else the least the bundle can be worth. */
static ent_wide bundle_no_deal(const linkage *s, size_t party, size_t root, ent_wide least) {
    size_t k = 0;
    for (size_t j = 0; j < s->b->model->issues; j++) {
        if (root_of(s, j) != root) continue;
        const int option = no_deal_option(s->b, party, j);
        if (option == ENT_NOWHERE) return least;
        k = k * s->b->model->options[j] + (size_t)option;
    }
    bool allowed = false;
    return worth(s, party, root, k, &allowed);
}

/* ---- shares of no deal
 * ------------------------------------------------------------------------------------------------ */

static size_t bits_of(ent_wide value) {
    size_t bits = 0;
    for (unsigned __int128 size = value < 0 ? -(unsigned __int128)value : (unsigned __int128)value; size; size >>= 1)
        bits++;
    return bits;
}

static ent_wide divisor_of(ent_wide a, ent_wide c) {
    a = a < 0 ? -a : a;
    c = c < 0 ? -c : c;
    while (c != 0) {
        const ent_wide rest = a % c;
        a = c;
        c = rest;
    }
    return a;
}

/* What no deal is worth beyond the sum of the tables' own levels is spread by what is at stake at each: fractions of
 * the stakes' sum, made whole by a factor. Too large a factor: the largest power of two that fits, and rounding. */
static void share_out(linkage *s, size_t party, const ent_wide *own, const ent_wide *stake) {
    const ent_space *space = s->b->space;
    party_share *share = &s->parties[party];
    ent_wide rest = space->no_deal[party] - ent_space_utility(space, party, s->reference), all = 0, common = 0;
    for (size_t t = 0; t < s->group->tables; t++) {
        rest -= own[t];
        all += stake[t];
    }
    const size_t used = bits_of(ent_space_magnitude(space, party)), room = used < MOST_BITS ? MOST_BITS - used : 0;
    common = all == 0 ? 1 : divisor_of(all, rest);
    share->factor = all == 0 ? 1 : all / common;
    if (bits_of(share->factor) > room || bits_of(rest / common) + bits_of(all) > MOST_BITS) {
        share->factor = (ent_wide)1 << (room > 40 ? 40 : room);
        s->exact = false;
    }
    for (size_t t = 0; t < s->group->tables; t++) {
        share->fallback[t] = own[t] * share->factor;
        if (all == 0) {
            share->fallback[t] += t == 0 ? rest : 0;
        } else if (share->factor == all / common) {
            share->fallback[t] += rest / common * stake[t];
        } else {
            const long double part = (long double)stake[t] / (long double)all * (long double)rest;
            share->fallback[t] += (ent_wide)(part * (long double)share->factor);
        }
    }
}

/* False where utilities are no sum over the tables. */
static bool adds_up(const linkage *s, size_t party, const ent_wide *most) {
    ent_wide sum = ent_space_utility(s->b->space, party, s->reference);
    for (size_t t = 0; t < s->group->tables; t++)
        sum += most[t];
    return sum == ent_space_utility(s->b->space, party, s->outcome);
}

static ent_status find_shares(linkage *s, size_t party, bool *adds) {
    const bargain *b = s->b;
    const size_t tables = s->group->tables;
    ent_wide *own = ent_arena_array(b->arena, tables, sizeof *own);
    ent_wide *stake = ent_arena_array(b->arena, tables, sizeof *stake);
    ent_wide *tops = ent_arena_array(b->arena, tables, sizeof *tops);
    s->parties[party].fallback = ent_arena_array(b->arena, tables, sizeof *s->parties[party].fallback);
    if (!own || !stake || !tops || !s->parties[party].fallback) return ENT_MEMORY;
    for (size_t j = 0; j < b->model->issues; j++) {
        if (root_of(s, j) != j) continue;
        ent_wide least = 0, most = 0;
        ends(s, party, j, &least, &most, s->outcome); /* the outcome is that party's best */
        own[s->group->table[j]] += bundle_no_deal(s, party, j, least);
        stake[s->group->table[j]] += most - least;
        tops[s->group->table[j]] += most;
    }
    *adds = *adds && adds_up(s, party, tops);
    share_out(s, party, own, stake);
    return ENT_OK;
}

/* ---- one table
 * ----------------------------------------------------------------------------------------------------------- */

static ent_space *make_space(const linkage *s, size_t table, const size_t *roots, size_t bundles) {
    const bargain *b = s->b;
    size_t *options = ent_arena_array(b->arena, bundles, sizeof *options);
    if (!options) return NULL;
    for (size_t g = 0; g < bundles; g++)
        options[g] = combinations(s, roots[g]);
    ent_space *space = ent_space_new(b->arena, b->model->parties, bundles, options, 0);
    if (!space) return NULL;
    for (size_t i = 0; i < b->model->parties; i++) {
        space->denominator[i] = b->space->denominator[i] * s->parties[i].factor;
        space->no_deal[i] = s->parties[i].fallback[table];
        for (size_t g = 0; g < bundles; g++)
            for (size_t k = 0; k < options[g]; k++)
                space->terms[i * space->total + space->first[g] + k] =
                    worth(s, i, roots[g], k, &space->allowed[space->first[g] + k]) * s->parties[i].factor;
    }
    return space;
}

/* The rule's choice at a table; no agreement leaves its issues at the reference. */
static ent_status settle(linkage *s, size_t table) {
    bargain *b = s->b;
    size_t *roots = ent_arena_array(b->arena, b->model->issues, sizeof *roots), bundles = 0;
    uint32_t *chosen = ent_arena_array(b->arena, b->model->issues, sizeof *chosen);
    if (!roots || !chosen) return ENT_MEMORY;
    for (size_t j = 0; j < b->model->issues; j++)
        if (s->group->table[j] == table && root_of(s, j) == j) roots[bundles++] = j;
    ent_space *space = make_space(s, table, roots, bundles);
    if (!space) return ENT_MEMORY;
    ent_frontier frontier;
    const ent_run quiet = practice_quiet(b);
    ent_status status = ent_frontier_find(&quiet, space, NULL, &frontier);
    if (status != ENT_OK) return status;
    s->agreed[table] = frontier.size > 0;
    ent_solver solver;
    if (s->agreed[table]) status = ent_solver_init(&quiet, space, &frontier, b->weighted ? b->weights : NULL, &solver);
    if (s->agreed[table] && status == ENT_OK) {
        size_t point = 0;
        ent_solve(&solver, b->recommended, &point, 1);
        ent_frontier_outcome(&frontier, point, chosen);
        for (size_t g = 0; g < bundles; g++)
            set_combination(s, roots[g], chosen[g], s->outcome);
    }
    for (size_t i = 0; i < b->model->parties && status == ENT_OK; i++)
        s->parties[i].sum += s->agreed[table] ? ent_space_utility(space, i, chosen) : s->parties[i].fallback[table];
    ent_frontier_free(&frontier);
    return status;
}

/* ---- findings
 * -------------------------------------------------------------------------------------------------------------- */

static double separate(const linkage *s, size_t party) {
    const ent_space *space = s->b->space;
    const party_share *share = &s->parties[party];
    return ent_wide_ratio(ent_space_utility(space, party, s->reference) * share->factor + share->sum,
                          space->denominator[party] * share->factor);
}

static double linking_gain(const linkage *s, size_t party) {
    return bargain_utility(s->b, party, s->b->outcomes[s->b->recommended]) - separate(s, party);
}

static void metrics(const linkage *s) {
    bargain *b = s->b;
    const grouping *g = s->group;
    for (size_t i = 0; i < b->model->parties; i++) {
        const char *name = bargain_party_name(b, i), *id = bargain_party_id(b, i);
        ent_info info = bargain_info(bargain_text(b, "Utility of %s, %s", name, g->label), NULL, 3, &b->all);
        ent_findings_metricf(b->out, ent_real(separate(s, i)), &info, "%s.separate.%s", g->key, id);
        info = bargain_info(bargain_text(b, "Gain of %s from one package deal, against %s", name, g->label), NULL, 3,
                            &b->all);
        ent_findings_metricf(b->out, ent_real(linking_gain(s, i)), &info, "%s.gain.%s", g->key, id);
    }
    for (size_t j = 0; j < b->model->issues; j++) {
        if (!s->agreed[g->table[j]]) continue;
        const ent_info info = bargain_info(bargain_text(b, "%s, %s", practice_issue_name(b, j), g->label),
                                           bargain_unit(b, j), bargain_digits(b, j), &b->all);
        ent_findings_metricf(b->out, bargain_option(b, j, s->outcome[j]), &info, "%s.outcome.%s", g->key,
                             bargain_issue(b, j)->id);
    }
}

static const char *gains_words(const linkage *s) {
    const bargain *b = s->b;
    const char *words = "";
    for (size_t i = 0; i < b->model->parties; i++)
        words = bargain_text(b, "%s%s%s %+.3f", words, i ? ", " : "", bargain_party_name(b, i), linking_gain(s, i));
    return words;
}

static ent_table *linkage_table(const linkage *s) {
    bargain *b = s->b;
    ent_table *table = ent_findings_table(b->out, "linkage", false, "One package deal against %s: %s", s->group->label,
                                          gains_words(s));
    ent_table_about(b->out, table,
                    "Each table settled alone by the recommended rule. A table's no deal is what the no-deal outcome "
                    "gives there; where there is no outcome, its worst. What is left of the no-deal value is spread by "
                    "what is at stake at each table, so that the tables' no deals add up to it.");
    ent_table_column(b->out, table, "against", "One deal against", "text", "", -1);
    ent_table_column(b->out, table, "change", "Apart, not as in the package deal", "text", "", -1);
    for (size_t i = 0; i < b->model->parties; i++) {
        const char *id = bargain_party_id(b, i), *name = bargain_party_name(b, i);
        ent_table_column(b->out, table, bargain_text(b, "separate.%s", id), bargain_text(b, "Utility, %s", name),
                         "number", "", 3);
        ent_table_column(b->out, table, bargain_text(b, "gain.%s", id), bargain_text(b, "Linking adds, %s", name),
                         "number", "", 3);
    }
    return table;
}

/* What the tables agree on other than the package deal. */
static const char *apart_words(const linkage *s) {
    const bargain *b = s->b;
    const char *words = "";
    for (size_t j = 0; j < b->model->issues; j++) {
        const bool agreed = s->agreed[s->group->table[j]];
        if (agreed && s->outcome[j] == s->reference[j]) continue;
        const char *what = agreed ? practice_change_words(b, j, s->reference[j], s->outcome[j])
                                  : bargain_text(b, "%s without agreement", practice_issue_name(b, j));
        words = bargain_text(b, "%s%s%s", words, *words ? "; " : "", what);
    }
    return *words ? words : "nothing";
}

static void linkage_row(const linkage *s, ent_table *table, ent_value *cells) {
    bargain *b = s->b;
    size_t size = 0;
    cells[size++] = ent_text(s->group->label);
    cells[size++] = ent_text(apart_words(s));
    for (size_t i = 0; i < b->model->parties; i++) {
        cells[size++] = ent_real(separate(s, i));
        cells[size++] = ent_real(linking_gain(s, i));
    }
    ent_table_row(b->out, table, cells);
}

/* ---- groupings
 * ---------------------------------------------------------------------------------------------------------------- */

static void alone(const bargain *b, grouping *g) {
    for (size_t j = 0; j < b->model->issues; j++)
        g->table[j] = j;
}

/* An issue belongs to the first forum that has it; issues of no forum stand alone. */
static void by_forum(const bargain *b, grouping *g) {
    for (size_t j = 0; j < b->model->issues; j++) {
        g->table[j] = j;
        for (size_t f = b->source->forums_size; f-- > 0;)
            for (size_t k = 0; k < b->source->forums[f].issues_size; k++)
                if (b->source->forums[f].issues[k] == b->model->issue[j]) g->table[j] = b->model->issues + f;
    }
}

/* As the case has it: this table, and each issue that is talked about elsewhere. */
static void as_coded(const bargain *b, grouping *g) {
    for (size_t j = 0; j < b->model->issues; j++)
        g->table[j] = bargain_issue(b, j)->same_table ? b->model->issues : j;
}

static ent_status start(linkage *s) {
    bargain *b = s->b;
    const size_t issues = b->model->issues;
    s->root = ent_arena_array(b->arena, issues, sizeof *s->root);
    s->reference = ent_arena_array(b->arena, issues, sizeof *s->reference);
    s->trial = ent_arena_array(b->arena, issues, sizeof *s->trial);
    s->outcome = ent_arena_array(b->arena, issues, sizeof *s->outcome);
    s->agreed = ent_arena_array(b->arena, issues, sizeof *s->agreed);
    if (!s->root || !s->reference || !s->trial || !s->outcome || !s->agreed) return ENT_MEMORY;
    memcpy(s->reference, b->outcomes[b->recommended], issues * sizeof *s->reference);
    memcpy(s->trial, s->reference, issues * sizeof *s->trial);
    memcpy(s->outcome, s->reference, issues * sizeof *s->outcome);
    s->exact = true;
    join_interactions(s);
    return ENT_OK;
}

static void note(bargain *b, const char *id, const char *text) {
    if (!b->run->metrics_only) ent_findings_note(b->out, ENT_NOTE, id, NULL, "%s", text);
}

/* One grouping; says nothing where it makes one table of all, or the same ones as each issue on its own. */
static ent_status compare(bargain *b, const grouping *given, ent_table **table, ent_value *cells) {
    linkage s = {.b = b};
    grouping group;
    ent_status status = start(&s);
    if (status == ENT_OK) status = join_tables(&s, given, &group);
    size_t bundles = 0;
    for (size_t j = 0; status == ENT_OK && j < b->model->issues; j++)
        bundles += root_of(&s, j) == j;
    if (status != ENT_OK || group.tables < 2 || (group.tables == bundles && !group.plain)) return status;
    s.group = &group;
    bool adds = true;
    for (size_t j = 0; j < b->model->issues; j++)
        if (combinations(&s, root_of(&s, j)) > COMBINATIONS) {
            note(b, "N-BARGAIN-0053",
                 "What linking adds is left out: too many issues are joined by interactions to settle them apart.");
            return ENT_OK;
        }
    for (size_t i = 0; i < b->model->parties && status == ENT_OK; i++)
        status = find_shares(&s, i, &adds);
    if (status != ENT_OK) return status;
    if (!adds) {
        note(b, "N-BARGAIN-0054", "What linking adds is left out: utilities are no sum over the issues.");
        return ENT_OK;
    }
    memcpy(s.outcome, s.reference, b->model->issues * sizeof *s.outcome);
    for (size_t t = 0; t < group.tables && status == ENT_OK; t++)
        status = settle(&s, t);
    if (status != ENT_OK) return status;
    metrics(&s);
    if (b->run->metrics_only) return ENT_OK;
    if (!s.exact)
        note(b, "N-BARGAIN-0055", "The shares of no deal that belong to separate tables are rounded to the grid.");
    if (!*table) *table = linkage_table(&s);
    linkage_row(&s, *table, cells);
    return ENT_OK;
}

ent_status practice_linkage(bargain *b) {
    if (!b->agreement) return ENT_OK;
    static const struct {
        const char *key, *label;
        void (*spread)(const bargain *, grouping *);
    } kinds[] = {{"linkage", "each issue on its own", alone},
                 {"linkage_forums", "one table for each forum", by_forum},
                 {"linkage_tables", "this table and the others apart", as_coded}};
    ent_value *cells = ent_arena_array(b->arena, 2 * b->model->parties + 2, sizeof *cells);
    size_t *spread = ent_arena_array(b->arena, b->model->issues, sizeof *spread);
    if (!cells || !spread) return ENT_MEMORY;
    ent_table *table = NULL;
    ent_status status = ENT_OK;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0] && status == ENT_OK; k++) {
        grouping g = {.key = kinds[k].key, .label = kinds[k].label, .table = spread, .plain = k == 0};
        if (kinds[k].spread == by_forum && b->source->forums_size == 0) continue;
        if (kinds[k].spread == as_coded && !(b->options->tables && strcmp(b->options->tables, "all") == 0)) continue;
        kinds[k].spread(b, &g);
        status = compare(b, &g, &table, cells);
        if (status != ENT_LIMIT) continue;
        note(b, "N-BARGAIN-0053", "What linking adds is left out: the frontier of a separate table grows too large.");
        status = ENT_OK;
    }
    return status;
}
