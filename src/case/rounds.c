/* When rounds of talks began. */
#include "case/rounds.h"

static ent_date agreed_on(const ent_agreement *agreement) {
    return agreement->concluded.year ? agreement->concluded : agreement->signed_on;
}

ent_date ent_round_start(const ent_case *subject, ent_date before) {
    ent_date start = {0};
    for (size_t i = 0; i < subject->agreements_size; i++) {
        const ent_date date = agreed_on(&subject->agreements[i]);
        const bool known = date.year && ent_date_known(date, subject->as_of);
        const bool earlier = !before.year || ent_date_last_day(date) < ent_date_first_day(before);
        if (known && earlier && (!start.year || ent_date_first_day(date) > ent_date_first_day(start))) start = date;
    }
    return start;
}

bool ent_round_holds(const ent_position *position, ent_date start) {
    return !start.year || !position->date.year || ent_date_first_day(position->date) > ent_date_last_day(start);
}
