/* Problems with structure for tests. */
#include "made.h"

#include <stdlib.h>
#include <string.h>

static void *block(made_problem *made, size_t count, size_t size) {
    void *pointer = calloc(count > 0 ? count : 1, size);
    if (pointer == NULL || made->blocks_size == sizeof made->blocks / sizeof made->blocks[0]) abort();
    return made->blocks[made->blocks_size++] = pointer;
}

static mpq_t *numbers(made_problem *made, size_t size) {
    mpq_t *list = calloc(size > 0 ? size : 1, sizeof *list);
    if (list == NULL || made->numbers_count == sizeof made->numbers / sizeof made->numbers[0]) abort();
    for (size_t i = 0; i < size; i++)
        mpq_init(list[i]);
    made->numbers_size[made->numbers_count] = size;
    made->numbers[made->numbers_count++] = list;
    return list;
}

mpq_ptr made_numbers(made_problem *made, size_t size, const char *text) {
    mpq_t *list = numbers(made, size);
    char *copy = block(made, strlen(text) + 1, 1);
    memcpy(copy, text, strlen(text) + 1);
    for (size_t i = 0; i < size; i++) {
        char *word = strtok(i == 0 ? copy : NULL, " ");
        if (word == NULL || mpq_set_str(list[i], word, 10) != 0) abort();
        mpq_canonicalize(list[i]);
    }
    return list[0];
}

mpq_ptr made_random_numbers(made_problem *made, size_t size, uint64_t most, ent_random *random) {
    mpq_t *list = numbers(made, size);
    for (size_t i = 0; i < size; i++)
        if (ent_random_below(random, 7) > 0) mpq_set_ui(list[i], ent_random_below(random, most + 1), 1);
    return list[0];
}

static void set_needed(made_problem *made, uint32_t players, size_t size, const size_t *counts, ent_random *random) {
    size_t *first = block(made, size + 1, sizeof *first);
    for (size_t k = 0; k < size; k++)
        first[k + 1] = first[k] + counts[k];
    uint32_t *needed = block(made, first[size], sizeof *needed);
    for (size_t k = 0; k < size; k++) {
        size_t left = counts[k], at = first[k];
        for (uint32_t i = 0; i < players; i++) { /* so many of those that are left, each with the same chance */
            if (ent_random_below(random, players - i) >= left) continue;
            needed[at++] = i;
            left--;
        }
    }
    made->components.first = first;
    made->components.needed = needed;
}

void made_components(made_problem *made, uint32_t players, size_t size, size_t needed_by, uint64_t seed) {
    ent_random random = ent_random_stream(seed, 1);
    size_t *counts = block(made, size, sizeof *counts);
    for (size_t k = 0; k < size; k++)
        counts[k] = 1 + (size_t)ent_random_below(&random, needed_by);
    made->components = (ent_components){.players = players, .size = size};
    set_needed(made, players, size, counts, &random);
    made->components.cost = made_random_numbers(made, size, 100, &random);
    made->components.unit_cost = made_random_numbers(made, size, 5, &random);
    made->components.units = made_random_numbers(made, made->components.first[size], 9, &random);
}

void made_chain(made_problem *made, uint32_t players, uint64_t seed) {
    ent_random random = ent_random_stream(seed, 2);
    size_t *first = block(made, (size_t)players + 1, sizeof *first);
    for (uint32_t k = 0; k < players; k++)
        first[k + 1] = first[k] + (players - k);
    uint32_t *needed = block(made, first[players], sizeof *needed);
    for (uint32_t k = 0; k < players; k++)
        for (uint32_t i = k; i < players; i++)
            needed[first[k] + (i - k)] = i;
    made->components = (ent_components){.players = players, .size = players, .first = first, .needed = needed};
    made->components.cost = made_random_numbers(made, players, 60, &random);
}

void made_airport(made_problem *made, uint32_t types, uint64_t most_users, uint64_t seed) {
    ent_random random = ent_random_stream(seed, 3);
    uint64_t *users = block(made, types, sizeof *users);
    for (uint32_t i = 0; i < types; i++)
        users[i] = 1 + ent_random_below(&random, most_users);
    made->airport = (ent_airport){.players = types, .users = users};
    made->airport.need = made_random_numbers(made, types, 1000000, &random);
}

void made_mcst(made_problem *made, uint32_t players, uint64_t most, uint64_t seed) {
    ent_random random = ent_random_stream(seed, 4);
    size_t links = (size_t)players * (players + 1) / 2, k = 0;
    uint32_t *from = block(made, links, sizeof *from), *to = block(made, links, sizeof *to);
    for (uint32_t a = 0; a < players; a++) {
        for (uint32_t b = a + 1; b <= players; b++, k++) {
            from[k] = a;
            to[k] = b == players ? ENT_MCST_SUPPLY : b;
        }
    }
    made->mcst = (ent_mcst){.players = players, .links = links, .from = from, .to = to};
    made->mcst.cost = made_random_numbers(made, links, most, &random);
}

void made_market(made_problem *made, uint32_t sellers, uint32_t buyers, uint64_t most, uint64_t seed) {
    ent_random random = ent_random_stream(seed, 5);
    size_t pairs = (size_t)sellers * buyers, k = 0;
    uint32_t *first = block(made, pairs, sizeof *first), *second = block(made, pairs, sizeof *second);
    for (uint32_t s = 0; s < sellers; s++) {
        for (uint32_t b = 0; b < buyers; b++, k++) {
            first[k] = s;
            second[k] = sellers + b;
        }
    }
    made->market = (ent_market){.players = sellers + buyers, .pairs = pairs, .first = first, .second = second};
    made->market.value = made_random_numbers(made, pairs, most, &random);
}

void made_free(made_problem *made) {
    for (size_t i = 0; i < made->blocks_size; i++)
        free(made->blocks[i]);
    for (size_t k = 0; k < made->numbers_count; k++) {
        for (size_t i = 0; i < made->numbers_size[k]; i++)
            mpq_clear(made->numbers[k][i]);
        free(made->numbers[k]);
    }
    *made = (made_problem){0};
}
