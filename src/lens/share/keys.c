/* How keys come about, step by step: what they go by, what bounds hold whom, what rounding changed, who pays what in
 * which year of a phase-in; and recoupment. */
#include "games/division/recoupment.h"
#include "lens/share/key_problem.h"
#include "lens/share/share.h"

#include <string.h>

/* ---- in words ------------------------------------------------------------------------------------------------ */

static const char *base_words(const share *s, const char *by, int year) {
    const int series = ent_case_series(s->source, by);
    if (strcmp(by, "equal") == 0) return "equal parts";
    if (series == ENT_NOWHERE) return by;
    const ent_series *row = &s->source->series[series];
    const char *name = row->name != NULL ? row->name : row->id;
    return year != 0 ? share_text(s, "%s of %d", name, year) : name;
}

static const char *number_words(const share *s, const ent_number *number) {
    char text[ENT_NUMBER_TEXT];
    return share_text(s, "%s%%", ent_write_double(text, 100 * number->value));
}

static const char *goes_by(const share *s, const ent_key *key, const int *used) {
    if (key->shares.size > 0) return "Shares as agreed";
    if (key->by != NULL) {
        const char *base = base_words(s, key->by, used != NULL ? used[0] : key->year);
        return strcmp(key->by, "equal") == 0 ? "In equal parts" : share_text(s, "In proportion to %s", base);
    }
    const char *words = "A mix of ";
    for (size_t k = 0; k < key->parts_size; k++) {
        const ent_key_part *part = &key->parts[k];
        char text[ENT_NUMBER_TEXT];
        words = share_text(s, "%s%s%s (weight %s)", words,
                           k == 0                     ? ""
                           : k + 1 == key->parts_size ? " and "
                                                      : ", ",
                           base_words(s, part->by, used != NULL ? used[k] : part->year),
                           ent_write_double(text, part->weight.value));
    }
    return words;
}

static const char *key_words(const share *s, const ent_key *key, const int *used) {
    static const char *const methods[] = {
        [ENT_LARGEST_REMAINDER] = "largest remainders", [ENT_SAINTE_LAGUE] = "Sainte-Lague", [ENT_DHONDT] = "d'Hondt"};
    const char *words = goes_by(s, key, used);
    if (key->floor.set) words = share_text(s, "%s, at least %s", words, number_words(s, &key->floor));
    if (key->ceiling.set) words = share_text(s, "%s, at most %s", words, number_words(s, &key->ceiling));
    if (key->ceiling_next_largest) words = share_text(s, "%s, nobody more than the next largest", words);
    if (key->limits.rise.set)
        words =
            share_text(s, "%s, rising by at most %s of the share before", words, number_words(s, &key->limits.rise));
    if (key->limits.fall.set)
        words = share_text(s, "%s, falling by at most %s of it", words, number_words(s, &key->limits.fall));
    if (key->limits.points.set)
        words = share_text(s, "%s, moving by at most %s of the whole", words, number_words(s, &key->limits.points));
    if (key->phase_from != 0)
        words = share_text(s, "%s, phased in from %d to %d", words, key->phase_from, key->phase_to);
    if (key->rounded)
        words =
            share_text(s, "%s, rounded to %u decimals by %s", words, (unsigned)key->decimals, methods[key->rounding]);
    return words;
}

/* Whether there is more to tell of a key than what it is proportional to. */
static bool has_steps(const ent_key *key) {
    return key->floor.set || key->ceiling.set || key->ceiling_next_largest || key->before.size > 0 || key->rounded;
}

/* ---- step by step -------------------------------------------------------------------------------------------- */

static const char *hold_words(ent_key_hold hold) {
    static const char *const words[] = {[ENT_KEY_FREE] = "",
                                        [ENT_KEY_FLOOR] = "floor",
                                        [ENT_KEY_CEILING] = "ceiling",
                                        [ENT_KEY_NEXT_LARGEST] = "next largest",
                                        [ENT_KEY_RISE] = "largest rise",
                                        [ENT_KEY_FALL] = "largest fall",
                                        [ENT_KEY_POINTS_UP] = "points up",
                                        [ENT_KEY_POINTS_DOWN] = "points down"};
    return words[hold];
}

