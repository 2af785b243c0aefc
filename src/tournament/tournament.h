/* What the files of the tournament share: entrants, contests, meetings, records, measures. */
#ifndef ENT_TOURNAMENT_TOURNAMENT_H
#define ENT_TOURNAMENT_TOURNAMENT_H

#include "games/symmetric_game.h"
#include "session/session.h"
#include "space/model.h"
#include "sweep/statistics.h"
#include "sweep/sweep.h"
#include <entente/tournament.h>

enum {
    MOST_ENTRANTS = ENT_GAME_STRATEGIES,
    MOST_ASSIGNMENTS = 10000, /* of a case for which every assignment meets */
    CHUNK = 64                /* sessions of a meeting in one record */
};

/* A strategy with its settings. */
typedef struct entrant {
    const char *text; /* as given: "boulware:exponent=0.3"; in tables */
    const char *id;   /* in the keys of metrics: "boulware-exponent-0-3" */
    const ent_strategy *strategy;
    ent_strategy_settings settings;
} entrant;

/* A case, prepared once. */
typedef struct contest {
    const ent_case *source;
    ent_case *gridded; /* the same with its continuous issues on a grid; NULL without such */
    const ent_model *model;
    const ent_domain *domain;
    size_t parties;
    double scale[ENT_SPACE_PARTIES]; /* most - least utility of each party: distances are measured in it */
    double ideal[ENT_SPACE_PARTIES]; /* most that each can have in an outcome that is worth no deal to all */
    uint32_t *points;                /* outcomes of the frontier, one for all with the same utilities */
    size_t points_size;
    bool rational; /* some outcome is worth at least no deal to all */
    uint32_t nash; /* of these the one with the largest product of gains */
    bool every;    /* every assignment meets; else one strategy meets a field of another */
    size_t first;  /* its meetings are numbered from here */
    size_t meetings;
} contest;

/* What is kept of a session. */
typedef struct played {
    uint32_t outcome, round, offers;
    uint8_t ending; /* 1 + ent_ending; 0: not played */
    uint8_t drew;   /* a random number was drawn */
    uint8_t proposer, spare;
} played;

/* Means over the sessions of a meeting. */
typedef struct measures {
    double sessions, agreed; /* counts */
    double round;            /* of agreements; NAN: none */
    double welfare, product; /* sum of utilities, product of gains over no deal */
    double nash, pareto;     /* distances of agreements; NAN: none, or no such point */
} measures;

/* A strategy in a seat of a meeting: what means, intervals and tests are made of. */
typedef struct unit {
    double utility, advantage, share; /* share of the largest advantage; NAN where there is none to have */
} unit;

typedef struct tournament {
    const ent_run *run;
    const ent_tournament_options *options;
    ent_arena *arena;
    entrant *entrants;
    size_t entrants_size;
    contest *contests;
    size_t contests_size;
    size_t meetings, chunks; /* chunks: records of one meeting */
    size_t most_parties;
    ent_session_rules rules;
    ent_sweep_result result;
    bool *done;         /* meetings: all sessions are there */
    size_t done_size;   /* meetings that are */
    measures *measures; /* meetings */
    unit *units;        /* meetings x most_parties */
    size_t sessions;    /* played */
    size_t once;        /* meetings without anything random */
} tournament;

/* ---- prepare.c */
ent_status tournament_prepare(tournament *self, const ent_case *const *cases, size_t size);
/* The text of all that the sessions depend on. NULL when memory fails. */
const char *tournament_key(const tournament *self);

/* ---- entrants.c */
ent_status tournament_enter(tournament *self);

/* ---- meetings.c */
void tournament_count(tournament *self);
const contest *tournament_contest(const tournament *self, size_t meeting);
/* The entrant in each seat of a meeting. */
void tournament_seats(const tournament *self, const contest *where, size_t meeting, size_t *seats);
/* The meeting with these entrants; SIZE_MAX if they do not meet. */
size_t tournament_meeting(const tournament *self, const contest *where, const size_t *seats);
/* Whether the seat counts for its entrant: not against itself alone, unless that is asked for, and not as one of a
 * field. */
bool tournament_counts(const tournament *self, const contest *where, const size_t *seats, size_t seat);
bool tournament_alone(const contest *where, const size_t *seats); /* all play the same */

/* ---- play.c */
void tournament_rules(tournament *self);
ent_status tournament_play(tournament *self);
const played *tournament_played(const tournament *self, size_t meeting, size_t repetition);

/* ---- measure.c */
ent_status tournament_measure(tournament *self);
double tournament_distance(const contest *where, uint32_t a, uint32_t b);
double tournament_advantage(const contest *where, size_t party, double utility);
/* Utility of a session for a party. */
double tournament_utility(const contest *where, size_t party, const played *session);
/* Distance of an outcome to the frontier. */
double tournament_pareto(const contest *where, uint32_t outcome);

/* ---- summary.c */
typedef struct standing {
    size_t units;
    ent_interval utility;
    double advantage, share, agreement, round, welfare, product, nash, pareto;
    double mean_rank; /* over the cases */
    size_t rank;
} standing;

typedef struct comparison {
    size_t a, b, units;
    ent_paired_test test;
    double adjusted; /* p after Holm */
} comparison;

typedef struct summary {
    standing *standings;     /* entrants */
    size_t *order;           /* entrants by falling mean utility, equals as they were entered */
    double *against;         /* entrants x entrants: utility of the row where all others play the column; NAN: none */
    double *by_case;         /* contests x entrants: mean utility; NAN: none */
    comparison *comparisons; /* pairs a < b */
    size_t comparisons_size;
} summary;

/* The comparison of two strategies, whichever is its first. */
const comparison *tournament_comparison(const tournament *self, const summary *found, size_t one, size_t other);
ent_status tournament_summarise(tournament *self, summary *out);
/* Calls visit for every counted seat of an entrant (in one contest, or all where NULL), in the order of meetings. */
void tournament_visit(const tournament *self, const contest *where, size_t entrant_index,
                      void (*visit)(void *context, size_t meeting, size_t seat), void *context);

/* ---- equilibrium.c */
typedef struct empirical {
    bool known; /* every meeting that it needs is there */
    ent_symmetric_game game;
    ent_game_equilibria equilibria; /* the first is the one nearest to where the replicator dynamics lead */
    bool supports;                  /* found by supports; else by replicator dynamics */
    bool fields;                    /* of some case only one against a field is known */
} empirical;

ent_status tournament_equilibrium(tournament *self, empirical *out);

/* ---- report.c, tables.c */
void tournament_report(tournament *self, const summary *found, const empirical *game, ent_findings *findings);
void tournament_tables(tournament *self, const summary *found, ent_findings *findings);
void tournament_game_tables(tournament *self, const summary *found, const empirical *game, ent_findings *findings);
void tournament_sessions(const tournament *self, ent_findings *findings);

/* ---- sections.c */
void tournament_sections(const tournament *self, const empirical *game, ent_findings *findings);

#endif
