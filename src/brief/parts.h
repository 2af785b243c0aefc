/* The brief's own rooms: each writes one section of the page from a case and from what the lenses found. */
#ifndef BRIEF_PARTS_H
#define BRIEF_PARTS_H

#include <entente/brief.h>

typedef struct ent_brief_options {
    const char *party; /* whose minister reads it; NULL: the case's brief.for_party, else neutral */
    const char *since; /* file of an earlier version of the case */
    double agree;      /* share of draws that must agree before a recommendation is made */
    size_t draws;      /* handed to the lenses that draw */
} ent_brief_options;

/* One term of the recommended package. */
typedef struct brief_term {
    int issue;
    bool range;        /* an amount on a range: given as low to high, not as one option */
    bool firm;         /* enough draws agree on it */
    double share;      /* of the draws that do; NAN where nothing was drawn */
    const char *value; /* for people */
    double low, high;  /* 5 and 95 percent of the draws on a range; both the value where nothing was drawn */
} brief_term;

/* What every section is written from. `bargain`, `ledger` and `negotiate` are NULL where the case has no parts for
 * them. */
typedef struct brief {
    const ent_case *subject;
    const ent_run *run;
    const ent_brief_options *options;
    ent_findings *out;
    const ent_findings *bargain, *ledger;
    ent_findings *negotiate;      /* no part of the page */
    const ent_findings *forecast; /* NULL where the case has no issues */
    const ent_findings *ratify;   /* NULL where nobody ratifies or bargains */
    ent_arena *scratch;           /* texts that live while the brief is written */
    int reader;                   /* party whose minister reads it, or ENT_NOWHERE */
    int lead;                     /* the issue it leads with, or ENT_NOWHERE */
    brief_term *terms;            /* of the recommended package; none: no package can be signed */
    size_t terms_size;
    size_t named, firm; /* how many of the terms are options, not amounts; how many of those are firm */
    bool drawn;         /* some numbers carry a range */
    bool recommends;    /* something can be signed in enough draws, and at least half of the named terms are firm */
} brief;

void brief_decision(const brief *b); /* decision.c: the lead, alternatives, fallback, walk-away */
void brief_zone(const brief *b);     /* zone.c: what can be signed, in how many draws */
void brief_no_deal(const brief *b);  /* no_deal.c: what happens without a deal, over time */
void brief_likely(const brief *b);   /* likely.c: what the models of forecasting say, where there are positions */
void brief_record(const brief *b);   /* record.c: what is on record this round and what is not */
/* anchors.c: negotiate's picture of who moved, if it is of this round, or if it is of an earlier one. */
bool brief_concessions(const brief *b, ent_section *section, ent_date start, bool current);
void brief_anchors(const brief *b, ent_date start); /* anchors.c: demands of earlier rounds, as a trace */
void brief_base_rate(const brief *b);               /* base_rate.c */
void brief_wants(const brief *b);                   /* wants.c: who wants what, and how we know */
void brief_deadlines(const brief *b);               /* deadlines.c: who gains as a deadline nears, as a benchmark */
void brief_calendar(const brief *b);                /* calendar.c: ratification, next dates, indicators */
ent_status brief_basis(const brief *b);    /* basis.c: what the conclusions rest on, and what would reverse them */
ent_status brief_changes(const brief *b);  /* changes.c: what changed since an earlier version */
void brief_outside(const brief *b);        /* outside.c: what is not in this picture */
ent_status brief_evidence(const brief *b); /* evidence.c: the documents known then, and where they disagree */
void brief_sources(const brief *b);        /* sources.c */

/* record.c: the value of a position for people. */
const char *brief_position_words(const brief *b, const ent_position *position);

/* terms.c: reads the recommended package out of the findings of bargain. */
ent_status brief_read_terms(brief *b);
const char *brief_key(const brief *b, const char *before, int issue, const char *after);
const char *brief_metric(const brief *b, const char *key); /* of bargain, for people; "" if absent */
/* "**1.45 to 1.60 trillion KRW**", "**5 years**", "**capped inflation**". */
const char *brief_term_words(const brief *b, const brief_term *term);
/* ", 3 to 14 percent above the payment of 2025" for a first-year payment that past agreements knew; else "". */
const char *brief_rise_words(const brief *b, const brief_term *term);

/* A probability in words with its number: "likely (7 in 10)". The words are those of the UK Professional Head of
 * Intelligence Assessment's yardstick; what falls between two of its ranges takes the nearer. */
const char *brief_odds(double p, ent_arena *arena);
/* "a", "a and b", "a, b and c". */
const char *brief_list(const char *const *items, size_t size, ent_arena *arena);
/* "1.45 to 1.60 trillion KRW", "15,200 troops", "5 years"; low = high: one amount. */
const char *brief_amount(const ent_unit *unit, double low, double high, ent_arena *arena);
/* A level of an issue for people: "1,420" or the option's text. */
const char *brief_level(const ent_case *subject, int issue, const ent_level *level, ent_arena *arena);
/* Where a number comes from, for the end of a sentence: " [source#3]", " (judged by coder)"; "" for none. */
const char *brief_owner(const ent_case *subject, const ent_provenance *provenance, ent_arena *arena);
/* "21 March 2024"; "" for no date. */
const char *brief_date(ent_date date, ent_arena *arena);
const char *brief_party_name(const ent_case *subject, int party);

#endif
