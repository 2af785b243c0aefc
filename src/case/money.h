/* What an amount of money is best told in. Private to the library. */
#ifndef ENTENTE_CASE_MONEY_H
#define ENTENTE_CASE_MONEY_H

#include <entente/case.h>

typedef struct ent_money_scale {
    double factor;
    const char *name;
} ent_money_scale;

/* {1e12, "trillion "} down to {1, ""}; `size` in whole units of money. */
ent_money_scale ent_money_scale_of(double size);
/* Whole units in one of the unit's: 1e8 for "100 million". */
double ent_unit_factor(const ent_unit *unit);

#endif
