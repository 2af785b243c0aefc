/* A space of outcomes: making one, sums, bounds, and conversion of its wide integers. */
#include "space/space.h"

#include <math.h>

static void fill_defaults(ent_space *space, const size_t *options) {
    for (size_t j = 0; j < space->issues; j++)
        space->first[j + 1] = space->first[j] + options[j];
    for (size_t flat = 0; flat < space->total; flat++)
        space->allowed[flat] = true;
    for (size_t k = 0; k < space->total * space->words; k++)
        space->holds[k] = UINT64_MAX;
    for (size_t i = 0; i < space->parties; i++)
        space->denominator[i] = 1;
}

ent_space *ent_space_new(ent_arena *arena, size_t parties, size_t issues, const size_t *options, size_t interactions) {
    if (parties == 0 || parties > ENT_SPACE_PARTIES || interactions > ENT_SPACE_INTERACTIONS) return NULL;
    size_t total = 0;
    for (size_t j = 0; j < issues; j++)
        if (options[j] > UINT32_MAX || __builtin_add_overflow(total, options[j], &total)) return NULL;
    const size_t words = interactions > 64 ? (interactions + 63) / 64 : 1;
    size_t terms = 0, holds = 0;
    if (__builtin_mul_overflow(total, parties, &terms) || __builtin_mul_overflow(total, words, &holds)) return NULL;
    ent_space *space = ent_arena_alloc(arena, sizeof *space);
    if (!space) return NULL;
    *space =
        (ent_space){.parties = parties, .issues = issues, .total = total, .interactions = interactions, .words = words};
    space->first = ent_arena_array(arena, issues + 1, sizeof *space->first);
    space->terms = ent_arena_array(arena, terms, sizeof *space->terms);
    space->constant = ent_arena_array(arena, parties, sizeof *space->constant);
    space->no_deal = ent_arena_array(arena, parties, sizeof *space->no_deal);
    space->lifted = ent_arena_array(arena, parties, sizeof *space->lifted);
    space->denominator = ent_arena_array(arena, parties, sizeof *space->denominator);
    space->risk = ent_arena_array(arena, parties, sizeof *space->risk);
    space->allowed = ent_arena_array(arena, total, sizeof *space->allowed);
    space->holds = ent_arena_array(arena, holds, sizeof *space->holds);
    space->gainer = ent_arena_array(arena, interactions, sizeof *space->gainer);
    space->add = ent_arena_array(arena, interactions, sizeof *space->add);
    if (!space->risk || !space->first || !space->terms || !space->constant || !space->no_deal || !space->lifted ||
        !space->denominator || !space->allowed || !space->holds || !space->gainer || !space->add)
        return NULL;
    space->exact = true;
    fill_defaults(space, options);
    return space;
}

bool ent_space_tables(ent_arena *arena, ent_space *space, size_t size) {
    space->tables = ent_arena_array(arena, size, sizeof *space->tables);
    space->tables_size = space->tables ? size : 0;
    return space->tables != NULL;
}

bool ent_space_table(ent_arena *arena, ent_space *space, size_t index, size_t party, size_t first, size_t second) {
    size_t size = 0;
    ent_pair_table *table = &space->tables[index];
    *table = (ent_pair_table){.party = party, .first = first, .second = second};
    if (__builtin_mul_overflow(ent_space_options(space, first), ent_space_options(space, second), &size)) return false;
    table->cells = ent_arena_array(arena, size, sizeof *table->cells);
    return table->cells != NULL;
}

/* The sum of a party's interactions among the bits of one word. */
static ent_wide sum_of_word(const ent_space *space, size_t party, size_t word, uint64_t bits) {
    ent_wide sum = 0;
    for (; bits; bits &= bits - 1) {
        const size_t q = 64 * word + (size_t)__builtin_ctzll(bits);
        if (q < space->interactions && space->gainer[q] == party) sum += space->add[q];
    }
    return sum;
}

