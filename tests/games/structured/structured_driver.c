/* Reads problems with structure from stdin, one after the other as words, and writes what the kernels make of them as
 * fractions, a line each: for the oracles in Python, which know the answers. Not a face: words that it does not know
 * end it. */
#include "games/structured/airport.h"
#include "games/structured/components.h"
#include "games/structured/components_nucleolus.h"
#include "games/structured/market.h"
#include "games/structured/mcst.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARRAYS = 16, WORD = 65536 };

static char word[WORD];
static void *arrays[ARRAYS]; /* of the problem that is read */
static mpq_t *fractions[ARRAYS];
static size_t arrays_size, fractions_size, fractions_count[ARRAYS];
static const ent_run run = {.threads = 2};

static void must(bool good) {
    if (good) return;
    fprintf(stderr, "structured_driver: cannot read \"%s\"\n", word);
    exit(70);
}

static bool next_word(void) {
    return scanf("%65535s", word) == 1;
}

static uint64_t next_count(void) {
    must(next_word());
    return strtoull(word, NULL, 10);
}

static void *room(size_t count, size_t size) {
    must(arrays_size < ARRAYS);
    return arrays[arrays_size++] = calloc(count > 0 ? count : 1, size);
}

/* So many fractions; NULL for "-". */
static mpq_srcptr next_fractions(size_t size) {
    must(fractions_size < ARRAYS);
    mpq_t *at = calloc(size > 0 ? size : 1, sizeof *at);
    for (size_t i = 0; i < size; i++)
        mpq_init(at[i]);
    fractions_count[fractions_size] = size;
    fractions[fractions_size++] = at;
    for (size_t i = 0; i < size; i++) {
        must(next_word());
        if (i == 0 && strcmp(word, "-") == 0) return NULL;
        must(mpq_set_str(at[i], word, 10) == 0);
        mpq_canonicalize(at[i]);
    }
    return at[0];
}

static void next_problem(void) {
    for (size_t i = 0; i < arrays_size; i++)
        free(arrays[i]);
    for (size_t k = 0; k < fractions_size; k++) {
        for (size_t i = 0; i < fractions_count[k]; i++)
            mpq_clear(fractions[k][i]);
        free(fractions[k]);
    }
    arrays_size = fractions_size = 0;
}

/* ---- answers ------------------------------------------------------------------------------------------ */

static void print_allocation(ent_status status, ent_allocation *allocation) {
    if (status == ENT_OK && allocation->exists) {
        printf(allocation->is_exact ? "ok" : "near");
        for (size_t i = 0; i < allocation->size; i++) {
            if (allocation->is_exact)
                gmp_printf(" %Qd", allocation->exact[i]);
            else
                printf(" %.17g", allocation->value[i]);
            must(!allocation->is_exact || allocation->value[i] == ent_mpq_value(allocation->exact[i]));
        }
    } else {
        printf("%s", status == ENT_OK ? "nothing" : ent_status_name(status));
    }
    printf("\n");
    ent_allocation_free(allocation);
}

static void print_worst(ent_status status, ent_worst *worst) {
    printf("%s", status == ENT_OK ? worst->exists ? "ok" : "none" : ent_status_name(status));
    if (status == ENT_OK) {
        gmp_printf(" %d %d %Qd", worst->efficient, ent_worst_in_core(worst), worst->excess);
        for (size_t i = 0; i < worst->players; i++)
            printf(" %llu", (unsigned long long)worst->count[i]);
    }
    printf("\n");
    ent_worst_free(worst);
}

/* Status, whether whole, and the entries; of coalitions that cannot form with a star. */
static void print_table(ent_status status, ent_tu_table *table) {
    printf("%s", ent_status_name(status));
    if (status == ENT_OK && table->value != NULL) {
        printf(" %d", table->game.whole);
        mpq_t entry;
        mpq_init(entry);
        for (size_t s = 0; s < ent_tu_size(&table->game); s++) {
            ent_tu_entry(&table->game, (ent_coalition_mask)s, entry);
            gmp_printf(" %Qd%s", entry, ent_tu_possible(&table->game, (ent_coalition_mask)s) ? "" : "*");
        }
        mpq_clear(entry);
    }
    printf("\n");
    ent_tu_table_free(table);
}

/* ---- components --------------------------------------------------------------------------------------- */

