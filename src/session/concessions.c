/* Who moved, how far and how fast. */
#include "session/concessions.h"

#include "case/rounds.h"

#include <math.h>
#include <string.h>

enum { POINTS = 3, FAR = 36525 }; /* days a line needs; how many days ahead it may be drawn out */

static const double month = 365.25 / 12;

/* ---- moves --------------------------------------------------------------------------------------------------------
 */

static bool read_level(const ent_issue *issue, const ent_level *value, double *level) {
    if (issue->kind == ENT_SCALE && value->option != ENT_NOWHERE) {
        *level = value->option;
        return true;
    }
    *level = value->number.value;
    return issue->kind != ENT_SCALE && issue->kind != ENT_NAMED && value->number.set;
}

static ent_move make_move(const ent_case *subject, const ent_position *position) {
    ent_move move = {.position = position, .government = position->government, .dated = position->date.year != 0};
    const ent_party *party = &subject->parties[position->party];
    const ent_government *office = move.dated ? ent_case_government(party, position->date) : NULL;
    if (!move.government && office) move.government = office->name;
    move.day = ent_date_first_day(position->date); /* none: before all others */
    move.levelled = read_level(&subject->issues[position->issue], &position->value, &move.level);
    move.step = move.months = move.conceded = move.gap = NAN;
    return move;
}

static bool counts(const ent_case *subject, const ent_position *position, int issue) {
    return position->issue == issue && ent_case_preferences(subject, position->party) &&
           ent_date_known(position->date, subject->as_of);
}

