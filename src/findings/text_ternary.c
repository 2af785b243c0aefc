/* Three shares as a triangle of characters: a region, points by letters, what they stand for below. */
#include "findings/number.h"
#include "findings/ternary.h"
#include "findings/text_chart.h"

#include <math.h>
#include <string.h>

enum { MOST_COLUMNS = 57, PANEL_COLUMNS = 33, LEAST_COLUMNS = 21, MOST_LETTERS = 26, MOST_NAME = 24 };
enum { RANK_FAINT = 1, RANK_SIDE, RANK_REGION, RANK_POINT };

typedef struct sheet {
    ent_sketch *sketch;
    ent_ternary triangle;
    ent_raster raster;
    bool fine;           /* Braille */
    size_t *letter;      /* of each row: 1 for a, 0: none */
    size_t letters;      /* given */
    const char *name[3]; /* of the corners */
    const char *mark[3], *ink[3];
} sheet;

/* ---- reading ------------------------------------------------------------------------------------------ */

static bool is_region(const sheet *s, size_t series) {
    const ent_chart *chart = s->sketch->chart;
    const char *key = s->sketch->series[series].key;
    if (key == NULL) return false;
    return (chart->joined != NULL && strcmp(chart->joined, key) == 0) ||
           (chart->faint != NULL && strcmp(chart->faint, key) == 0);
}

static bool is_faint(const sheet *s, size_t series) {
    const char *faint = s->sketch->chart->faint, *key = s->sketch->series[series].key;
    return faint != NULL && key != NULL && strcmp(faint, key) == 0;
}

static bool drawable(const ent_sketch_row *row) {
    return isfinite(row->x) && isfinite(row->y) && isfinite(row->lo);
}

static bool read_triangle(sheet *s) {
    const ent_sketch *sketch = s->sketch;
    double(*points)[3] = ent_arena_array(sketch->arena, sketch->size + 1, sizeof *points);
    if (points == NULL) return false;
    for (size_t i = 0; i < sketch->size; i++)
        memcpy(points[i], (const double[3]){sketch->rows[i].x, sketch->rows[i].y, sketch->rows[i].lo}, sizeof *points);
    ent_ternary_make(&s->triangle, (const double(*)[3])points, sketch->size);
    return true;
}

/* A corner is named by its column, or the party with the column's id or label. */
static void read_corners(sheet *s) {
    ent_sketch *sketch = s->sketch;
    const char *const ids[] = {sketch->chart->x, sketch->chart->y, sketch->chart->lo};
    for (size_t i = 0; i < 3; i++) {
        size_t column = ent_table_column_index(sketch->table, ids[i]), actors = sketch->page->findings->actors_size;
        s->name[i] = "";
        s->mark[i] = "";
        s->ink[i] = ENT_INK_BOLD;
        if (column == SIZE_MAX) continue;
        const ent_column *info = &sketch->table->columns[column];
        size_t actor = ent_page_actor(sketch->page, info->id, 0);
        const char *key = actor < actors ? info->id : info->label;
        if (actor >= actors) actor = ent_page_actor(sketch->page, info->label, 0);
        const char *name = ent_page_actor_name(sketch->page, key);
        s->name[i] = ent_page_clean_copy(sketch->page, sketch->arena, name != NULL ? name : "");
        if (actor >= actors) continue;
        s->mark[i] = ent_page_actor_mark(sketch->page, actor);
        s->ink[i] = ent_page_actor_ink(sketch->page, actor);
    }
}

/* ---- places ------------------------------------------------------------------------------------------- */

/* In points of the grid: the first corner on top, the second at the left, the third at the right. */
static void spot_of(const sheet *s, const double place[3], double out[2]) {
    double wide = (double)(s->raster.columns * (s->fine ? 2 : 1) - 1);
    double high = (double)(s->raster.rows * (s->fine ? 4 : 1) - 1);
    out[0] = wide * (place[2] + place[0] / 2);
    out[1] = high * (1 - place[0]);
}