static void run_components(const char *rule, const ent_components *game, mpq_srcptr more) {
    typedef ent_status plain(const ent_components *, const ent_run *, ent_allocation *);
    static const struct {
        const char *name;
        plain *function;
    } rules[] = {{"alone", ent_components_alone},
                 {"separable", ent_components_separable},
                 {"shapley", ent_components_shapley},
                 {"tau", ent_components_tau},
                 {"ensc", ent_components_ensc}};
    ent_allocation out;
    must(ent_allocation_init(&out, game->players) == ENT_OK);
    for (size_t k = 0; k < sizeof rules / sizeof rules[0]; k++) {
        if (strcmp(rule, rules[k].name) != 0) continue;
        print_allocation(rules[k].function(game, &run, &out), &out);
        return;
    }
    if (strcmp(rule, "weighted") == 0) {
        print_allocation(ent_components_weighted_shapley(game, more, &run, &out), &out);
    } else if (strcmp(rule, "proportional") == 0) {
        print_allocation(ent_components_proportional(game, more, &run, &out), &out);
    } else if (strcmp(rule, "chain") == 0) {
        bool chain;
        ent_status status = ent_components_chain_nucleolus(game, &run, &chain, &out);
        must(status != ENT_OK || chain == out.exists);
        print_allocation(status, &out);
    } else if (strcmp(rule, "nucleolus") == 0) {
        ent_components_nucleolus_report report;
        ent_status status = ent_components_nucleolus(game, &run, &report, &out);
        must(status != ENT_OK || report.proved == out.is_exact);
        print_allocation(status, &out);
    } else if (strcmp(rule, "worst") == 0) {
        ent_allocation_free(&out);
        ent_worst worst;
        must(ent_worst_init(&worst, game->players, &run) == ENT_OK);
        print_worst(ent_components_worst(game, more, &run, &worst), &worst);
    } else {
        must(strcmp(rule, "table") == 0);
        ent_allocation_free(&out);
        ent_tu_table table;
        print_table(ent_components_table(game, &run, &table), &table);
    }
}

static void read_components(const char *rule) {
    ent_components game = {.players = (uint32_t)next_count(), .size = next_count()};
    game.cost = next_fractions(game.size);
    game.unit_cost = next_fractions(game.size);
    size_t *first = room(game.size + 1, sizeof *first);
    for (size_t k = 0; k < game.size; k++)
        first[k + 1] = first[k] + next_count();
    uint32_t *needed = room(first[game.size], sizeof *needed);
    for (size_t e = 0; e < first[game.size]; e++)
        needed[e] = (uint32_t)next_count();
    game.first = first;
    game.needed = needed;
    game.units = next_fractions(first[game.size]);
    run_components(rule, &game, next_fractions(game.players));
}

/* ---- airport ------------------------------------------------------------------------------------------ */

static void run_airport(const char *rule, const ent_airport *game, mpq_srcptr more) {
    typedef ent_status plain(const ent_airport *, const ent_run *, ent_allocation *);
    static const struct {
        const char *name;
        plain *function;
    } rules[] = {{"shapley", ent_airport_shapley},
                 {"nucleolus", ent_airport_nucleolus},
                 {"equal-benefits", ent_airport_equal_benefits},
                 {"equal-contributions", ent_airport_equal_contributions},
                 {"proportional", ent_airport_proportional}};
    static const char *const orders[] = {"given", "rising", "falling"};
    ent_allocation out;
    must(ent_allocation_init(&out, game->players) == ENT_OK);
    for (size_t k = 0; k < sizeof rules / sizeof rules[0]; k++) {
        if (strcmp(rule, rules[k].name) != 0) continue;
        print_allocation(rules[k].function(game, &run, &out), &out);
        return;
    }
    for (size_t k = 0; k < sizeof orders / sizeof orders[0]; k++) {
        if (strcmp(rule, orders[k]) != 0) continue;
        print_allocation(ent_airport_incremental(game, (ent_airport_order)k, &run, &out), &out);
        return;
    }
    ent_allocation_free(&out);
    if (strcmp(rule, "worst") == 0) {
        ent_worst worst;
        must(ent_worst_init(&worst, game->players, &run) == ENT_OK);
        print_worst(ent_airport_worst(game, more, &run, &worst), &worst);
    } else {
        must(strcmp(rule, "table") == 0);
        ent_tu_table table;
        print_table(ent_airport_table(game, &run, &table), &table);
    }
}

static void read_airport(const char *rule) {
    ent_airport game = {.players = (uint32_t)next_count()};
    game.need = next_fractions(game.players);
    uint64_t *users = room(game.players, sizeof *users);
    for (size_t i = 0; i < game.players; i++)
        users[i] = next_count();
    game.users = users;
    run_airport(rule, &game, next_fractions(game.players));
}

/* ---- trees -------------------------------------------------------------------------------------------- */

static uint32_t next_place(void) {
    must(next_word());
    return strcmp(word, "s") == 0 ? ENT_MCST_SUPPLY : (uint32_t)strtoul(word, NULL, 10);
}

static void print_tree(const ent_mcst *game) {
    ent_mcst_tree tree;
    ent_status status = ent_mcst_solve(game, &run, &tree);
    must(status == ENT_OK);
    gmp_printf("%s %Qd", tree.exists ? "ok" : "nothing", tree.total);
    for (uint32_t i = 0; i < game->players; i++)
        printf(" %d", tree.reached[i]);
    printf("\n");
    ent_mcst_tree_free(&tree);
}

