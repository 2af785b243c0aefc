/* Problems with structure for tests: made by chance from a seed, or read from texts. */
#ifndef ENTENTE_TESTS_STRUCTURED_MADE_H
#define ENTENTE_TESTS_STRUCTURED_MADE_H

#include "games/structured/airport.h"
#include "games/structured/components.h"
#include "games/structured/market.h"
#include "games/structured/mcst.h"

/* One problem of each kind may be set; made_free releases what it holds. */
typedef struct made_problem {
    ent_components components;
    ent_airport airport;
    ent_mcst mcst;
    ent_market market;
    void *blocks[8];
    size_t blocks_size;
    mpq_t *numbers[8];
    size_t numbers_size[8], numbers_count;
} made_problem;

/* The fractions of a text, separated by spaces; they live until made_free. */
mpq_ptr made_numbers(made_problem *made, size_t size, const char *text);
/* Whole numbers from 0 to most, every seventh or so 0. */
mpq_ptr made_random_numbers(made_problem *made, size_t size, uint64_t most, ent_random *random);

void made_components(made_problem *made, uint32_t players, size_t size, size_t needed_by, uint64_t seed);
void made_chain(made_problem *made, uint32_t players, uint64_t seed); /* each component by fewer than the one before */
void made_airport(made_problem *made, uint32_t types, uint64_t most_users, uint64_t seed);
void made_mcst(made_problem *made, uint32_t players, uint64_t most, uint64_t seed); /* all links */
void made_market(made_problem *made, uint32_t sellers, uint32_t buyers, uint64_t most, uint64_t seed);
void made_free(made_problem *made);

#endif
