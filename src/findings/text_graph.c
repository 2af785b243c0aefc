/* A graph in the terminal: a line for each state with its number and mark, and below it who moves from it where to. */
#include "findings/number.h"
#include "findings/text_chart.h"

#include <math.h>
#include <string.h>

enum { MOST_NODES = 60, MOST_TEXT = 240 };

static bool is_node(const ent_sketch_row *row) {
    return isfinite(row->x) && row->x == row->y;
}

static bool named(const char *key, const char *wanted) {
    return key != NULL && wanted != NULL && strcmp(key, wanted) == 0;
}

/* What the rows about a state say of it. */
typedef struct state_line {
    const char *label, *marked;
    bool lasting;
} state_line;

static state_line line_of(const ent_sketch *sketch, double value) {
    state_line line = {NULL, NULL, false};
    for (size_t i = 0; i < sketch->size; i++) {
        const ent_sketch_row *row = &sketch->rows[i];
        if (!is_node(row) || row->x != value) continue;
        const ent_sketch_series *series = &sketch->series[row->series];
        if (row->label != NULL) line.label = row->label;
        if (named(series->key, sketch->chart->joined))
            line.lasting = true;
        else if (!named(series->key, sketch->chart->faint))
            line.marked = series->name;
    }
    return line;
}

static bool seen_before(const ent_sketch *sketch, size_t at) {
    for (size_t i = 0; i < at; i++)
        if (is_node(&sketch->rows[i]) && sketch->rows[i].x == sketch->rows[at].x) return true;
    return false;
}

static void write_state(ent_sketch *sketch, double value) {
    const state_line line = line_of(sketch, value);
    const bool boxes = sketch->page->boxes;
    char number[ENT_PEOPLE_TEXT];
    const char *shown = ent_people_value(number, ent_real(value), 0, false);
    const char *text = ent_arena_printf(sketch->arena, "%s %s%s%s%s", shown != NULL ? shown : "",
                                        line.label != NULL ? line.label : "", line.marked != NULL ? " (" : "",
                                        line.marked != NULL ? line.marked : "", line.marked != NULL ? ")" : "");
    if (text == NULL) {
        sketch->page->out->failed = true;
        return;
    }
    ent_page_paragraph(sketch->page, text,
                       &(ent_paragraph){.indent = sketch->left,
                                        .first = line.lasting ? (boxes ? "● " : "* ")
                                                 : boxes      ? "○ "
                                                              : "o ",
                                        .ink = line.lasting ? ENT_INK_BOLD : NULL});
}

/* "United States to 3, 5" */
static void write_moves(ent_sketch *sketch, double value) {
    for (size_t s = 0; s < sketch->series_size; s++) {
        const char *targets = "";
        for (size_t i = 0; i < sketch->size && targets != NULL; i++) {
            const ent_sketch_row *row = &sketch->rows[i];
            if (is_node(row) || row->series != s || row->x != value || strlen(targets) > MOST_TEXT) continue;
            char number[ENT_PEOPLE_TEXT];
            const char *shown = ent_people_value(number, ent_real(row->y), 0, false);
            targets = ent_arena_printf(sketch->arena, "%s%s%s", targets, *targets != '\0' ? ", " : "",
                                       shown != NULL ? shown : "");
        }
        if (targets != NULL && *targets == '\0') continue;
        const char *text =
            targets == NULL ? NULL
                            : ent_arena_printf(sketch->arena, "%s to %s",
                                               sketch->series[s].name != NULL ? sketch->series[s].name : "", targets);
        if (text == NULL) {
            sketch->page->out->failed = true;
            return;
        }
        ent_page_paragraph(sketch->page, text,
                           &(ent_paragraph){.indent = sketch->left + 4, .ink = sketch->series[s].ink});
    }
}

void ent_sketch_graph(ent_sketch *sketch) {
    size_t states = 0;
    for (size_t i = 0; i < sketch->size && !sketch->page->out->failed; i++) {
        if (!is_node(&sketch->rows[i]) || seen_before(sketch, i)) continue;
        if (++states > MOST_NODES) break;
        write_state(sketch, sketch->rows[i].x);
        write_moves(sketch, sketch->rows[i].x);
    }
    const char *key = sketch->chart->joined;
    if (key == NULL) return;
    ent_page_paragraph(
        sketch->page, key,
        &(ent_paragraph){.indent = sketch->left, .first = sketch->page->boxes ? "● " : "* ", .ink = ENT_INK_FAINT});
}