static bool same_date(ent_date a, ent_date b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static ent_date start_of(const ent_case *subject, const ent_position *position) {
    return ent_round_start(subject, position->date);
}

/* Puts a move at its place by date; what shares a day stays in file order. */
static void insert(ent_concessions *c, ent_move move) {
    size_t at = c->size++;
    while (at > 0 && c->moves[at - 1].day > move.day) {
        c->moves[at] = c->moves[at - 1];
        at--;
    }
    c->moves[at] = move;
}

static bool same_hand(const ent_move *a, const ent_move *b) {
    if (a->position->party != b->position->party) return false;
    return a->government && b->government ? strcmp(a->government, b->government) == 0 : a->government == b->government;
}

/* ---- the gap ------------------------------------------------------------------------------------------------------
 */

/* The last move of a party up to `last`, if its government is still in office on that day. */
static const ent_move *standing(const ent_case *subject, const ent_concessions *c, size_t last, int party) {
    for (size_t k = last + 1; k-- > 0;) {
        const ent_move *move = &c->moves[k];
        if (move->position->party != party || !move->levelled) continue;
        const ent_government *office =
            c->moves[last].dated ? ent_case_government(&subject->parties[party], c->moves[last].position->date) : NULL;
        const bool left = office && move->government && strcmp(office->name, move->government) != 0;
        return left ? NULL : move;
    }
    return NULL;
}

/* Between the highest and the lowest demand that stands after move `last`. */
static double gap_after(const ent_case *subject, const ent_concessions *c, size_t last) {
    double low = INFINITY, high = -INFINITY;
    size_t sides = 0;
    for (size_t i = 0; i < subject->parties_size; i++) {
        const ent_move *move = standing(subject, c, last, (int)i);
        if (!move) continue;
        low = fmin(low, move->level);
        high = fmax(high, move->level);
        sides++;
    }
    return sides > 1 ? high - low : NAN;
}

static const ent_move *first_of(const ent_concessions *c, int party) {
    for (size_t k = 0; k < c->size; k++)
        if (c->moves[k].position->party == party && c->moves[k].levelled) return &c->moves[k];
    return NULL;
}

/* +1 where the others opened above this party, -1 where below; 0: nobody to concede to. */
static double direction(const ent_case *subject, const ent_concessions *c, int party) {
    const ent_move *own = first_of(c, party);
    double sum = 0;
    for (size_t i = 0; own && i < subject->parties_size; i++) {
        const ent_move *other = (int)i == party ? NULL : first_of(c, (int)i);
        if (other) sum += other->level - own->level;
    }
    return sum > 0 ? 1 : sum < 0 ? -1 : 0;
}

static void find_opening(const ent_case *subject, ent_concessions *c) {
    double low = INFINITY, high = -INFINITY;
    size_t sides = 0;
    for (size_t i = 0; i < subject->parties_size; i++) {
        const ent_move *move = first_of(c, (int)i);
        if (!move) continue;
        low = fmin(low, move->level);
        high = fmax(high, move->level);
        sides++;
    }
    c->opening = sides > 1 ? high - low : NAN;
}

/* ---- steps
 * ----------------------------------------------------------------------------------------------------------- */

static void find_step(const ent_case *subject, ent_concessions *c, size_t k) {
    ent_move *move = &c->moves[k];
    const ent_move *before = NULL;
    double all = 0;
    if (!move->levelled) return;
    for (size_t l = 0; l < k; l++)
        if (c->moves[l].levelled && same_hand(&c->moves[l], move)) {
            before = &c->moves[l];
            all += isnan(before->step) ? 0 : before->step;
        }
    const double toward = direction(subject, c, move->position->party);
    move->again = before != NULL;
    if (!before || toward == 0) return;
    move->step = toward * (move->level - before->level) + 0.0; /* no minus zero */
    if (before->dated && move->day > before->day) move->months = (move->day - before->day) / month;
    if (c->opening > 0) move->conceded = (all + move->step) / c->opening;
}

static void find_gaps(const ent_case *subject, ent_concessions *c) {
    for (size_t k = 0; k < c->size; k++) {
        size_t last = k; /* of the same day */
        while (last + 1 < c->size && c->moves[last + 1].day == c->moves[k].day)
            last++;
        c->moves[k].gap = gap_after(subject, c, last);
        if (c->moves[k].gap == 0 && c->moves[k].dated && !c->closed.year) c->closed = c->moves[k].position->date;
    }
}

/* ---- where the line meets zero
 * ---------------------------------------------------------------------------------------- */

typedef struct line {
    double days, gap, days2, product;
    size_t points;
    int32_t origin;
} line;

static bool same_sides(const ent_case *subject, const ent_concessions *c, size_t a, size_t b) {
    for (size_t i = 0; i < subject->parties_size; i++) {
        const ent_move *one = standing(subject, c, a, (int)i), *two = standing(subject, c, b, (int)i);
        if (!one != !two || (one && !same_hand(one, two))) return false;
    }
    return true;
}

static void add_point(line *l, const ent_move *move) {
    const double x = (double)(move->day - l->origin);
    l->days += x;
    l->gap += move->gap;
    l->days2 += x * x;
    l->product += x * move->gap;
    l->points++;
}

/* Days after the origin; NAN where the gap does not shrink. */
static double meets_zero(const line *l) {
    const double n = (double)l->points, spread = n * l->days2 - l->days * l->days;
    const double slope = (n * l->product - l->days * l->gap) / spread;
    return slope < 0 ? (l->days - l->gap / slope) / n : NAN;
}

static void draw_out(const ent_case *subject, ent_concessions *c) {
    if (!c->current || c->size == 0) return;
    const size_t last = c->size - 1;
    const ent_move *end = &c->moves[last];
    line l = {.origin = end->day};
    for (size_t k = 0; end->dated && k < c->size; k++) {
        const bool ends_day = k == last || c->moves[k + 1].day != c->moves[k].day;
        if (ends_day && c->moves[k].dated && !isnan(c->moves[k].gap) && same_sides(subject, c, k, last))
            add_point(&l, &c->moves[k]);
    }
    c->points = l.points;
    if (l.points < POINTS || !(end->gap > 0)) return;
    const double days = meets_zero(&l);
    if (days >= 0 && days < FAR) c->meets = ent_date_from_day(l.origin + (int32_t)ceil(days));
}

/* ---- all of them ---------------------------------------------------------------------------------------------------
 */

static ent_concessions *find_round(ent_concessions *all, size_t first, size_t size, ent_date start) {
    for (size_t k = first; k < size; k++)
        if (same_date(all[k].start, start)) return &all[k];
    return NULL;
}

static void sort_rounds(ent_concessions *rounds, size_t size) {
    for (size_t k = 1; k < size; k++) {
        const ent_concessions moved = rounds[k];
        size_t at = k;
        while (at > 0 && ent_date_first_day(rounds[at - 1].start) > ent_date_first_day(moved.start)) {
            rounds[at] = rounds[at - 1];
            at--;
        }
        rounds[at] = moved;
    }
}

static size_t moves_of(const ent_case *subject, int issue, ent_date start) {
    size_t size = 0;
    for (size_t p = 0; p < subject->positions_size; p++) {
        const ent_position *position = &subject->positions[p];
        size += counts(subject, position, issue) && same_date(start_of(subject, position), start);
    }
    return size;
}

static ent_status add_issue(const ent_case *subject, int issue, ent_arena *arena, ent_concessions *all, size_t *size) {
    const size_t first = *size;
    const ent_date today = ent_round_start(subject, (ent_date){0});
    for (size_t p = 0; p < subject->positions_size; p++) {
        const ent_position *position = &subject->positions[p];
        if (!counts(subject, position, issue)) continue;
        const ent_date start = start_of(subject, position);
        ent_concessions *c = find_round(all, first, *size, start);
        if (!c) {
            c = &all[(*size)++];
            *c = (ent_concessions){.issue = issue, .start = start, .current = same_date(start, today)};
            c->moves = ent_arena_array(arena, moves_of(subject, issue, start), sizeof *c->moves);
            if (!c->moves) return ENT_MEMORY;
        }
        insert(c, make_move(subject, position));
    }
    sort_rounds(all + first, *size - first);
    return ENT_OK;
}

ent_status ent_concessions_find(const ent_case *subject, ent_arena *arena, ent_concessions **out, size_t *size) {
    ent_status status = ENT_OK;
    *size = 0;
    *out = ent_arena_array(arena, subject->positions_size + 1, sizeof **out); /* a round has one position at least */
    if (!*out) return ENT_MEMORY;
    for (size_t j = 0; j < subject->issues_size && status == ENT_OK; j++)
        status = add_issue(subject, (int)j, arena, *out, size);
    for (size_t k = 0; k < *size && status == ENT_OK; k++) {
        ent_concessions *c = &(*out)[k];
        find_opening(subject, c);
        for (size_t m = 0; m < c->size; m++)
            find_step(subject, c, m);
        find_gaps(subject, c);
        draw_out(subject, c);
    }
    return status;
}