enum { KEY_COLUMNS = 10 };

typedef struct steps {
    share *s;
    const ent_key *key;
    const ent_key_trace *trace;
    ent_table *keys, *phase;
    bool bounds, before, rounded; /* some key shown has such a step */
} steps;

static ent_value percent(mpq_srcptr part) {
    mpq_t copy;
    mpq_init(copy);
    mpq_set(copy, part);
    const double value = 100 * ent_mpq_value(copy);
    mpq_clear(copy);
    return ent_real(value);
}

/* What rounding moved, in percent of the whole. */
static ent_value moved(mpq_srcptr from, mpq_srcptr to) {
    mpq_t difference;
    mpq_init(difference);
    mpq_sub(difference, to, from);
    const double value = 100 * ent_mpq_value(difference);
    mpq_clear(difference);
    return ent_real(value);
}

static const char *label_of(const ent_key *key) {
    return key->name != NULL ? key->name : key->id;
}

/* A number of a step; nothing where the key has no such step. */
static void step_cell(const steps *st, ent_value *cells, size_t *size, bool column, bool step, ent_value value) {
    (void)st;
    if (column) cells[(*size)++] = step ? value : ent_empty();
}

static void party_row(const steps *st, size_t i) {
    const ent_key_trace *t = st->trace;
    const size_t last = (t->years - 1) * t->size + i;
    const ent_key_hold hold = t->limited_by[i] != ENT_KEY_FREE ? t->limited_by[i] : t->bounded_by[i];
    const bool before = st->key->before.size > 0, rounded = st->key->rounded;
    ent_value cells[KEY_COLUMNS] = {ent_text(label_of(st->key)), ent_text(st->s->problem.name[i]),
                                    percent(&t->base.at[i])};
    size_t size = 3;
    step_cell(st, cells, &size, st->bounds, true, percent(&t->bounded.at[i]));
    step_cell(st, cells, &size, st->before, before, percent(&t->before.at[i]));
    step_cell(st, cells, &size, st->before, before, percent(&t->limited.at[i]));
    step_cell(st, cells, &size, st->bounds || st->before, true, ent_text(hold_words(hold)));
    step_cell(st, cells, &size, st->rounded, rounded, percent(&t->rounded.at[last]));
    step_cell(st, cells, &size, st->rounded, rounded, moved(&t->phased.at[last], &t->rounded.at[last]));
    step_cell(st, cells, &size, st->rounded, rounded, ent_text(t->tied[last] ? "a tie, by order" : ""));
    ent_table_row(st->s->out, st->keys, cells);
}

static void year_rows(const steps *st) {
    share *s = st->s;
    const ent_key_trace *t = st->trace;
    for (size_t y = 0; y < t->years; y++)
        for (size_t i = 0; i < t->size; i++) {
            const int year = st->key->phase_from + (int)y;
            const mpq_srcptr at = &t->rounded.at[y * t->size + i];
            ent_info info = share_info(
                s, share_text(s, "%s, %d: share of %s", label_of(st->key), year, s->problem.name[i]), "percent", 2);
            ent_findings_metricf(s->out, percent(at), &info, "%s.%s.year.%d.%s", s->problem.project->id, st->key->id,
                                 year, s->problem.id[i]);
            const ent_value cells[] = {ent_text(label_of(st->key)), ent_integer(year), ent_text(s->problem.name[i]),
                                       percent(at)};
            if (st->phase != NULL) ent_table_row(s->out, st->phase, cells);
        }
}