static void spot_of_row(const sheet *s, const ent_sketch_row *row, double out[2]) {
    double place[3];
    ent_ternary_place(&s->triangle, (const double[3]){row->x, row->y, row->lo}, place);
    spot_of(s, place, out);
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static void draw_sides(sheet *s) {
    static const double corners[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    for (size_t i = 0; i < 3; i++) {
        double a[2], b[2];
        spot_of(s, corners[i], a);
        spot_of(s, corners[(i + 1) % 3], b);
        ent_raster_line(&s->raster, s->fine, a, b, ENT_INK_FAINT, RANK_SIDE);
    }
}

/* A region in the dots of a fine grid; a faint one in full stops. Without fine lines its corners have another sign than
 * the sides. */
static void draw_region(sheet *s, size_t series) {
    const ent_sketch *sketch = s->sketch;
    double(*spots)[2] = ent_arena_array(sketch->arena, sketch->size + 1, sizeof *spots);
    double(*hull)[2] = ent_arena_array(sketch->arena, 2 * sketch->size + 2, sizeof *hull);
    size_t size = 0;
    if (spots == NULL || hull == NULL) {
        sketch->page->out->failed = true;
        return;
    }
    for (size_t i = 0; i < sketch->size; i++)
        if (sketch->rows[i].series == series && drawable(&sketch->rows[i]))
            spot_of_row(s, &sketch->rows[i], spots[size++]);
    size = ent_hull(spots, size, hull);
    bool faint = is_faint(s, series);
    const char *ink = faint ? ENT_INK_FAINT : ENT_INK_HEADING;
    for (size_t i = 0; i < size && faint && s->fine; i++) {
        hull[i][0] = floor(hull[i][0] / 2);
        hull[i][1] = floor(hull[i][1] / 4);
    }
    for (size_t i = 0; i < size; i++)
        ent_raster_line(&s->raster, s->fine && !faint, hull[i], hull[(i + 1) % size], ink,
                        faint ? RANK_FAINT : RANK_REGION);
    for (size_t i = 0; i < size && !faint && !s->fine; i++)
        ent_raster_set(&s->raster, (size_t)lround(hull[i][0]), (size_t)lround(hull[i][1]), "+", ink, RANK_REGION);
}

static const char *letter_text(size_t letter) {
    static const char letters[MOST_LETTERS][2] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m",
                                                  "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z"};
    return letter > 0 && letter <= MOST_LETTERS ? letters[letter - 1] : "*";
}

/* Points at one place share a letter. */
static void draw_points(sheet *s) {
    ent_sketch *sketch = s->sketch;
    for (size_t i = 0; i < sketch->size; i++) {
        const ent_sketch_row *row = &sketch->rows[i];
        double spot[2], other[2];
        if (!drawable(row) || is_region(s, row->series)) continue;
        spot_of_row(s, row, spot);
        size_t column = (size_t)lround(spot[0]) / (s->fine ? 2 : 1), line = (size_t)lround(spot[1]) / (s->fine ? 4 : 1);
        for (size_t j = 0; j < i && s->letter[i] == 0; j++) {
            if (s->letter[j] == 0) continue;
            spot_of_row(s, &sketch->rows[j], other);
            bool same = (size_t)lround(other[0]) / (s->fine ? 2 : 1) == column &&
                        (size_t)lround(other[1]) / (s->fine ? 4 : 1) == line;
            if (same) s->letter[i] = s->letter[j];
        }
        if (s->letter[i] == 0) s->letter[i] = ++s->letters;
        ent_raster_set(&s->raster, column, line, letter_text(s->letter[i]), sketch->series[row->series].ink,
                       RANK_POINT);
    }
}

/* ---- the page ----------------------------------------------------------------------------------------- */

/* The name with its mark, cut to a width; returns the columns that it takes. */
static size_t write_corner(const sheet *s, size_t corner, size_t most, bool measure) {
    ent_page *page = s->sketch->page;
    const char *rest = s->name[corner];
    size_t mark = ent_glyph_width(s->mark[corner]);
    ent_line line = {.text = "", .bytes = 0, .width = 0};
    if (mark > 0) mark++;
    ent_line_next(&rest, most > mark ? most - mark : 1, &line);
    if (measure) return mark + line.width;
    ent_page_ink(page, s->ink[corner]);
    ent_page_text(page, s->mark[corner]);
    ent_page_space(page, mark > 0);
    ent_page_write(page, line.text, line.bytes);
    return mark + line.width;
}

static void write_triangle(const sheet *s) {
    ent_sketch *sketch = s->sketch;
    ent_page *page = sketch->page;
    size_t columns = s->raster.columns, half = columns / 2, top = write_corner(s, 0, columns, true);
    ent_page_move(page, sketch->left + (half > top / 2 ? half - top / 2 : 0));
    write_corner(s, 0, columns, false);
    ent_page_end(page);
    for (size_t row = 0; row < s->raster.rows; row++) {
        ent_page_move(page, sketch->left);
        ent_raster_write(page, &s->raster, row);
        ent_page_end(page);
    }
    ent_page_move(page, sketch->left);
    write_corner(s, 1, half - 1, false);
    ent_page_move(page, sketch->left + columns - write_corner(s, 2, half - 1, true));
    write_corner(s, 2, half - 1, false);
    ent_page_end(page);
}

static void faint_line(const sheet *s, const char *text) {
    if (text == NULL)
        s->sketch->page->out->failed = true;
    else
        ent_page_paragraph(s->sketch->page, text, &(ent_paragraph){.indent = s->sketch->left, .ink = ENT_INK_FAINT});
}

/* What a corner and the side opposite stand for. */
static void write_scale(const sheet *s) {
    ent_arena *arena = s->sketch->arena;
    const ent_ternary *triangle = &s->triangle;
    char low[ENT_PEOPLE_TEXT], high[ENT_PEOPLE_TEXT];
    bool same = triangle->least[0] == triangle->least[1] && triangle->least[1] == triangle->least[2];
    for (size_t i = 0; i < (same ? 1 : 3); i++) {
        const char *from = ent_people_value(low, ent_real(triangle->least[i]), s->sketch->y_digits, false);
        const char *to =
            ent_people_value(high, ent_real(triangle->least[i] + triangle->size), s->sketch->y_digits, false);
        if (from == NULL || to == NULL) continue;
        faint_line(
            s, same ? ent_arena_printf(arena, "A corner is all of it, %s for its party; the side opposite is %s.", to,
                                       from)
                    : ent_arena_printf(arena, "%s: %s at its corner, %s on the side opposite", s->name[i], to, from));
    }
}

static void write_regions(const sheet *s) {
    ent_sketch *sketch = s->sketch;
    for (size_t i = 0; i < sketch->series_size; i++) {
        if (!is_region(s, i) || sketch->series[i].name == NULL) continue;
        bool faint = is_faint(s, i), boxes = sketch->page->boxes;
        ent_page_paragraph(sketch->page, sketch->series[i].name,
                           &(ent_paragraph){.indent = sketch->left,
                                            .first = faint   ? "."
                                                     : boxes ? "─"
                                                             : "+",
                                            .first_ink = faint ? ENT_INK_FAINT : ENT_INK_HEADING,
                                            .ink = faint ? ENT_INK_FAINT : NULL});
    }
}

/* A line for each point: its letter, its name, the three shares. */
static void write_points(const sheet *s) {
    ent_sketch *sketch = s->sketch;
    if (s->letters > 0)
        faint_line(s, ent_arena_printf(sketch->arena, "Points: %s | %s | %s", s->name[0], s->name[1], s->name[2]));
    for (size_t i = 0; i < sketch->size; i++) {
        const ent_sketch_row *row = &sketch->rows[i];
        const char *name = row->label != NULL ? row->label : sketch->series[row->series].name, *shares[3];
        char texts[3][ENT_PEOPLE_TEXT];
        const double values[] = {row->x, row->y, row->lo};
        if (s->letter[i] == 0) continue;
        for (size_t k = 0; k < 3; k++) {
            shares[k] = ent_people_value(texts[k], ent_real(values[k]), sketch->y_digits, false);
            if (shares[k] == NULL) shares[k] = "";
        }
        const char *text = ent_arena_printf(sketch->arena, "%s%s%s | %s | %s", name != NULL ? name : "",
                                            name != NULL ? ": " : "", shares[0], shares[1], shares[2]);
        if (text == NULL) {
            sketch->page->out->failed = true;
            return;
        }
        ent_page_paragraph(sketch->page, text,
                           &(ent_paragraph){.indent = sketch->left,
                                            .first = letter_text(s->letter[i]),
                                            .first_ink = sketch->series[row->series].ink});
    }
}

/* The triangle has sides of one length where characters are twice as high as wide. */
static bool lay_out(sheet *s) {
    const ent_sketch *sketch = s->sketch;
    size_t most = sketch->panel ? PANEL_COLUMNS : MOST_COLUMNS;
    size_t columns = sketch->right > sketch->left + LEAST_COLUMNS ? sketch->right - sketch->left : LEAST_COLUMNS;
    if (columns > most) columns = most;
    columns -= 1 - columns % 2; /* so that there is a middle */
    s->fine = sketch->page->boxes;
    s->letter = ent_arena_array(sketch->arena, sketch->size + 1, sizeof *s->letter);
    return s->letter != NULL &&
           ent_raster_new(&s->raster, sketch->arena, columns, (size_t)lround((double)columns * 0.433));
}

void ent_sketch_ternary(ent_sketch *sketch) {
    sheet s = {.sketch = sketch};
    if (!read_triangle(&s) || !lay_out(&s)) {
        sketch->page->out->failed = true;
        return;
    }
    if (!s.triangle.any) {
        ent_page_paragraph(sketch->page, "nothing to draw",
                           &(ent_paragraph){.indent = sketch->left, .ink = ENT_INK_FAINT});
        return;
    }
    read_corners(&s);
    draw_sides(&s);
    for (size_t i = 0; i < sketch->series_size; i++)
        if (is_region(&s, i)) draw_region(&s, i);
    draw_points(&s);
    write_triangle(&s);
    write_scale(&s);
    write_regions(&s);
    write_points(&s);
}
