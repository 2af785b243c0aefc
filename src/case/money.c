/* Scales of money. */
#include "case/money.h"

ent_money_scale ent_money_scale_of(double size) {
    static const ent_money_scale scales[] = {{1e12, "trillion "}, {1e9, "billion "}, {1e6, "million "}, {1, ""}};
    size_t row = 0;
    while (row + 1 < sizeof scales / sizeof scales[0] && size < scales[row].factor)
        row++;
    return scales[row];
}

double ent_unit_factor(const ent_unit *unit) {
    return unit->factor > 0 ? unit->factor : 1;
}
