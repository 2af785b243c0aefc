/* Entente: the brief, what a minister reads: one page before the detail, then the lenses' sections. */
#ifndef ENTENTE_BRIEF_H
#define ENTENTE_BRIEF_H

#include <entente/lens.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Works on any table of lenses: each that the case has the parts for gives its section. */
ENT_API extern const ent_lens ent_lens_brief;

#ifdef __cplusplus
}
#endif

#endif