ent_wide ent_space_utility(const ent_space *space, size_t party, const uint32_t *outcome) {
    ent_wide sum = space->constant[party];
    for (size_t j = 0; j < space->issues; j++)
        sum += ent_space_term(space, party, j, outcome[j]);
    for (size_t w = 0; w < space->words && space->interactions > 0; w++) {
        uint64_t alive = UINT64_MAX;
        for (size_t j = 0; j < space->issues; j++)
            alive &= ent_space_holds(space, space->first[j] + outcome[j])[w];
        sum += sum_of_word(space, party, w, alive);
    }
    for (size_t t = 0; t < space->tables_size; t++)
        if (space->tables[t].party == party)
            sum += *ent_space_cell(space, t, outcome[space->tables[t].first], outcome[space->tables[t].second]);
    return sum;
}

bool ent_space_feasible(const ent_space *space, const uint32_t *outcome) {
    for (size_t j = 0; j < space->issues; j++)
        if (!space->allowed[space->first[j] + outcome[j]]) return false;
    return true;
}

size_t ent_space_closed_issue(const ent_space *space) {
    for (size_t j = 0; j < space->issues; j++) {
        bool open = false;
        for (size_t flat = space->first[j]; flat < space->first[j + 1] && !open; flat++)
            open = space->allowed[flat];
        if (!open) return j;
    }
    return space->issues;
}

static ent_wide size_of(ent_wide value) {
    return value < 0 ? -value : value;
}

static ent_wide largest_cell(const ent_space *space, const ent_pair_table *table) {
    const size_t size = ent_space_options(space, table->first) * ent_space_options(space, table->second);
    ent_wide largest = 0;
    for (size_t k = 0; k < size; k++)
        if (size_of(table->cells[k]) > largest) largest = size_of(table->cells[k]);
    return largest;
}

ent_wide ent_space_magnitude(const ent_space *space, size_t party) {
    ent_wide sum = size_of(space->constant[party]) + size_of(space->no_deal[party]);
    for (size_t j = 0; j < space->issues; j++) {
        ent_wide largest = 0;
        for (size_t o = 0; o < ent_space_options(space, j); o++) {
            ent_wide size = size_of(ent_space_term(space, party, j, o));
            if (size > largest) largest = size;
        }
        sum += largest;
    }
    for (size_t q = 0; q < space->interactions; q++)
        if (space->gainer[q] == party) sum += size_of(space->add[q]);
    for (size_t t = 0; t < space->tables_size; t++) {
        const ent_pair_table *table = &space->tables[t];
        if (table->party == party) sum += largest_cell(space, table);
    }
    return sum;
}

static ent_wide common_divisor(ent_wide a, ent_wide b) {
    while (b != 0 && (a > INT64_MAX || b > INT64_MAX)) {
        ent_wide rest = a % b;
        a = b;
        b = rest;
    }
    uint64_t x = (uint64_t)a, y = (uint64_t)b; /* 128-bit remainders are slow */
    if (b == 0) return a;
    while (y != 0) {
        uint64_t rest = x % y;
        x = y;
        y = rest;
    }
    return (ent_wide)x;
}

double ent_wide_ratio(ent_wide value, ent_wide denominator) {
    const ent_wide most = (ent_wide)1 << 53; /* up to there both parts are doubles, and the quotient is the nearest */
    if (size_of(value) <= most && denominator <= most) return (double)value / (double)denominator;
    const ent_wide divisor = common_divisor(size_of(value), denominator);
    const ent_wide num = value / divisor, den = denominator / divisor;
    if (size_of(num) <= most && den <= most) return (double)num / (double)den;
    return (double)((long double)num / (long double)den);
}

void ent_wide_to_mpz(mpz_t out, ent_wide value) {
    unsigned __int128 size = value < 0 ? -(unsigned __int128)value : (unsigned __int128)value;
    uint64_t parts[2] = {(uint64_t)size, (uint64_t)(size >> 64)};
    mpz_import(out, 2, -1, sizeof parts[0], 0, 0, parts);
    if (value < 0) mpz_neg(out, out);
}

bool ent_wide_from_mpz(const mpz_t value, ent_wide *out) {
    if (mpz_sizeinbase(value, 2) > 126) return false;
    uint64_t parts[2] = {0, 0};
    mpz_export(parts, NULL, -1, sizeof parts[0], 0, 0, value);
    ent_wide size = (ent_wide)((unsigned __int128)parts[1] << 64 | parts[0]);
    *out = mpz_sgn(value) < 0 ? -size : size;
    return true;
}
