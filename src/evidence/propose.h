/* What documents suggest for a case: claims, positions, numbers and outcomes, each as a piece of the case's own YAML
 * that an analyst takes over or leaves. */
#ifndef ENTENTE_EVIDENCE_PROPOSE_H
#define ENTENTE_EVIDENCE_PROPOSE_H

#include "evidence/positions.h"

typedef enum ent_suggestion_kind {
    ENT_SUGGEST_POSITION, /* a demand or an offer in the unit of one of the case's issues */
    ENT_SUGGEST_NUMBER,   /* a year that a series of the case lacks */
    ENT_SUGGEST_OUTCOME,  /* an agreement with amount, term and signatory, and nothing less */
    ENT_SUGGEST_CLAIM,
} ent_suggestion_kind;

const char *ent_suggestion_name(ent_suggestion_kind kind); /* "position", ...: static text */

typedef struct ent_suggestion {
    ent_suggestion_kind kind;
    const char *id;   /* of the item in the case, and to accept it by; the same for the same content */
    const char *path; /* of the list it is added to ("claims"), or the key it sets ("series.cpi.values.2025") */
    const char *yaml; /* the item on one line */
    const char *source, *source_yaml; /* id and entry of the source it cites */
    unsigned confidence;              /* percent, of the rule that read it; 0: not known */
    bool accepted;                    /* an analyst has accepted its claim */
    size_t reports;                   /* how many reports say so */
    size_t sentence;                  /* of the reports */
} ent_suggestion;

typedef struct ent_suggestions {
    ent_suggestion *items; /* positions, numbers, outcomes, claims; each by document and sentence */
    size_t size;
    size_t held_back; /* agreements that were reported without amount, term or signatory: claims at most */
} ent_suggestions;

typedef struct ent_propose_options {
    const char *by; /* who accepts, for decided_by; NULL: nobody yet */
} ent_propose_options;

/* From documents of a store; notes of the case are in the case. All in the arena of the reports. ENT_MEMORY,
 * ENT_CANCELLED. */
ent_status ent_suggestions_make(const ent_reports *reports, const ent_acts *acts, const ent_found_positions *positions,
                                const ent_run *run, const ent_case *a_case, const ent_propose_options *options,
                                ent_suggestions *out);

/* All suggestions as a fragment of a case file: sources, positions, claims and outcome in the format's own words, with
 * the cited sentence above each; numbers as comments with the path they belong to. */
ent_status ent_suggestions_write(const ent_reports *reports, const ent_suggestions *suggestions, const ent_case *a_case,
                                 ent_buffer *out);

/* The text of a case file with some suggestions in it, everything else (comments, order, layout) byte for byte; then
 * it is read and checked. E-EVID-0104: an id that is not suggested; ENT_INPUT and the case's own diagnostics where the
 * result would not be right. `name` is the case's file, for diagnostics and to find what lies beside it. Release *text
 * with ent_free. */
ent_status ent_suggestions_apply(const ent_reports *reports, const ent_suggestions *suggestions, const ent_run *run,
                                 const char *name, const char *original, size_t size, const char *const *ids,
                                 size_t ids_size, char **text, size_t *text_size);

#endif
