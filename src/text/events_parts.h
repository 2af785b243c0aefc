/* What the files of events share. Private to them. */
#ifndef ENTENTE_TEXT_EVENTS_PARTS_H
#define ENTENTE_TEXT_EVENTS_PARTS_H

#include "text/events.h"

enum event_class {
    EVENT_NONE,
    EVENT_AGREE,
    EVENT_CONSULT,
    EVENT_SUPPORT,
    EVENT_COOPERATE,
    EVENT_AID,
    EVENT_CONCEDE,
    EVENT_RETREAT,
    EVENT_REQUEST,
    EVENT_ACCUSE,
    EVENT_INVESTIGATE,
    EVENT_REJECT,
    EVENT_THREATEN,
    EVENT_PROTEST,
    EVENT_MOBILIZE,
    EVENT_SANCTION,
    EVENT_COERCE,
    EVENT_ASSAULT,
    EVENT_CLASSES,
};

/* What a verb does to the act that depends on it. */
enum event_operator {
    OP_ACT,        /* is the act itself */
    OP_SAY,        /* says that it is so */
    OP_CLAIM,      /* says so, and may be wrong */
    OP_AGREE,      /* agreed to, promised to */
    OP_PLAN,       /* plans to, is ready to */
    OP_DECIDE,     /* decided to: the act keeps its class */
    OP_DEMAND,     /* demanded that, asked X to */
    OP_THREATEN,   /* threatened to */
    OP_REFUSE,     /* refused to */
    OP_DENY,       /* denied having */
    OP_FAIL,       /* failed to, avoided */
    OP_TRY,        /* tries to, hopes to, is likely to */
    OP_WISH,       /* hopes to, considers: of what is friendly an intent */
    OP_SEND,       /* sent a team to investigate */
    OP_COMMAND,    /* ordered its troops to */
    OP_STOP,       /* stopped providing, stopped shelling */
    OP_PASS,       /* began to, managed to */
    OP_MUST,       /* needs to */
    OP_TRUE,       /* it is true that */
    OP_TAKES,      /* an act that has its complement with it: allowed to, forced to */
    OP_VOW,        /* an act that is but words: pledged aid */
    OP_LIGHT,      /* held, launched: the act is its object */
    OP_ENDS,       /* halted: the opposite of its object */
    OP_WEIGH,      /* considers sanctions */
    OP_REFUSE_ACT, /* ruled out talks */
};

enum { /* links that a row asks for; 0: it is looked at for its words only */
       WITH_TO = 1,
       WITH_GERUND = 2,
       WITH_THAT = 4,
       WITH_ANY = 7,
};

enum { /* classes of nouns; in the rows of verbs as what is done to them */
       NOUN_TALKS,
       NOUN_DEAL,
       NOUN_AID,
       NOUN_SANCTION,
       NOUN_LIMIT, /* curfew, martial law */
       NOUN_BAN,
       NOUN_TIES,
       NOUN_TROOPS,
       NOUN_CAPTIVE,
       NOUN_ATTACK,
       NOUN_PROTEST,
       NOUN_OFFER,
       NOUN_DEMAND,
       NOUN_TRUCE,
       NOUN_VISIT,
       NOUN_DRILL,
       NOUN_SECRETS,
       NOUN_INQUIRY,
       NOUN_REFORM,
       NOUN_PROPERTY,
       NOUN_SUPPORT,
       NOUN_CHARGE,
       NOUN_REFUGE,
       NOUN_ENVOY,
       NOUN_MONITOR,
       NOUN_BLAME,
       NOUN_THREAT,
       NOUN_PROMISE,
       NOUN_ALERT,
       NOUN_LAW,
       NOUN_REFUSAL,
       NOUN_WEAPONS,
       NOUN_PEOPLE,
       NOUN_PRAISE,
       NOUN_TERRITORY,
       NOUN_BOMB,
       NOUN_DAMAGE, /* of persons: casualties, deaths */
       NOUN_WITHDRAWAL,
       NOUN_DETENTION,
       NOUN_CROWD, /* who protests */
       NOUN_COURT,
       NOUN_JOINT,
       NOUN_HEAD,  /* of a state or a government */
       NOUN_OTHER, /* of no class: words that may be verbs too */
};

