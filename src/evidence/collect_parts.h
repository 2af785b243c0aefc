/* What the files of collecting share. Private to src/evidence/collect*.c. */
#ifndef ENTENTE_EVIDENCE_COLLECT_PARTS_H
#define ENTENTE_EVIDENCE_COLLECT_PARTS_H

#include "evidence/collect.h"

/* A document that waits: its own memory, filled beside others, written alone. */
typedef struct collect_item {
    ent_arena *arena;
    const char *file;
    ent_document document; /* texts in `arena` */
    ent_diagnostics *diagnostics;
    ent_extraction extraction;
    ent_shingles shingles;
    uint64_t bands[ENT_COPY_BANDS];
    ent_status status; /* ENT_INPUT, ENT_LIMIT: it is left out */
    const char *note;
    /* once it is written */
    ent_evidence_added added;
    const char *copy_of, *copy_of_name;
    double share;
} collect_item;

/* A document of another report that an item is a copy of. */
typedef struct collect_link {
    const char *report, *member, *name; /* name: publisher, else title, of the member */
    double share;
    ent_date date; /* of the document that stands for the report */
} collect_link;

enum { COLLECT_MOST_LINKS = 16 }; /* reports that one document is found to be a copy of */

typedef struct collect_links {
    collect_link items[COLLECT_MOST_LINKS]; /* those of one report are one, the closest; in the order of the store */
    size_t size;
    size_t first; /* the report that was published first, else that came first */
    size_t most;  /* the closest */
} collect_links;

/* Looks for what an item is a copy of. `id`: its own, which is passed over. */
ent_status collect_find_links(ent_evidence *store, const ent_run *run, const collect_item *item, const char *id,
                              const ent_copies_options *options, collect_links *out);

#endif
