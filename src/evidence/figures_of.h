/* The figures of one sentence, for comparing them with a number. Private to src/evidence. */
#ifndef ENTENTE_EVIDENCE_FIGURES_OF_H
#define ENTENTE_EVIDENCE_FIGURES_OF_H

#include "text/figures.h"
#include "text/quantities.h"

#include <entente/case.h>

/* What reads figures; made once. */
typedef struct figure_reader {
    const ent_figures *figures;
    const ent_quantity_words *quantities;
    ent_tokens tokens;
    ent_candidates found;
} figure_reader;

bool figure_reader_init(figure_reader *self, ent_arena *arena, const ent_allocator *allocator);
void figure_reader_free(figure_reader *self);

/* How a number stands in a sentence. */
typedef enum figure_match { FIGURE_ABSENT, FIGURE_NUMERAL, FIGURE_WITH_UNIT } figure_match;

/* What is looked for. */
typedef struct figure_wanted {
    double value;
    const ent_unit *unit; /* NULL: a pure number; a share of a whole may be written as percent */
    const char *words;    /* the unit as a claim of a case writes it ("USD billion"); NULL: none */
    int year;             /* that the number is of: where the sentence names years, the nearest must be it; 0: none */
} figure_wanted;

/* False without memory. */
bool figure_stands(figure_reader *self, const char *sentence, const figure_wanted *wanted, figure_match *out);

#endif