#define NOUN(name) ((uint64_t)1 << NOUN_##name)

typedef struct event_verb_row {
    const char *lemma;
    uint8_t op, class, links;
    const char *word; /* must follow: "on"; with '~' before it, anywhere in the clause; NULL */
    uint64_t object;  /* one of these must be its object; 0: any or none */
} event_verb_row;

extern const event_verb_row event_acts_a[], event_acts_e[], event_acts_r[], event_operators[];
extern const size_t event_acts_a_size, event_acts_e_size, event_acts_r_size, event_operators_size;
extern const char event_plain[];       /* lemmas of no act, parted by blanks */
extern const char event_plain_nouns[]; /* nouns of no class that may be verbs too */
extern const ent_noun_row event_nouns[];
extern const size_t event_nouns_size;

/* Rows of one lemma. */
typedef struct event_rows {
    const event_verb_row *rows;
    size_t size;
} event_rows;

struct ent_event_words {
    ent_verb_words *verbs;
    const char **lemmas;          /* in order */
    event_rows *acts, *operators; /* one a lemma */
    size_t lemmas_size;
};

/* What a group, with all that hangs on it, comes to. */
typedef struct event_act {
    enum event_class class; /* EVENT_NONE: nothing */
    ent_modality modality;
    bool negated;
    size_t root, leaf; /* groups: where it begins, and the verb of the act */
    size_t holder;     /* the group that promises, demands, refuses it, or the leaf */
    size_t speaker;    /* the group that says it must be; ENT_NO_GROUP */
    bool duty;         /* "X must": the subject is the target */
    const char *rule;
} event_act;

typedef struct event_reader {
    const ent_event_words *words;
    const ent_verbs *verbs;
    const ent_event_sentence *sentence;
    ent_candidates *out;
    size_t first; /* of this sentence in `out` */
} event_reader;

/* A mention as a party; ENT_NO_MENTION for none. */
typedef struct event_parties {
    size_t source, target;
} event_parties;

const char *event_class_name(enum event_class class); /* "AGREE": static text */
/* Acts that one side does for, or with, the other; and those it does against it. */
bool event_is_friendly(enum event_class class);
bool event_is_hostile(enum event_class class);
/* The class that a noun stands for: talks CONSULT, an attack ASSAULT; EVENT_NONE. */
enum event_class event_class_of_noun(uint64_t marks);

/* The row of a group as an act, by what follows it; NULL if it is none. */
const event_verb_row *event_row_of_act(const event_reader *reader, const ent_verb_group *group);
/* The row of a group as what governs `child`; NULL if it does not. */
const event_verb_row *event_row_of_operator(const event_reader *reader, const ent_verb_group *group,
                                            const ent_verb_group *child);
/* The nouns that a group has as its object, as marks. */
uint64_t event_objects(const event_reader *reader, const ent_verb_group *group);
/* The first group that hangs on this one and that one of its rows takes; NULL, or its row in *row. */
const ent_verb_group *event_child(const event_reader *reader, const ent_verb_group *group, const event_verb_row **row);
event_act event_resolve(const event_reader *reader, size_t root);
event_parties event_parties_of(const event_reader *reader, const event_act *act);
/* The name that is joined to this one: "Norway and Sweden". */
size_t event_joined(const event_reader *reader, size_t mention);
/* An event of nouns alone, where no verb makes one: "talks between". */
void event_find_noun(const event_reader *reader);
/* Adds the event; tokens first .. after-1 are its clause. */
void event_add(const event_reader *reader, const event_act *act, event_parties parties, size_t first, size_t after);

#endif