static void key_tables(share *s, steps *st) {
    if (st->keys == NULL) {
        st->keys =
            ent_findings_table(s->out, share_id(s, "keys"), false, "%s", share_titled(s, "how the keys come about"));
        ent_table_about(s->out, st->keys,
                        "Shares in percent after each step. What holds a share is the bound that it "
                        "meets; the others are in proportion.");
        ent_table_column(s->out, st->keys, "key", "Key", "text", "", -1);
        ent_table_column(s->out, st->keys, "party", "Party", "text", "", -1);
        ent_table_column(s->out, st->keys, "base", "By its base", "number", "percent", 2);
        if (st->bounds)
            ent_table_column(s->out, st->keys, "bounded", "Within floor and ceiling", "number", "percent", 2);
        if (st->before) ent_table_column(s->out, st->keys, "before", "Before", "number", "percent", 2);
        if (st->before) ent_table_column(s->out, st->keys, "limited", "Within the limits", "number", "percent", 2);
        if (st->bounds || st->before) ent_table_column(s->out, st->keys, "held", "Held by", "text", "", -1);
        if (st->rounded) ent_table_column(s->out, st->keys, "rounded", "Rounded", "number", "percent", 4);
        if (st->rounded) ent_table_column(s->out, st->keys, "moved", "Rounding moved", "number", "percent", 5);
        if (st->rounded) ent_table_column(s->out, st->keys, "tie", "Tie", "text", "", -1);
    }
    if (st->key->phase_from != 0 && st->phase == NULL) {
        st->phase =
            ent_findings_table(s->out, share_id(s, "phase"), true, "%s", share_titled(s, "shares year by year"));
        ent_table_column(s->out, st->phase, "key", "Key", "text", "", -1);
        ent_table_column(s->out, st->phase, "year", "Year", "integer", "", 0);
        ent_table_column(s->out, st->phase, "party", "Party", "text", "", -1);
        ent_table_column(s->out, st->phase, "share", "Share", "number", "percent", 2);
    }
}

static ent_status one_key(share *s, steps *st, const ent_key *key) {
    share_key_problem read;
    ent_key_trace trace = {0};
    ent_status status = share_key_read(&s->problem, key, &read);
    if (status != ENT_OK || read.why != NULL) return status;
    status = ent_key_compute(&read.problem, s->run, &trace);
    if (status == ENT_OK && trace.exists && has_steps(key)) {
        st->key = key;
        st->trace = &trace;
        if (s->people) key_tables(s, st);
        for (size_t i = 0; i < trace.size && s->people; i++)
            party_row(st, i);
        if (key->phase_from != 0) year_rows(st);
    }
    ent_key_trace_free(&trace);
    return status;
}

const char *share_key_words(share *s, const share_column *column) {
    share_key_problem read;
    if (share_key_read(&s->problem, column->key, &read) != ENT_OK) return "";
    return key_words(s, column->key, read.why == NULL ? read.used : NULL);
}

/* ---- recoupment ---------------------------------------------------------------------------------------------- */

typedef struct recouped {
    share_numbers paid, units;
    mpq_t *cost;
    ent_allocation owes, net;
    mpq_t charge;
} recouped;

static void recoupment_findings(share *s, const recouped *r) {
    const char *project = s->problem.project->id;
    ent_info info = share_info(s, "Charge on each unit", s->unit, 4);
    ent_findings_metricf(s->out, ent_real(ent_mpq_value(r->charge)), &info, "%s.recoupment.charge", project);
    ent_table *table = NULL;
    if (s->people) {
        table =
            ent_findings_table(s->out, share_id(s, "recoupment"), false, "%s", share_titled(s, "recoupment by units"));
        ent_table_about(
            s->out, table,
            "Each unit carries the same charge. Who paid more for the development than its units carry gets "
            "the difference back (negative), who paid less owes it.");
        ent_table_column(s->out, table, "party", "Party", "text", "", -1);
        ent_table_column(s->out, table, "units", "Units", "number", "", -1);
        ent_table_column(s->out, table, "owes", "Its units carry", "number", s->unit, s->digits);
        ent_table_column(s->out, table, "paid", "Paid for the development", "number", s->unit, s->digits);
        ent_table_column(s->out, table, "net", "Owes, or gets back", "number", s->unit, s->digits);
    }
    for (size_t i = 0; i < s->problem.size; i++) {
        info = share_info(s, share_text(s, "Recoupment: what %s owes, or gets back", s->problem.name[i]), s->unit,
                          s->digits);
        ent_findings_metricf(s->out, ent_real(r->net.value[i]), &info, "%s.recoupment.net.%s", project,
                             s->problem.id[i]);
        const double paid = r->paid.set ? ent_mpq_value(r->paid.at[i]) : 0;
        const ent_value cells[] = {ent_text(s->problem.name[i]), ent_real(ent_mpq_value(r->units.at[i])),
                                   ent_real(r->owes.value[i]), ent_real(paid), ent_real(r->net.value[i])};
        if (table != NULL) ent_table_row(s->out, table, cells);
    }
}

