/* Entente: lenses. A lens is one way of looking at a case. It reads a case and returns findings; it prints nothing,
 * keeps nothing and knows no other lens. Adding one is a folder under src/lens/ and a row in the command's table.
 */
#ifndef ENTENTE_LENS_H
#define ENTENTE_LENS_H

#include <entente/base.h>
#include <entente/case.h>
#include <entente/findings.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_lens {
    const char *name;            /* "bargain" */
    const char *question;        /* "Which packages can be signed, and which are balanced?" */
    const char *about;           /* a paragraph for help, man page and docs */
    const char *const *examples; /* command lines that can be pasted, NULL-terminated */
    const ent_option_row *options;
    size_t options_size;
    size_t options_bytes;     /* sizeof the typed struct */
    const char *const *needs; /* parts of the case it cannot do without ("issues", "preferences"); NULL-terminated */
    int brief_order;          /* where its section stands in the brief; negative: not in the brief */
    ent_status (*run)(const ent_case *, const void *options, const ent_run *, ent_findings *);
    const ent_message_row *messages; /* ids its diagnostics and notes may carry */
    size_t messages_size;
} ent_lens;

/* Runs a lens with options in their typed struct (NULL: defaults). Checks `needs` first (E-LENS-0001 names the part
 * to add), records options, case and as_of in the findings. *out is NULL on failure; after ENT_CANCELLED it holds
 * the partial results. */
ENT_API ent_status ent_lens_run(const ent_lens *lens, const ent_case *entente_case, const void *options,
                                const ent_run *run, ent_findings **out);
/* Whether the case has every part the lens needs. */
ENT_API bool ent_lens_applies(const ent_lens *lens, const ent_case *entente_case);
/* The lens of that name in the run's table; NULL if none. */
ENT_API const ent_lens *ent_lens_find(const ent_run *run, const char *name);

ENT_API extern const ent_message_row ent_lens_messages[];
ENT_API extern const size_t ent_lens_messages_size;

ENT_API extern const ent_lens ent_lens_bargain;   /* src/lens/bargain */
ENT_API extern const ent_lens ent_lens_forecast;  /* src/lens/forecast */
ENT_API extern const ent_lens ent_lens_ledger;    /* src/lens/ledger */
ENT_API extern const ent_lens ent_lens_negotiate; /* src/lens/negotiate */
ENT_API extern const ent_lens ent_lens_ratify;    /* src/lens/ratify */
ENT_API extern const ent_lens ent_lens_share;     /* src/lens/share */
ENT_API extern const ent_lens ent_lens_stability; /* src/lens/stability */

#ifdef __cplusplus
}
#endif

#endif
