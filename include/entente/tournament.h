/* Entente: tournaments, many negotiations between strategies over several cases. */
#ifndef ENTENTE_TOURNAMENT_H
#define ENTENTE_TOURNAMENT_H

#include <entente/base.h>
#include <entente/case.h>
#include <entente/findings.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The first fields decide what is found. How it is computed (checkpoint, shard, merge) does not show in the findings.
 */
typedef struct ent_tournament_options {
    ent_text_list
        strategies; /* each a strategy with its settings, several parted by commas; none: all that are usual */
    size_t rounds;  /* deadline of every session */
    size_t repeat;  /* sessions of every meeting in which something is random */
    const char *protocol;
    double breakdown;        /* chance after each round that the talks break down */
    const char *reservation; /* what no deal is worth to every party, on the scale of utilities; NULL: the case says */
    size_t grid;             /* steps of a continuous issue */
    bool as_written;         /* utilities as the cases have them; else from 0 to 1 over the outcomes of each case */
    bool self_play;          /* meetings of a strategy with itself count in its means */
    const char *checkpoint;  /* a file to go on from and to keep what is finished in */
    const char *shard;       /* "2/3": the second of three parts; findings are partial */
    ent_text_list merge;     /* checkpoints of all parts: nothing is computed but the summary */
    const char *note;        /* one line kept in the checkpoint */
} ent_tournament_options;

ENT_API extern const ent_option_row ent_tournament_rows[];
ENT_API extern const size_t ent_tournament_rows_size;

/* Round robin: every assignment of strategies to the parties of each case meets, `repeat` times where something is
 * random. Means per strategy with bootstrap intervals, comparisons in pairs with significance, a matrix, and equilibria
 * of the empirical game over strategies (Wellman 2006). After ENT_CANCELLED *out holds the partial results; NULL after
 * other failures. */
ENT_API ent_status ent_tournament_run(const ent_run *run, const ent_case *const *cases, size_t cases_size,
                                      const ent_tournament_options *options, ent_findings **out);

ENT_API extern const ent_message_row ent_tournament_messages[];
ENT_API extern const size_t ent_tournament_messages_size;

#ifdef __cplusplus
}
#endif

#endif
