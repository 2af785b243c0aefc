/* What sentences say about talks and agreements, with what they are about: so that reports that date the same agreement
 * can be laid side by side. */
#ifndef ENTENTE_EVIDENCE_ACTS_H
#define ENTENTE_EVIDENCE_ACTS_H

#include "evidence/reports.h"

/* What a sentence says has come to pass. What is demanded, hoped for or only possible is none of these. */
typedef enum ent_act_kind {
    ENT_ACT_NONE,
    ENT_ACT_OPENED,     /* talks have begun; a first round was held */
    ENT_ACT_UNDER_WAY,  /* talks were held, go on, ended without result */
    ENT_ACT_AGREED,     /* an agreement was reached, concluded, announced */
    ENT_ACT_SIGNED,     /* or signed, initialled, consented to: later steps of one that was reached */
    ENT_ACT_NOT_AGREED, /* no agreement was reached; one is denied */
} ent_act_kind;

const char *ent_act_name(ent_act_kind kind); /* "talks opened", "agreement reached", ...: static text */

enum { ENT_ABOUT_ACTORS = 6, ENT_ABOUT_WORDS = 32 };

/* What a sentence is about. */
typedef struct ent_about {
    const char *issue; /* named in it, else of its claims, else of its document's title; NULL: not known */
    bool named;        /* the sentence itself or one of its claims names it */
    bool note;         /* of the notes of the case, which are about what the case is about, */
    bool of_case;      /* and it names nothing else */
    bool yearly;       /* it speaks of amounts a year */
    bool signed_by;    /* it tells that something was signed or initialled */
    unsigned ordinal;  /* 12 of "the twelfth agreement"; 0: none */
    const char *actors[ENT_ABOUT_ACTORS]; /* countries and groups, each once, in their order */
    size_t actors_size;
    uint32_t words[ENT_ABOUT_WORDS]; /* hashes of the words that carry meaning, rising */
    size_t words_size;
} ent_about;

typedef struct ent_act {
    ent_act_kind kind;
    size_t sentence;      /* of the reports */
    ent_date from, until; /* until: no date where it is one day */
    bool dated;           /* by the sentence; else it is the document's date */
} ent_act;

typedef struct ent_acts {
    ent_about *about; /* one a sentence of the reports */
    ent_act *items;   /* in the order of the sentences */
    size_t size;
} ent_acts;

/* `reports` finished. `a_case` NULL: none. All in the arena of the reports. ENT_MEMORY, ENT_CANCELLED. */
ent_status ent_acts_find(const ent_reports *reports, const ent_run *run, const ent_case *a_case, ent_acts *out);

/* Whether two sentences may speak of the same thing: the same issue, or the same ordinal, or both of the notes of the
 * case and at most one names an issue; never two ordinals; and of their actors two in common where both name more than
 * two, else as many as the one that names fewer. */
bool ent_about_same(const ent_about *a, const ent_about *b);
/* The share of the words of the shorter one that both have, 0 to 1. */
double ent_about_alike(const ent_about *a, const ent_about *b);

#endif