/* What was paid should be what the development cost: else the charges give back another sum than was spent. */
static void compare_paid(const share *s, const recouped *r) {
    mpq_t sum;
    mpq_init(sum);
    for (size_t i = 0; i < s->problem.size; i++)
        mpq_add(sum, sum, r->paid.at[i]);
    const int order = mpq_cmp(sum, *r->cost);
    if (order != 0)
        ent_findings_note(
            s->out, ENT_WARNING, "W-SHARE-0001", share_text(s, "projects.%s.recoupment.paid", s->problem.project->id),
            "%s: what was paid for the development adds up to %s, %s than its cost of %s: charges %s.",
            share_project_name(s), share_money(s, ent_mpq_value(sum)), order < 0 ? "less" : "more",
            share_money(s, ent_mpq_value(*r->cost)),
            order < 0 ? "bring in more than is to be given back" : "do not bring in all that is to be given back");
    mpq_clear(sum);
}

static ent_status recoupment(share *s) {
    share_problem *p = &s->problem;
    const ent_recoupment *from = &p->project->recoupment;
    recouped r = {.cost = share_fractions(p, 1)};
    ent_division_why why = {0};
    if (r.cost == NULL) return ENT_MEMORY;
    share_number(p, &from->cost, *r.cost);
    ent_status status = share_numbers_read(p, &from->paid, &r.paid);
    if (status == ENT_OK) status = share_numbers_read(p, &from->units, &r.units);
    if (status == ENT_OK) status = ent_allocation_init(&r.owes, p->size);
    if (status == ENT_OK) status = ent_allocation_init(&r.net, p->size);
    mpq_init(r.charge);
    const ent_recoupment_problem asked = {p->size, *r.cost, r.paid.set ? (mpq_srcptr)r.paid.at[0] : NULL,
                                          r.units.at[0]};
    if (status == ENT_OK) status = ent_recoup(&asked, s->run, r.charge, &r.owes, &r.net, &why);
    if (status == ENT_OK && r.net.exists) recoupment_findings(s, &r);
    if (status == ENT_OK && s->people && r.paid.set) compare_paid(s, &r);
    mpq_clear(r.charge);
    ent_allocation_free(&r.owes);
    ent_allocation_free(&r.net);
    return status;
}

static bool shown(const share *s, const ent_key *key) {
    for (size_t k = 0; k < s->columns.size; k++)
        if (s->columns.at[k].key == key) return true;
    return false;
}

ent_status share_keys(share *s) {
    const ent_project *project = s->problem.project;
    steps st = {.s = s};
    ent_status status = ENT_OK;
    if (s->problem.view != SHARE_GAME) return ENT_OK;
    for (size_t k = 0; k < project->keys_size; k++) {
        const ent_key *key = &project->keys[k];
        if (!shown(s, key)) continue;
        st.bounds = st.bounds || key->floor.set || key->ceiling.set || key->ceiling_next_largest;
        st.before = st.before || key->before.size > 0;
        st.rounded = st.rounded || key->rounded;
    }
    for (size_t k = 0; k < project->keys_size && status == ENT_OK; k++)
        if (shown(s, &project->keys[k])) status = one_key(s, &st, &project->keys[k]);
    for (size_t k = 0; k < s->columns.size && status == ENT_OK; k++)
        if ((s->columns.at[k].rule->needs & SHARE_NEEDS_RECOUPMENT) != 0 && s->columns.at[k].answer.why == NULL)
            return recoupment(s);
    return status;
}
