/* Reads problems of division from stdin, one a line of words, and writes what the kernels make of them as fractions:
 * for oracle.py, which writes the lines and knows the answers. Not a face: words that it does not know end it. */
#include "games/division/claims.h"
#include "games/division/cost_function.h"
#include "games/division/cost_rules.h"
#include "games/division/keys.h"
#include "games/division/recoupment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARRAYS = 64, WORD = 4096 };

static char word[WORD];
static ent_fractions arrays[ARRAYS]; /* of the line that is read */
static size_t arrays_size;
static const ent_run run = {.threads = 2};

static bool next_word(void) {
    return scanf("%4095s", word) == 1;
}

static void must(bool good) {
    if (good) return;
    fprintf(stderr, "division_driver: cannot read \"%s\"\n", word);
    exit(70);
}

static size_t next_size(void) {
    must(next_word());
    return (size_t)strtoull(word, NULL, 10);
}

/* So many fractions; NULL for "-". */
static mpq_ptr next_fractions(size_t size) {
    must(arrays_size < ARRAYS && ent_fractions_init(&arrays[arrays_size], NULL, size) == ENT_OK);
    mpq_ptr at = arrays[arrays_size++].at;
    for (size_t i = 0; i < size; i++) {
        must(next_word());
        if (i == 0 && strcmp(word, "-") == 0) return NULL;
        must(mpq_set_str(&at[i], word, 10) == 0);
        mpq_canonicalize(&at[i]);
    }
    return at;
}

static void print_fractions(size_t size, mpq_srcptr values) {
    for (size_t i = 0; i < size; i++)
        gmp_printf(" %Qd", &values[i]);
}

static void print_allocation(ent_status status, const ent_allocation *allocation, const ent_division_why *why) {
    printf("%s", status == ENT_OK && !allocation->exists ? "nothing" : ent_status_name(status));
    if (status == ENT_OK && allocation->exists) {
        print_fractions(allocation->size, allocation->exact[0]);
        for (size_t i = 0; i < allocation->size; i++)
            must(allocation->value[i] == ent_mpq_value(allocation->exact[i]));
    } else if (status == ENT_OK && why != NULL) {
        printf(" %d %zd %.17g %.17g", (int)why->reason, (ssize_t)why->index, why->is, why->bound);
    }
}

static void claims(ent_allocation *out, size_t size) {
    must(next_word());
    size_t rule = 0;
    while (rule < ent_claims_rules_size && strcmp(ent_claims_rules[rule].id, word) != 0)
        rule++;
    must(rule < ent_claims_rules_size);
    ent_claims_problem problem = {.size = size, .estate = next_fractions(1), .claims = next_fractions(size)};
    print_allocation(ent_claims_rules[rule].compute(&problem, &run, out), out, NULL);
}

static void costs(ent_allocation *out, size_t size) {
    must(next_word());
    size_t rule = 0;
    while (rule < ent_cost_rules_size && strcmp(ent_cost_rules[rule].id, word) != 0)
        rule++;
    must(rule < ent_cost_rules_size);
    ent_division_why why;
    ent_cost_problem problem = {.size = size};
    problem.total = next_fractions(1);
    problem.alone = next_fractions(size);
    problem.without = next_fractions(size);
    problem.benefits = next_fractions(size);
    problem.units = next_fractions(size);
    print_allocation(ent_cost_rules[rule].compute(&problem, &run, out, &why), out, &why);
}

static void apportion(ent_allocation *out, size_t size) {
    bool *tied = calloc(size + 1, sizeof *tied);
    ent_fractions changed;
    must(tied != NULL && ent_fractions_init(&changed, NULL, size) == ENT_OK);
    ent_apportion_report report = {.tied = tied, .changed = changed.at};
    ent_division_why why;
    ent_apportion_problem problem = {.size = size, .method = (ent_apportion_method)next_size()};
    problem.unit = next_fractions(1);
    problem.amounts = next_fractions(size);
    print_allocation(ent_apportion(&problem, &run, out, &report, &why), out, &why);
    if (out->exists) {
        printf(" | %d |", report.total_changed ? 1 : 0);
        for (size_t i = 0; i < size; i++)
            printf(" %d", tied[i] ? 1 : 0);
        printf(" |");
        print_fractions(size, changed.at);
    }
    ent_fractions_free(&changed);
    free(tied);
}

static void key(size_t size) {
    ent_key_base bases[8];
    ent_key_problem problem = {.size = size, .bases = bases, .bases_size = next_size()};
    must(problem.bases_size <= 8);
    for (size_t k = 0; k < problem.bases_size; k++) {
        bases[k].weight = next_fractions(1);
        bases[k].base = next_fractions(size);
    }
    problem.floor = next_fractions(1);
    problem.ceiling = next_fractions(1);
    problem.ceiling_next_largest = next_size() != 0;
    problem.before = next_fractions(size);
    problem.rise = next_fractions(1);
    problem.fall = next_fractions(1);
    problem.points = next_fractions(1);
    problem.years = (unsigned)next_size();
    problem.rounded = next_size() != 0;
    problem.decimals = (unsigned)next_size();
    problem.method = (ent_apportion_method)next_size();
    ent_key_trace trace;
    ent_status status = ent_key_compute(&problem, &run, &trace);
    if (status != ENT_OK || !trace.exists) {
        printf("%s %d %zd %.17g %.17g", status == ENT_OK ? "nothing" : ent_status_name(status), (int)trace.why.reason,
               (ssize_t)trace.why.index, trace.why.is, trace.why.bound);
    } else {
        printf("ok");
        const ent_fractions *const steps[] = {&trace.base,    &trace.before, &trace.bounded,
                                              &trace.limited, &trace.phased, &trace.rounded};
        for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
            print_fractions(steps[k]->size, steps[k]->at);
            printf(" |");
        }
        for (size_t i = 0; i < size; i++)
            printf(" %d %d", (int)trace.bounded_by[i], (int)trace.limited_by[i]);
    }
    ent_key_trace_free(&trace);
}