static void print_irreducible(const ent_mcst *game) {
    size_t places = game->players + 1;
    size_t *dearest = room(places * places, sizeof *dearest);
    bool exists;
    must(ent_mcst_irreducible(game, &run, &exists, dearest) == ENT_OK);
    printf(exists ? "ok" : "nothing");
    for (size_t k = 0; k < places * places && exists; k++) {
        if (dearest[k] == game->links)
            printf(" 0");
        else
            gmp_printf(" %Qd", game->cost + dearest[k]);
    }
    printf("\n");
}

static void read_mcst(const char *rule) {
    ent_mcst game = {.players = (uint32_t)next_count(), .links = next_count()};
    uint32_t *from = room(game.links, sizeof *from), *to = room(game.links, sizeof *to);
    for (size_t k = 0; k < game.links; k++) {
        from[k] = next_place();
        to[k] = next_place();
    }
    game.from = from;
    game.to = to;
    game.cost = next_fractions(game.links);
    ent_allocation out;
    must(ent_allocation_init(&out, game.players) == ENT_OK);
    if (strcmp(rule, "bird") == 0) {
        print_allocation(ent_mcst_bird(&game, &run, &out), &out);
    } else if (strcmp(rule, "folk") == 0) {
        print_allocation(ent_mcst_folk(&game, &run, &out), &out);
    } else {
        ent_allocation_free(&out);
        if (strcmp(rule, "tree") == 0) {
            print_tree(&game);
        } else if (strcmp(rule, "irreducible") == 0) {
            print_irreducible(&game);
        } else {
            must(strcmp(rule, "table") == 0);
            ent_tu_table table;
            bool exists;
            ent_coalition_mask gap;
            ent_status status = ent_mcst_table(&game, &run, &exists, &gap, &table);
            must(exists == (table.value != NULL));
            if (exists) printf("%u ", (unsigned)gap);
            print_table(status, &table);
        }
    }
}

/* ---- markets ------------------------------------------------------------------------------------------ */

static void print_solution(const ent_market *game) {
    ent_market_solution solution;
    ent_status status = ent_market_solve(game, &run, &solution);
    printf("%s", ent_status_name(status));
    if (status == ENT_OK) {
        gmp_printf(" %Qd", solution.total);
        for (uint32_t i = 0; i < game->players; i++)
            gmp_printf(" %d %Qd %Qd %d", (int)solution.partner[i], solution.low.exact[i], solution.high.exact[i],
                       solution.buyer[i]);
    }
    printf("\n");
    ent_market_solution_free(&solution);
}

static void run_market(const char *rule, const ent_market *game, mpq_srcptr more) {
    if (strcmp(rule, "solve") == 0) {
        print_solution(game);
        return;
    }
    if (strcmp(rule, "worst") == 0) {
        ent_worst worst;
        must(ent_worst_init(&worst, game->players, &run) == ENT_OK);
        print_worst(ent_market_worst(game, more, &run, &worst), &worst);
        return;
    }
    if (strcmp(rule, "table") == 0) {
        ent_tu_table table;
        print_table(ent_market_table(game, &run, &table), &table);
        return;
    }
    ent_allocation out;
    must(ent_allocation_init(&out, game->players) == ENT_OK);
    ent_status status = ENT_BUG;
    if (strcmp(rule, "tau") == 0)
        status = ent_market_tau(game, &run, &out);
    else if (strcmp(rule, "nucleolus") == 0)
        status = ent_market_nucleolus(game, &run, &out);
    else if (strcmp(rule, "sellers") == 0)
        status = ent_market_best(game, ENT_MARKET_SELLERS, &run, &out);
    else if (strcmp(rule, "buyers") == 0)
        status = ent_market_best(game, ENT_MARKET_BUYERS, &run, &out);
    must(status != ENT_BUG);
    print_allocation(status, &out);
}

static void read_market(const char *rule) {
    ent_market game = {.players = (uint32_t)next_count(), .pairs = next_count()};
    uint32_t *first = room(game.pairs, sizeof *first), *second = room(game.pairs, sizeof *second);
    for (size_t k = 0; k < game.pairs; k++) {
        first[k] = (uint32_t)next_count();
        second[k] = (uint32_t)next_count();
    }
    game.first = first;
    game.second = second;
    game.value = next_fractions(game.pairs);
    run_market(rule, &game, next_fractions(game.players));
}

int main(void) {
    while (next_word()) {
        char kind[16] = "", rule[32] = "";
        must(strlen(word) < sizeof kind);
        strcpy(kind, word);
        must(next_word() && strlen(word) < sizeof rule);
        strcpy(rule, word);
        if (strcmp(kind, "components") == 0)
            read_components(rule);
        else if (strcmp(kind, "airport") == 0)
            read_airport(rule);
        else if (strcmp(kind, "mcst") == 0)
            read_mcst(rule);
        else if (strcmp(kind, "market") == 0)
            read_market(rule);
        else
            must(false);
        next_problem();
    }
    return 0;
}
