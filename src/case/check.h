/* What no part can check alone. Private to src/case. */
#ifndef ENTENTE_CASE_CHECK_H
#define ENTENTE_CASE_CHECK_H

#include "case/bind.h"

void ent_check_parties(ent_binder *binder); /* who belongs to whom, governments, preferences needed */
void ent_check_governments(ent_binder *binder);
void ent_check_events(ent_binder *binder);      /* probabilities, order, conditions */
void ent_check_agreements(ent_binder *binder);  /* years, dates, growth */
void ent_check_preferences(ent_binder *binder); /* stretches without a slope */
void ent_check_owners(ent_binder *binder);      /* numbers nobody answers for */
void ent_check_sets(ent_binder *binder);        /* what events would change */

#endif