static void read_quantities(ent_quantity_cost *function, ent_cost_monomial *terms, unsigned *powers, size_t size) {
    *function = (ent_quantity_cost){.size = size, .terms = terms};
    function->demand = next_fractions(size);
    function->terms_size = next_size();
    must(function->terms_size <= 16);
    for (size_t k = 0; k < function->terms_size; k++) {
        terms[k].coefficient = next_fractions(1);
        terms[k].power = (unsigned)next_size();
        bool single = next_size() != 0;
        terms[k].powers = single ? powers + k * size : NULL;
        for (size_t i = 0; single && i < size; i++)
            powers[k * size + i] = (unsigned)next_size();
    }
    function->points_size = next_size();
    function->at = next_fractions(function->points_size);
    function->cost = next_fractions(function->points_size);
    function->fixed = next_fractions(1);
}

static void print_table(const ent_quantity_cost *function) {
    double *value = calloc((size_t)1 << function->size, sizeof *value);
    must(value != NULL);
    bool whole;
    int64_t denominator;
    ent_status status = ent_quantity_table(function, &run, value, &whole, &denominator);
    printf("%s %d %lld", ent_status_name(status), whole ? 1 : 0, (long long)denominator);
    for (size_t s = 0; s < (size_t)1 << function->size; s++)
        printf(" %.17g", value[s]);
    free(value);
}

static void quantities(ent_allocation *out, size_t size) {
    char rule[32];
    must(next_word() && strlen(word) < sizeof rule);
    strcpy(rule, word);
    ent_quantity_cost function;
    ent_cost_monomial terms[16];
    unsigned *powers = calloc(16 * (size + 1), sizeof *powers);
    size_t *order = calloc(size + 1, sizeof *order);
    must(powers != NULL && order != NULL);
    read_quantities(&function, terms, powers, size);
    ent_division_why why;
    if (strcmp(rule, "table") == 0) {
        print_table(&function);
    } else if (strcmp(rule, "incremental") == 0) {
        for (size_t k = 0; k < size; k++)
            order[k] = next_size();
        print_allocation(ent_quantity_incremental(&function, order, &run, out), out, NULL);
    } else {
        size_t row = 0;
        while (row < ent_quantity_rules_size && strcmp(ent_quantity_rules[row].id, rule) != 0)
            row++;
        must(row < ent_quantity_rules_size);
        print_allocation(ent_quantity_rules[row].compute(&function, &run, out, &why), out, &why);
    }
    free(powers);
    free(order);
}

static void recoup(ent_allocation *out, size_t size) {
    ent_allocation net;
    must(ent_allocation_init(&net, size) == ENT_OK);
    ent_division_why why;
    mpq_t charge;
    mpq_init(charge);
    ent_recoupment_problem problem = {.size = size, .cost = next_fractions(1)};
    problem.paid = next_fractions(size);
    problem.units = next_fractions(size);
    print_allocation(ent_recoup(&problem, &run, charge, out, &net, &why), out, &why);
    if (out->exists) {
        print_fractions(size, net.exact[0]);
        gmp_printf(" %Qd", charge);
    }
    mpq_clear(charge);
    ent_allocation_free(&net);
}

static void cash(ent_allocation *out, size_t size) {
    ent_division_why why;
    mpq_srcptr weights = next_fractions(size), sum = next_fractions(1), in_kind = next_fractions(size);
    print_allocation(ent_cash_due(size, weights, sum, in_kind, &run, out, &why), out, &why);
}

int main(void) {
    while (next_word()) {
        char kind[16];
        must(strlen(word) < sizeof kind);
        strcpy(kind, word);
        size_t size = next_size();
        ent_allocation out;
        must(ent_allocation_init(&out, size) == ENT_OK);
        if (strcmp(kind, "claims") == 0)
            claims(&out, size);
        else if (strcmp(kind, "costs") == 0)
            costs(&out, size);
        else if (strcmp(kind, "apportion") == 0)
            apportion(&out, size);
        else if (strcmp(kind, "key") == 0)
            key(size);
        else if (strcmp(kind, "quantities") == 0)
            quantities(&out, size);
        else if (strcmp(kind, "recoup") == 0)
            recoup(&out, size);
        else if (strcmp(kind, "cash") == 0)
            cash(&out, size);
        else
            must(false);
        printf("\n");
        ent_allocation_free(&out);
        while (arrays_size > 0)
            ent_fractions_free(&arrays[--arrays_size]);
    }
    return 0;
}
