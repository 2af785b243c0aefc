/* What the files of warnings share. Private to them. */
#ifndef ENTENTE_TEXT_WARNINGS_PARTS_H
#define ENTENTE_TEXT_WARNINGS_PARTS_H

#include "text/warnings.h"

enum warning_word {
    WARN_DEAL,    /* agreement, deal, accord */
    WARN_REACH,   /* reached, concluded: before or after a deal; value 1: signing; 2: a base form */
    WARN_AGREE,   /* agreed: on, to share */
    WARN_OLD,     /* previous, existing: another agreement */
    WARN_UNREAL,  /* to, may, if, no: not reached */
    WARN_COST,    /* cost, payment, contribution */
    WARN_SPLIT,   /* share, pay, raise: after "agreed to" */
    WARN_ENABLE,  /* enables, allows: makes the one bring about the other */
    WARN_CAUSE,   /* prompted, triggered: value 1: needs "to" after it, 2: "in" */
    WARN_SUBJECT, /* announcement, decision: what "comes on the heels of" */
    WARN_DEMAND,  /* demanded, sought: a sum that is no agreement's */
    WARN_YEAR,    /* year(s), month(s) */
    WARN_NUMBER,  /* two, five, multi */
    WARN_UNTIL,   /* through, until, expires */
    WARN_COME,    /* comes, came */
};

/* Subjects that are near each other: a sum of one may stand in a report on another. */
enum warning_family {
    FAMILY_NEUTRAL, /* goes with every subject, or is none that is known */
    FAMILY_COST,
    FAMILY_ARMS,
    FAMILY_TRADE,
    FAMILY_NUCLEAR,
    FAMILY_CLIMATE,
    FAMILY_FISH,
    FAMILY_WATER,
    FAMILY_WAR,
    FAMILIES,
};

/* What one sentence has. */
typedef struct warning_sentence {
    size_t start, end; /* bytes */
    uint32_t letters;  /* hash: the same sentence again counts once */
    uint16_t families; /* bits of those named */
    uint8_t carried;   /* the family that it is about: named here or before */
    bool deal, old, term, signing, cost, demand, again;
} warning_sentence;

/* "enables": from an agreement to another subject. */
typedef struct warning_link {
    size_t sentence, start, end;
    enum warning_family to;
    const char *issue; /* the other subject */
} warning_link;

/* A connection that is only one of time, or a word that makes a cause. */
typedef struct warning_phrase {
    size_t sentence, start, end;
    bool cause;
} warning_phrase;

typedef struct warning_issue {
    const char *name;
    enum warning_family family;
    size_t times;
} warning_issue;

/* A longer sentence is a table or worse. */
enum { WARN_LONGEST_SENTENCE = 2000 };
enum { WARN_MOST_DEALS = 32, WARN_MOST_LINKS = 32, WARN_MOST_PHRASES = 64, WARN_MOST_ISSUES = 64 };

struct ent_warning_words {
    const ent_lexicon *lexicon;
    ent_word_filter filter;
};

struct ent_warning_memory {
    ent_arena *arena;
    const ent_warning_words *words;
    const char *text; /* the whole text */
    warning_sentence *sentences;
    size_t sentences_size, sentences_capacity;
    ent_deal deals[WARN_MOST_DEALS];
    size_t deals_size;
    warning_link links[WARN_MOST_LINKS];
    size_t links_size;
    warning_phrase phrases[WARN_MOST_PHRASES];
    size_t phrases_size;
    warning_issue issues[WARN_MOST_ISSUES];
    size_t issues_size;
    bool failed;
};

enum warning_family warnings_family(const char *issue);
size_t warnings_rank(const char *issue); /* its place in the table of families */
const ent_lexicon_row *warnings_row(const ent_warning_words *words, const ent_tokens *tokens, size_t index,
                                    enum warning_word kind);

typedef struct warning_reading {
    ent_warning_memory *memory;
    const ent_tokens *tokens;
    size_t sentence;
    const ent_issue_mention *issues;
    size_t issues_size;
    warning_sentence *row;
} warning_reading;

/* Agreements that the sentence claims to be reached. */
void warnings_read_deals(const warning_reading *reading);

#endif
